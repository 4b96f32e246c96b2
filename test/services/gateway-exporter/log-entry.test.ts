import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseLine } from "../../../infra/services/gateway-exporter/log-entry.ts";
import { outcomeOf } from "../../../infra/services/gateway-exporter/outcome.ts";

const LINE =
  '{"time":"2026-11-22T19:00:00+00:00","request_id":"6f1c","remote_addr":"198.18.0.1","method":"POST",' +
  '"uri":"/api/match","status":200,"bytes":2100,"request_time":0.034,"release":"v2","served_by":"v1",' +
  '"upstream_addr":"v2, 172.20.2.4:5062","upstream_status":"502, 200","upstream_response_time":"0.001, 0.030",' +
  '"killed":"0","user_agent":"curl {\\"}","referer":"","host":"api.ssm.localhost","protocol":"HTTP/2.0"}';

describe("parseLine", () => {
  it("reads a line with its attempts in order", () => {
    assert.deepEqual(parseLine(LINE), {
      release: "v2",
      status: 200,
      killed: false,
      v1Client: null,
      attempts: [
        { release: "v2", status: 502, seconds: 0.001 },
        { release: "v1", status: 200, seconds: 0.03 },
      ],
    });
  });

  it("names who asks on V1's own routes: the route, and what the client says of itself", () => {
    const client = (said: unknown) =>
      parseLine(JSON.stringify({ release: "v1", status: 200, v1_client: said }))?.v1Client;
    assert.equal(client("/api/v1/ partner-crm/2.1 (batch)"), "/api/v1/ partner-crm/2.1 (batch)");
    assert.equal(client("/docs/ "), "/docs/ (no user agent)");
    assert.equal(client("/docs/ a\nb\u0000\u202ec"), "/docs/ a?b??c");
    assert.equal(client(`/docs/ ${"x".repeat(9_000)}`), `/docs/ ${"x".repeat(120)}`);
    for (const none of ["", undefined, 7, null, {}]) assert.equal(client(none), null);
  });

  it("gives null for every cut of a line, whatever its length", () => {
    for (let length = 0; length < LINE.length; length++) {
      assert.equal(parseLine(LINE.slice(0, length)), null);
    }
  });

  it("gives null for a release or a status it does not know", () => {
    for (const fields of [
      { release: "v3", status: 200 },
      { release: "v2", status: 20 },
      { release: "v2", status: "-" },
      { release: "v2" },
      { status: 200 },
      {},
    ]) {
      assert.equal(parseLine(JSON.stringify(fields)), null);
    }
  });

  it("never throws and never decides on nonsense in the upstream lists", () => {
    const list = fc.stringMatching(/^[0-9v:.,\- ]{0,40}$/);
    const field = fc.oneof(list, fc.integer(), fc.constant(null), fc.array(fc.string()));
    fc.assert(
      fc.property(field, field, field, fc.integer({ min: 100, max: 599 }), (addr, answers, times, status) => {
        const entry = parseLine(
          JSON.stringify({
            release: "v2",
            status,
            upstream_addr: addr,
            upstream_status: answers,
            upstream_response_time: times,
          }),
        );
        assert.ok(entry !== null);
        const result = outcomeOf(entry);
        assert.ok(
          result.kind !== "assigned" || result.ownSeconds === null || Number.isFinite(result.ownSeconds),
        );
      }),
    );
  });

  it("never throws on any text", () => {
    for (const text of ["null", "1", "[]", '"x"']) assert.equal(parseLine(text), null);
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.equal(parseLine(text), null);
      }),
    );
  });
});
