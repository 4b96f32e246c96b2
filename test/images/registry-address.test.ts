import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DOCKER_HUB, registryAddress } from "../../scripts/images/registry-address.ts";

const DOMAIN = "docker.io";

const found = (name: string) => {
  const { origin, repository } = registryAddress(name);
  return [origin, repository];
};

describe("the registry of an image", () => {
  it("is Docker Hub for a name without a host", () => {
    for (const name of ["nginx", "library/nginx"])
      assert.deepEqual(
        [name, `${DOMAIN}/${name}`, `${DOCKER_HUB}/${name}`].map(found),
        Array(3).fill(["https://index.docker.io", "library/nginx"]),
      );
    assert.deepEqual(found("prom/prometheus"), ["https://index.docker.io", "prom/prometheus"]);
  });

  it("is the host before the first slash, if that has a dot or a port", () => {
    assert.deepEqual(found("registry.example.com/app"), ["https://registry.example.com", "app"]);
    assert.deepEqual(found("registry:5000/team/app"), ["https://registry:5000", "team/app"]);
    assert.deepEqual(found("team/app/part"), ["https://index.docker.io", "team/app/part"]);
  });

  it("is asked without encryption on this machine only", () => {
    assert.deepEqual(found("localhost/app"), ["http://localhost", "app"]);
    assert.deepEqual(found("localhost:5000/app"), ["http://localhost:5000", "app"]);
    assert.deepEqual(found("127.0.0.1:5000/team/app"), ["http://127.0.0.1:5000", "team/app"]);
    for (const host of ["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1:5000"])
      assert.deepEqual(found(`${host}/app`), [`https://${host}`, "app"]);
  });
});
