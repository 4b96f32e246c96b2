import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyDirective } from "../../policies/gateway-text.ts";
import { readNginx } from "../../policies/nginx-reader.ts";
import { ANY, equals, Values } from "../../policies/nginx-values.ts";

function valuesOf(
  text: string,
  expression: string,
  variables: Readonly<Record<string, readonly string[]>> = {},
) {
  const values = new Values([...everyDirective(readNginx(text, "f"))]);
  const given = new Map(Object.entries(variables).map(([name, texts]) => [name, new Set(texts)]));
  return [...values.of(expression, given)].sort();
}

describe("the possible values of a text", () => {
  it("are the text itself when it holds no variable", () => {
    assert.deepEqual(valuesOf("", "v1"), ["v1"]);
  });

  it("are put together from the values of its variables", () => {
    assert.deepEqual(valuesOf("", "$a:$\x7bb}c", { a: ["0", "1"], b: ["x"] }), ["0:xc", "1:xc"]);
  });

  it("hold anything for a variable that comes from the request", () => {
    assert.deepEqual(valuesOf("", "a$http_x"), [`a${ANY}`]);
  });

  it("are all shares of a split and all entries of a geo", () => {
    assert.deepEqual(valuesOf("split_clients $k $s { 10% v2; * v1; }", "$s"), ["", "v1", "v2"]);
    assert.deepEqual(valuesOf("geo $remote_addr $g { default 0; 10.0.0.0/8 1; }", "$g"), ["", "0", "1"]);
  });

  it("follow an exact key of a map, whatever its case", () => {
    const map = "map $a $m { default d; X x; y y; }";
    assert.deepEqual(valuesOf(map, "$m", { a: ["x"] }), ["x"]);
    assert.deepEqual(valuesOf(map, "$m", { a: ["z"] }), ["d"]);
    assert.deepEqual(valuesOf(map, "$m", { a: ["z", "Y"] }), ["d", "y"]);
    assert.deepEqual(valuesOf(map, "$m"), ["d", "x", "y"]);
  });

  it("keep keys out that a half-known value cannot be", () => {
    assert.deepEqual(valuesOf("map $k:$b $m { default v1; 0:v2 v2; }", "$m", { k: ["1"] }), ["v1"]);
    assert.deepEqual(valuesOf("map $k:$b $m { default v1; 0:v2 v2; }", "$m", { k: ["0"] }), ["v1", "v2"]);
  });

  it("hold every regular expression of a map, unless an exact key is hit", () => {
    const map = "map $a $m { ~^q q; x x; }";
    assert.deepEqual(valuesOf(map, "$m", { a: ["z"] }), ["", "q"]);
    assert.deepEqual(valuesOf(map, "$m", { a: ["x"] }), ["x"]);
  });

  it("hold every entry of a map of host names", () => {
    assert.deepEqual(valuesOf("map $a $m { hostnames; default d; *.x x; }", "$m", { a: ["z"] }), [
      "",
      "d",
      "x",
    ]);
  });

  it("hold anything for maps that go in circles", () => {
    assert.deepEqual(valuesOf("map $a $b { default $a; } map $b $a { default $b; }", "$a"), [ANY]);
  });

  it("hold anything when there are too many", () => {
    const many = [..."abcdefghi"];
    assert.deepEqual(valuesOf("", "$a$b", { a: many, b: many }), [ANY]);
  });

  it("hold anything for what scripts and regular expressions assign", () => {
    const variables = { a: ["1"] };
    assert.deepEqual(valuesOf("js_set $a main.f;", "$a", variables), [ANY]);
    assert.deepEqual(valuesOf("server_name ~(?<a>.);", "$a", variables), [ANY]);
    assert.deepEqual(valuesOf("map $x $y { ~(?P<a>.) 1; }", "$a", variables), [ANY]);
  });
});

describe("a possible value", () => {
  it("is, may be or is not a text", () => {
    assert.equal(equals("a", "a"), "yes");
    assert.equal(equals("a", "b"), "no");
    assert.equal(equals(`a.${ANY}`, "a.c"), "maybe");
    assert.equal(equals(`a.${ANY}`, "abc"), "no");
    assert.equal(equals("a", ANY), "maybe");
  });
});
