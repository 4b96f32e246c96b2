import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Exporter, startExporter } from "../../../infra/services/gateway-exporter/exporter.ts";
import { parseStubStatus } from "../../../infra/services/gateway-exporter/stub-status.ts";

const STUB_STATUS =
  "Active connections: 7 \nserver accepts handled requests\n 90 90 3105 \nReading: 0 Writing: 1 Waiting: 6 \n";

function line(fields: object): string {
  return `${JSON.stringify({ killed: "0", ...fields })}\n`;
}

const V2_FELL_BACK = line({
  release: "v2",
  status: 200,
  upstream_addr: "172.20.2.5:5070, 172.20.2.4:5062",
  upstream_status: "504, 200",
  upstream_response_time: "0.110, 0.030",
});
const LIMITED = line({ release: "v1", status: 429, upstream_addr: "", upstream_status: "" });

describe("the gateway exporter", () => {
  const status = { delayMs: 0 };
  const gateway = createServer((_request, response) => {
    setTimeout(() => response.end(STUB_STATUS), status.delayMs);
  });
  const folder = mkdtempSync(join(tmpdir(), "gateway-exporter-"));
  const [even, odd] = [join(folder, "even.log"), join(folder, "odd.log")];
  let exporter: Exporter;

  before(async () => {
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
    writeFileSync(even, LIMITED);
    exporter = await startExporter({
      httpPort: 0,
      logFiles: [even, odd],
      stubStatusUrl: new URL(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/stub_status`),
    });
  });

  after(async () => {
    gateway.close();
    gateway.closeAllConnections();
    await exporter.close();
    rmSync(folder, { recursive: true });
  });

  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${exporter.httpPort}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const metric = async (name: string) => {
    const { text } = await get("/metrics");
    return text
      .split("\n")
      .find((row) => row.startsWith(`${name} `))
      ?.slice(name.length + 1);
  };

  it("shows every outcome of every release as 0 before the first line of its own time", async () => {
    for (const release of ["v1", "v2", "nexten"]) {
      for (const outcome of ["ok", "error", "fallback", "canceled"]) {
        assert.equal(await metric(`gateway_requests_total{release="${release}",outcome="${outcome}"}`), "0");
      }
    }
  });

  it("counts lines, good and bad, of both files when it is asked, and observes the release's own time", async () => {
    assert.equal(await metric("gateway_log_lines_total"), "0");
    appendFileSync(even, `${V2_FELL_BACK}${V2_FELL_BACK}nonsense\n`);
    appendFileSync(odd, `${LIMITED}{"release":"v2","sta\n`);
    assert.equal(await metric("gateway_log_lines_total"), "5");
    assert.equal(await metric("gateway_log_lines_bad_total"), "2");
    assert.equal(await metric('gateway_requests_total{release="v2",outcome="fallback"}'), "2");
    assert.equal(await metric('gateway_requests_total{release="v1",outcome="ok"}'), "0");
    assert.equal(await metric('gateway_refused_total{status="429"}'), "1");
    assert.equal(await metric('gateway_request_duration_seconds_bucket{le="0.1",release="v2"}'), "0");
    assert.equal(await metric('gateway_request_duration_seconds_bucket{le="0.12",release="v2"}'), "2");
    assert.equal(await metric('gateway_request_duration_seconds_sum{release="v2"}'), "0.22");
  });

  it("counts who asks for V1 by name, each by itself, and together those who are too many", async () => {
    const asks = (name: string) => line({ release: "v1", status: 200, v1_client: `/api/v1/ ${name}` });
    const others = 'gateway_v1_clients_total{client="others"}';
    assert.equal(await metric(others), "0");
    appendFileSync(even, `${asks("crm")}${asks("crm")}${asks('odd "quotes"')}`);
    assert.equal(await metric('gateway_v1_clients_total{client="/api/v1/ crm"}'), "2");
    assert.equal(await metric('gateway_v1_clients_total{client="/api/v1/ odd \\"quotes\\""}'), "1");
    for (let n = 0; n < 300; n++) appendFileSync(even, asks(`client-${n}`));
    assert.equal(await metric('gateway_v1_clients_total{client="/api/v1/ client-197"}'), "1");
    assert.equal(await metric('gateway_v1_clients_total{client="/api/v1/ client-198"}'), undefined);
    assert.equal(await metric(others), "102");
    appendFileSync(even, asks("crm"));
    assert.equal(await metric('gateway_v1_clients_total{client="/api/v1/ crm"}'), "3");
  });

  it("passes on the gateway's own counters", async () => {
    assert.equal(await metric("nginx_http_requests_total"), "3105");
    assert.equal(await metric("nginx_http_requests_total"), "3105");
    assert.equal(await metric("nginx_connections_active"), "7");
    assert.equal(await metric("gateway_up"), "1");
  });

  it("does not wait for a gateway that is silent, and says so, and keeps its own metrics", async () => {
    status.delayMs = 5_000;
    const startedMs = performance.now();
    assert.equal(await metric("gateway_up"), "0");
    assert.ok(performance.now() - startedMs < 5_000);
    status.delayMs = 0;
    assert.equal(await metric("gateway_up"), "1");
  });

  it("is healthy without a gateway and answers 404 elsewhere", async () => {
    assert.deepEqual(await get("/health"), { status: 200, text: '{"status":"healthy"}\n' });
    assert.deepEqual(await get("/"), { status: 404, text: "try /metrics or /health\n" });
  });
});

describe("parseStubStatus", () => {
  it("gives null for a page that is none", () => {
    assert.equal(parseStubStatus("<html>404</html>"), null);
    assert.equal(parseStubStatus(""), null);
  });
});
