import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { issueAll } from "../../../infra/targets/docker/providers/certificates.ts";
import { certificateWarning } from "../../../scripts/platform/instance/certificate-end.ts";

const DAY = 86_400_000;
const dir = mkdtempSync(join(tmpdir(), "certificate-"));
after(() => rmSync(dir, { recursive: true }));

describe("the end of the certificates", () => {
  it("is nothing to tell while there are none, or where the operator brings them", () => {
    assert.equal(certificateWarning(dir), null);
    writeFileSync(join(dir, "ca.pem"), "");
    assert.equal(certificateWarning(dir), null);
  });

  it("is told in the last 30 days and after, with the command that makes new ones", async () => {
    const { publicAuthority, notAfter } = await issueAll({ certificates: [] });
    writeFileSync(join(dir, "ca.pem"), publicAuthority);
    const end = Date.parse(notAfter);
    const warning = (days: number) => certificateWarning(dir, new Date(end - days * DAY));
    assert.equal(warning(31), null);
    const rest = `on ${notAfter.slice(0, 10)}; npm run heal makes new ones, and a new authority for clients: ${dir}/ca.pem`;
    assert.equal(warning(29), `the certificates end ${rest}`);
    assert.equal(warning(-1), `the certificates ended ${rest}`);
  });
});
