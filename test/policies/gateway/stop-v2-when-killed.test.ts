import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stopV2WhenKilled } from "../../../policies/gateway/stop-v2-when-killed.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const says = (text: string) => judge(stopV2WhenKilled, nginxRelease(text));
const FLAG_TEST = "if (-f /var/lib/gateway/state/kill-v2) {\n      set $killed 1;\n    }";
const V2_ROUTE = "if ($killed) {\n        return 503;\n      }\n      proxy_pass http://v2;";

const atV2Route =
  "nginx.conf:54: location /api/v2/ must not reach V2 while the kill switch is thrown, got proxy_pass http://v2; test the flag file before it";
const atMatch =
  "nginx.conf:64: location @match_on_v2 must not reach V2 while the kill switch is thrown, got proxy_pass http://v2_then_v1; test the flag file before it";
/** What the rule says when only the route to V2 is spoiled, with its line and target. */
const atRoute = (line: number, pass = "proxy_pass http://v2") =>
  `nginx.conf:${line}: location /api/v2/ must not reach V2 while the kill switch is thrown, got ${pass}; test the flag file before it`;

describe("stop-v2-when-killed accepts", () => {
  it("a test before every route to V2", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("a test inside the location", () => {
    const inside = `if (-f /var/lib/gateway/state/kill-v2) { return 503; } proxy_pass http://v2;`;
    assert.deepEqual(says(spoiled(V2_ROUTE, inside)), []);
    const otherUpstream = `if (-f /var/lib/gateway/state/kill-v2) { proxy_pass http://v1; } proxy_pass http://v2;`;
    assert.deepEqual(says(spoiled(V2_ROUTE, otherUpstream)), []);
    const negated = `if (!-f /var/lib/gateway/state/kill-v2) { proxy_pass http://v2; } return 503;`;
    assert.deepEqual(says(spoiled(V2_ROUTE, negated)), []);
  });

  it("a target that the flag decides", () => {
    assert.deepEqual(says(spoiled(V2_ROUTE, "proxy_pass http://$release;")), []);
    assert.deepEqual(
      says(spoiled(V2_ROUTE, "set $to v2; if ($killed = 1) { set $to v1; } proxy_pass http://$to;")),
      [],
    );
    assert.deepEqual(says(spoiled(V2_ROUTE, "if ($killed != 0) { return 503; } proxy_pass http://v2;")), []);
  });

  it("answers that are intercepted where no page waits for the private status", () => {
    assert.deepEqual(
      says(
        spoiled("proxy_pass http://v2_then_v1;", "proxy_intercept_errors on; proxy_pass http://v2_then_v1;"),
      ),
      [],
    );
  });

  it("a text without V1, where there is no way back", () => {
    assert.deepEqual(
      says("http { upstream v2 { server v2:5070; } server { location / { proxy_pass http://v2; } } }"),
      [],
    );
  });
});

describe("stop-v2-when-killed refuses", () => {
  it("a gateway that never looks at the flag", () => {
    assert.deepEqual(says(spoiled(`${FLAG_TEST}\n    `, "\n\n\n    ")), [atV2Route, atMatch]);
  });

  it("a gateway that looks at another file", () => {
    assert.deepEqual(says(spoiled("(-f /var/lib/gateway/state/kill-v2)", "(-f /tmp/stop-v2)")), [
      atV2Route,
      atMatch,
    ]);
  });

  it("a flag that the control port does not write", () => {
    assert.deepEqual(says(spoiled("(-f /var/lib/gateway/state/kill-v2)", "(-f /tmp/kill-v2)")), [
      "nginx.conf:90: the kill switch must be one file, got /tmp/kill-v2 and /var/lib/gateway/state/kill-v2",
    ]);
  });

  it("a route without the test", () => {
    assert.deepEqual(says(spoiled(V2_ROUTE, "proxy_pass http://v2;")), [atRoute(51)]);
  });

  it("a test behind the decision, or one that decides nothing", () => {
    assert.deepEqual(says(spoiled(V2_ROUTE, "break; if ($killed) { return 503; } proxy_pass http://v2;")), [
      atRoute(51),
    ]);
    assert.deepEqual(
      says(spoiled(V2_ROUTE, "rewrite ^ /x break; if ($killed) { return 503; } proxy_pass http://v2;")),
      [atRoute(51)],
    );
    assert.deepEqual(says(spoiled(V2_ROUTE, "if ($killed) { set $a b; } proxy_pass http://v2;")), [
      atRoute(51),
    ]);
    assert.deepEqual(says(spoiled(V2_ROUTE, "if ($killed = 0) { return 503; } proxy_pass http://v2;")), [
      atRoute(51),
    ]);
    assert.deepEqual(
      says(spoiled(V2_ROUTE, "if ($request_method = GET) { return 503; } proxy_pass http://v2;")),
      [atRoute(51)],
    );
  });

  it("a flag that is forgotten again", () => {
    assert.deepEqual(says(spoiled("location /api/v1/ {", "set $killed 0; location /api/v1/ {")), [
      atV2Route,
      atMatch,
    ]);
    assert.deepEqual(says(spoiled("location /api/v1/ {", "location /api/v1/ { set $killed 0;")), [
      atV2Route,
      atMatch,
    ]);
  });

  it("a flag that a regular expression or a script may set", () => {
    const captured = spoiled("location /api/v1/ {", 'location ~ "^/x/(?<killed>.)" {');
    assert.deepEqual(says(captured), [atV2Route, atMatch]);
    const scripted = spoiled("set $killed 0;", "set $killed 0; auth_request_set $killed $upstream_http_x;");
    assert.deepEqual(says(scripted), [atV2Route, atMatch]);
  });

  it("a release that was looked up before the flag", () => {
    const early = spoiled(FLAG_TEST, `set $early $release; ${FLAG_TEST}`);
    assert.deepEqual(says(early), [atMatch]);
  });

  it("a map that lets V2 through", () => {
    assert.deepEqual(says(spoiled("default v1;\n    0:v2 v2;", "default v2;\n")), [atMatch]);
    assert.deepEqual(says(spoiled("0:v2 v2;", "~v2$ v2;")), [atMatch]);
    assert.deepEqual(says(spoiled("0:v2 v2;", "1:V2 v2;")), [atMatch]);
    assert.deepEqual(says(spoiled("0:v2 v2;", "volatile; hostnames; *:v2 v2;")), [atMatch]);
  });

  it("an error page that nginx may show by itself", () => {
    assert.deepEqual(says(spoiled("error_page 418 =", "error_page 418 502 =")), [atMatch]);
    assert.deepEqual(says(spoiled("server_tokens off;", "proxy_intercept_errors on;")), [atMatch]);
    assert.deepEqual(says(spoiled("server_tokens off;", "limit_req_status 418;")), [atMatch]);
    assert.deepEqual(says(spoiled("proxy_pass http://v1;", "try_files $uri @match_on_v2;")), [atMatch]);
    assert.deepEqual(says(spoiled("set $killed 0;", "set $killed 0; error_page 404 $page;")), [atMatch]);
    assert.deepEqual(says(spoiled("proxy_pass http://v1;", "js_content main.jump;")), [atMatch]);
  });

  it("a target that could be anything", () => {
    const target = "proxy_pass http://$http_x_target;";
    assert.deepEqual(says(spoiled(V2_ROUTE, target)), [atRoute(51, "proxy_pass http://$http_x_target")]);
    assert.deepEqual(says(spoiled(V2_ROUTE, "proxy_pass http://172.20.2.12:8000;")), [
      atRoute(51, "proxy_pass http://172.20.2.12:8000"),
    ]);
  });

  it("V2 under any name, scheme and module", () => {
    for (const pass of [
      "proxy_pass http://lab-v2:80/x",
      "proxy_pass https://v2.backend",
      "proxy_pass http://app:5070",
      "grpc_pass grpc://v2",
      "fastcgi_pass unix:/run/v2.sock",
    ]) {
      assert.deepEqual(says(spoiled(V2_ROUTE, `${pass};`)), [atRoute(51, pass)]);
    }
    assert.deepEqual(says(spoiled("server v1:5062 resolve;", "server v1:5062; server v2:5070;")), [
      "nginx.conf:48: location /api/v1/ must not reach V2 while the kill switch is thrown, got proxy_pass http://v1; test the flag file before it",
      "nginx.conf:61: location /api/match must not reach V2 while the kill switch is thrown, got proxy_pass http://v1; test the flag file before it",
    ]);
  });

  it("a route inside another location or a limit on methods", () => {
    assert.deepEqual(says(spoiled("proxy_pass http://v1;", "location /api/v1/x { proxy_pass http://v2; }")), [
      "nginx.conf:48: location /api/v1/x must not reach V2 while the kill switch is thrown, got proxy_pass http://v2; test the flag file before it",
    ]);
    assert.deepEqual(says(spoiled("proxy_pass http://v1;", "limit_except GET { proxy_pass http://v2; }")), [
      "nginx.conf:48: limit_except GET must not reach V2 while the kill switch is thrown, got proxy_pass http://v2; test the flag file before it",
    ]);
  });

  it("a text with too many ways to follow", () => {
    const ifs = 'if ($arg_a = "") { set $b c; } '.repeat(9);
    assert.deepEqual(says(spoiled("proxy_pass http://v1;", `${ifs} proxy_pass http://v1;`)), [
      "nginx.conf:47: cannot read: more than 256 ways through location",
    ]);
  });
});
