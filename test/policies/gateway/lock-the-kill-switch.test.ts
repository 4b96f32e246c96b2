import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lockTheKillSwitch } from "../../../policies/gateway/lock-the-kill-switch.ts";
import { compliantText, judge, nginxRelease, spoiled } from "../judge.ts";

const says = (text: string) => judge(lockTheKillSwitch, nginxRelease(text));
const TEST = 'if ($ssl_client_s_dn != "CN=guardian") {\n        return 403;\n      }';

describe("lock-the-kill-switch", () => {
  it("accepts a port that asks for one name", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("accepts a list of names", () => {
    const mapped = spoiled(
      "map $killed",
      "map $ssl_client_s_dn $may { default 0; CN=guardian 1; }\n  map $killed",
    );
    assert.deepEqual(says(mapped.replace(TEST, "if ($may = 0) { return 403; }")), []);
  });

  it("refuses a port without client certificates", () => {
    const message =
      'nginx.conf:86: location = /kill-v2 must demand a client certificate; use TLS and "ssl_verify_client on;"';
    assert.deepEqual(says(spoiled("ssl_verify_client on;", "ssl_verify_client optional;")), [message]);
    assert.deepEqual(says(spoiled("ssl_verify_client on;", "")), [message]);
    assert.deepEqual(says(spoiled("9114 ssl;", "9114;")), [message]);
  });

  it("refuses to take any name of the authority", () => {
    const message =
      'nginx.conf:86: location = /kill-v2 must refuse other names of the same authority; test $ssl_client_s_dn and "return 403;"';
    assert.deepEqual(says(spoiled(TEST, "")), [message]);
    assert.deepEqual(says(spoiled(TEST, "if ($http_x_name = guardian) { return 403; }")), [message]);
    assert.deepEqual(says(spoiled(TEST, 'if ($ssl_client_s_dn != "CN=guardian") { set $a b; }')), [message]);
  });

  it("refuses the public server", () => {
    assert.deepEqual(says(spoiled("listen 172.20.4.10:9114 ssl;", "listen 8443 ssl;")), [
      "nginx.conf:86: location = /kill-v2 must not be public; listen on the monitoring network's control port",
    ]);
  });
});
