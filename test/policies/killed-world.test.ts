import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reachedPasses } from "../../policies/killed-world.ts";
import { readNginx } from "../../policies/nginx-reader.ts";

/** The targets that a request can come to while /flag exists, in order. */
function targets(server: string): string[] {
  const passes = reachedPasses(readNginx(`http { server { ${server} } }`, "f"), (file) => file === "/flag");
  return passes.flatMap((pass) => [...pass.targets]).sort();
}

describe("what a request can come to", () => {
  it("is every location, whatever its pattern", () => {
    const locations =
      "location = /a { proxy_pass a; } location ~ b { proxy_pass b; } location ^~ /c { proxy_pass c; }";
    assert.deepEqual(targets(locations), ["a", "b", "c"]);
  });

  it("is no location when the server answers before", () => {
    assert.deepEqual(targets("if (-f /flag) { return 503; } location / { proxy_pass a; }"), []);
  });

  it("is a named location only through an error page or a fallback", () => {
    assert.deepEqual(targets("location / { return 418; } location @b { proxy_pass b; }"), []);
    assert.deepEqual(
      targets("location / { error_page 418 = @b; return 418; } location @b { proxy_pass b; }"),
      ["b"],
    );
    assert.deepEqual(
      targets("location / { error_page 418 = @b; return 404; } location @b { proxy_pass b; }"),
      [],
    );
    assert.deepEqual(
      targets("location / { error_page 502 = @b; return 404; } location @b { proxy_pass b; }"),
      ["b"],
    );
    assert.deepEqual(targets("location / { try_files /x @b; } location @b { proxy_pass b; }"), ["b"]);
  });

  it("is an error page of an outer level, unless the location has its own", () => {
    const server = "error_page 418 = @b; location @b { proxy_pass b; }";
    assert.deepEqual(targets(`${server} location / { return 418; }`), ["b"]);
    assert.deepEqual(targets(`${server} location / { error_page 404 /x; return 418; }`), []);
  });

  it("is an error page of an error page", () => {
    const chain = "location @b { error_page 500 @c; return 404; } location @c { proxy_pass c; }";
    assert.deepEqual(targets(`location / { error_page 404 @b; } ${chain}`), ["c"]);
  });

  it("depends on what any location may have set before", () => {
    const target = "location /a { proxy_pass $to; } location /b { set $to b; rewrite ^ /a last; }";
    assert.deepEqual(targets(`set $to a; ${target}`), ["a", "b"]);
  });

  it("depends on what the server set before it answered", () => {
    const answer = "set $to a; error_page 418 = @c; if ($arg_x) { set $to b; return 418; }";
    assert.deepEqual(targets(`${answer} location @c { proxy_pass $to; }`), ["a", "b"]);
  });

  it("may find a variable without a value when not every way sets it", () => {
    const use = "location /a { if ($done) { return 503; } proxy_pass a; }";
    assert.deepEqual(targets(`${use} location /b { set $done 1; }`), ["a"]);
    assert.deepEqual(targets(`if ($arg_x) { set $done 1; } ${use}`), ["a"]);
    assert.deepEqual(targets(`if (-f /flag) { set $done 1; } ${use}`), []);
  });
});
