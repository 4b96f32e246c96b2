import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gatherUsers, keepCookies, makeUsers, userHeaders } from "../../../scripts/lab/load/user.ts";

describe("makeUsers", () => {
  it("gives every one of 5,000 users an address of its own, the same each time", () => {
    const users = makeUsers(5000, "with cookies");
    assert.equal(new Set(users.map(({ address }) => address)).size, 5000);
    assert.ok(
      users.every(({ address }) =>
        /^198\.18\.\d{1,3}\.([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/.test(address),
      ),
    );
    assert.deepEqual(makeUsers(5000, "with cookies"), users);
  });
});

describe("gatherUsers", () => {
  it("lets each user act once before any acts twice, and 5 % of the requests come without cookies", () => {
    const userAt = gatherUsers(95);
    const round = Array.from({ length: 100 }, (_, n) => userAt(n));
    assert.equal(new Set(round.filter(({ cookies }) => cookies !== null)).size, 95);
    assert.equal(round.filter(({ cookies }) => cookies === null).length, 5);
    assert.equal(userAt(100), round[0]);
  });
});

describe("keepCookies", () => {
  const user = () => makeUsers(1, "with cookies")[0] ?? assert.fail();

  it("keeps, replaces and drops cookies by name", () => {
    const browser = user();
    assert.equal(userHeaders(browser).cookie, undefined);
    keepCookies(browser, ["a=1; Path=/; Secure", "b=2"]);
    assert.equal(userHeaders(browser).cookie, "a=1; b=2");
    keepCookies(browser, "a=3; HttpOnly");
    assert.equal(userHeaders(browser).cookie, "a=3; b=2");
    keepCookies(browser, "b=; Max-Age=0");
    assert.equal(userHeaders(browser).cookie, "a=3");
    keepCookies(browser, undefined);
    assert.equal(userHeaders(browser).cookie, "a=3");
  });

  it("leaves a client without cookies without", () => {
    const client = makeUsers(1, "without cookies")[0] ?? assert.fail();
    keepCookies(client, "a=1");
    assert.equal(userHeaders(client).cookie, undefined);
  });
});
