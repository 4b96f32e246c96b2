import assert from "node:assert/strict";
import { test } from "node:test";
import { bootUnit } from "../../../scripts/platform/instance/boot-unit.ts";
import { projectDir } from "../../../scripts/toolchain/paths.ts";

test("the unit runs heal as its user after every start of the engine, with this shell's folders", () => {
  const text = bootUnit({
    instance: "lab",
    node: "/opt/node 24/bin/node",
    user: "ana",
    home: "/home/ana",
    settings: { SSM_STATE_DIR: '/srv/50%/$x"y' },
  });
  assert.equal(
    text,
    `[Unit]
Description=puts SuperSmartMatch lab right after a start of the Docker engine
After=docker.service
Requires=docker.service

[Service]
Type=oneshot
User=ana
Environment="HOME=/home/ana"
Environment="SSM_STATE_DIR=/srv/50%%/$$x\\"y"
ExecStart="/opt/node 24/bin/node" "${projectDir}/scripts/run.mjs" "heal" "--instance" "lab"

[Install]
WantedBy=docker.service
`,
  );
});
