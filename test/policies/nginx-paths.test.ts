import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyDirective } from "../../policies/gateway-text.ts";
import { follow } from "../../policies/nginx-paths.ts";
import { readNginx } from "../../policies/nginx-reader.ts";
import { Values } from "../../policies/nginx-values.ts";

/** Each way through a location, as "how it ended: what would serve it: value of $a". */
function ways(body: string): string[] {
  const [location] = readNginx(`location / { ${body} }`, "f");
  assert.ok(location);
  const world = {
    values: new Values([...everyDirective([location])]),
    exists: (file: string) => file === "/flag",
  };
  const start = { variables: new Map(), pass: undefined, end: "running" as const };
  return follow(location, [start], world).map(({ end, pass, variables }) => {
    const ended = typeof end === "string" ? end : [...end.status].join("|");
    return `${ended}: ${pass?.directive.args[0] ?? "nothing"}: ${[...(variables.get("a") ?? [])].join("|")}`;
  });
}

describe("the ways through a block", () => {
  it("run to the end and keep what was set last", () => {
    assert.deepEqual(ways("set $a 1; set $a 2; proxy_pass http://v1;"), ["running: http://v1: 2"]);
  });

  it("end at a return, with its status", () => {
    assert.deepEqual(ways("set $a 1; return 503; set $a 2;"), ["503: nothing: 1"]);
  });

  it("go on to the content at a break, past every later test", () => {
    assert.deepEqual(ways("break; return 503;"), ["content: nothing: "]);
    assert.deepEqual(ways("if (-f /flag) { break; } return 503;"), ["content: nothing: "]);
  });

  it("may end at a rewrite", () => {
    assert.deepEqual(ways("rewrite ^ /b break; return 503;"), ["503: nothing: ", "content: nothing: "]);
  });

  it("part at a test that may go either way", () => {
    assert.deepEqual(ways("if ($arg_x) { set $a 1; } set $b 2;"), [
      "running: nothing: ",
      "running: nothing: 1",
    ]);
    assert.deepEqual(ways("if (-f /other) { return 503; }"), ["running: nothing: ", "503: nothing: "]);
    assert.deepEqual(ways("if ($arg_x ~ y) { return 503; }").length, 2);
  });

  it("do not part at a test whose outcome is certain", () => {
    assert.deepEqual(ways("if (-f /flag) { return 503; }"), ["503: nothing: "]);
    assert.deepEqual(ways("if (!-f /flag) { return 503; }"), ["running: nothing: "]);
    assert.deepEqual(ways("set $a 0; if ($a) { return 503; }"), ["running: nothing: 0"]);
    assert.deepEqual(ways("set $a 1; if ($a != 1) { return 503; }"), ["running: nothing: 1"]);
    assert.deepEqual(ways('set $a ""; if ($a = "") { return 503; }'), ["503: nothing: "]);
  });

  it("are served by the last test that held and can serve", () => {
    const two = "proxy_pass http://v1; if (-f /flag) { proxy_pass http://v2; } if (-e /flag) { set $a 1; }";
    assert.deepEqual(ways(two), ["running: http://v2: 1"]);
  });
});
