import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matchUpstreamsToServices } from "../../../policies/gateway/match-upstreams-to-services.ts";
import { CONTAINER } from "../../../policies/resources.ts";
import { compliantText, type Example, judgeStack, nginxRelease } from "../judge.ts";

const service = (name: string, ipv4Address?: string): Example => ({
  type: CONTAINER,
  name,
  props: {
    labels: [{ label: "supersmartmatch.service", value: name }],
    networksAdvanced: [{ name: "backend", ...(ipv4Address && { ipv4Address }) }],
  },
});
const services = [service("v1", "172.20.2.11"), service("v2", "172.20.2.12"), service("gateway")];
const withAddress = (address: string) =>
  compliantText.replace("server v1:5062 resolve;", `server ${address};`);
const says = (address: string) =>
  judgeStack(matchUpstreamsToServices, [...services, nginxRelease(withAddress(address))]);

describe("match-upstreams-to-services", () => {
  it("accepts an address of the right service, and names, which Docker looks up", () => {
    assert.deepEqual(says("172.20.2.11:5062"), []);
    assert.deepEqual(says("v1:5062 resolve"), []);
  });

  it("refuses an address of another release", () => {
    assert.deepEqual(says("172.20.2.12:5062"), [
      "nginx.conf:16: 172.20.2.12:5062 has the port of v1, but is the address of v2; take it from the plan",
    ]);
  });

  it("refuses an address of nobody", () => {
    assert.deepEqual(says("172.20.2.99:5062"), [
      "nginx.conf:16: 172.20.2.99:5062 has the port of v1, but is the address of no container; take it from the plan",
    ]);
  });

  it("refuses a port that belongs to no app", () => {
    assert.deepEqual(says("172.20.2.11:8000"), [
      "nginx.conf:16: 172.20.2.11:8000 has the port of no app, but is the address of v1; take it from the plan",
    ]);
  });
});
