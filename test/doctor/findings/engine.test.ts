import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { complaint, complaints, healthy } from "../healthy.ts";

describe("of the engine the doctor", () => {
  it("leaves to npm start what npm start does, and hands on what stops it", () => {
    const silent = complaint({ engine: { kind: "silent", next: "ask-to-install" }, contents: null });
    assert.deepEqual(
      [silent.level, silent.fix],
      ["warning", "npm start asks, then installs docker.io and iptables and starts the engine"],
    );
    const lines = ["DOCKER_HOST points at tcp://far:1", "to use this machine's engine: unset DOCKER_HOST"];
    const refused = complaint({
      engine: { kind: "refused", id: "SSM-ENGINE-ELSEWHERE", lines },
      contents: null,
    });
    assert.deepEqual(
      [refused.level, refused.found, refused.fix],
      ["problem", "DOCKER_HOST points at tcp://far:1 [SSM-ENGINE-ELSEWHERE]", lines[1]],
    );
  });

  it("warns of an older one than was tried, and of a clock that is more than 5 s away", () => {
    const engine = { kind: "answers", host: "unix:///s", version: "19.03.15", ahead: 0 } as const;
    assert.equal(complaint({ engine }).expected, "20.10 or newer");
    for (const ahead of [-5.2, 3600])
      assert.match(
        complaint({ engine: { ...engine, version: "29.0.0", ahead } }).found,
        /is (5\.2|3600\.0) s/,
      );
    assert.deepEqual(complaints({ engine: { ...engine, version: "28.0.1-rc.1", ahead: 5 } }), []);
  });
});

describe("of images the doctor", () => {
  it("says that the next start builds them", () => {
    const survey = { ...healthy.parts.survey, "packaged-images": "missing" } as const;
    assert.equal(complaint({ parts: { ...healthy.parts, survey } }).fix, "npm start builds them, about 30 s");
  });

  it("says who can make a base image where this user cannot", () => {
    const parts = {
      ...healthy.parts,
      survey: { ...healthy.parts.survey, "base-image": "missing" } as const,
      base: { possible: false, machine: { user: "ana", distribution: "fedora" } },
    };
    const { level, expected, fix } = complaint({ parts });
    assert.equal(level, "problem");
    assert.match(
      expected ?? "",
      /which needs root on Debian or Ubuntu to be installed \(found ana on fedora\)$/,
    );
    assert.match(fix ?? "", /^install mmdebstrap yourself.*\nor, .*SSM_BASE_IMAGE=.* \[SSM-BASE-IMAGE\]$/);
  });
});
