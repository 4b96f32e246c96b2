import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { imageFindings } from "../../infra/stage/image-checks.ts";
import { loadImages } from "../../infra/stage/load.ts";
import { problemsOf, STACKS } from "./spoiled.ts";

const images = loadImages(STACKS);
const withTag = (tag: string) => imageFindings({ ...images, nginx: { ...images.nginx, tag } }, "lock");
const refusal = (tag: string) =>
  `must begin with a version of nginx from 1.29.6 on, got "${tag}"; older ones cannot run the gateway's text`;

describe("the lock of the images", () => {
  it("is refused with an older nginx, at its place in the file", () => {
    assert.deepEqual(problemsOf({ "images.lock.yaml": ["tag: 1.30.5", "tag: 1.29.5"] }), [
      `stacks/images.lock.yaml:7:8: nginx.tag ${refusal("1.29.5")}`,
    ]);
  });

  it("takes every nginx from 1.29.6 on, whatever follows the version", () => {
    for (const tag of ["1.29.6", "1.29.6-alpine", "1.29.10", "1.30", "1.30.0-alpine3.21-slim", "2.0.1"])
      assert.deepEqual(withTag(tag), [], tag);
  });

  it("takes no tag that does not begin with such a version", () => {
    for (const tag of [
      "1.29.5",
      "1.29",
      "1.9.9",
      "0.99.99",
      "1.29.5-alpine3.99",
      "latest",
      "stable-alpine3.21",
      "mainline",
      "20260101",
      "v1.30.5",
    ])
      assert.deepEqual(withTag(tag), [{ file: "lock", path: ["nginx", "tag"], message: refusal(tag) }]);
  });

  it("may name a registry by host and port", () => {
    for (const name of [
      "nginx",
      "prom/prometheus",
      "registry.example.com:5000/team/nginx",
      "localhost:5000/x",
    ])
      assert.deepEqual(problemsOf({ "images.lock.yaml": ["name: nginx", `name: ${name}`] }), [], name);
  });

  it("names images without a tag, and none that could leave its folder", () => {
    for (const name of ["nginx:1", "../nginx", "a//b", "a..b", "NGINX", "https://registry/nginx", "a/"])
      assert.deepEqual(problemsOf({ "images.lock.yaml": ["name: nginx", `name: ${name}`] }), [
        `stacks/images.lock.yaml:6:9: nginx.name must be an image name without a tag, got "${name}"; write for example nginx`,
      ]);
  });

  it("is read alone too, with all of its problems", () => {
    assert.equal(images.nginx.name, "nginx");
    const dir = mkdtempSync(join(tmpdir(), "ssm-images-"));
    try {
      assert.throws(() => loadImages(dir), { name: "InputError", message: /it does not exist$/ });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
