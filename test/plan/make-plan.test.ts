import assert from "node:assert/strict";
import { isIPv4 } from "node:net";
import { describe, it } from "node:test";
import fc from "fast-check";
import { addressOf, engineAddress, userOf } from "../../infra/plan/addressing.ts";
import { imageOf } from "../../infra/plan/input.ts";
import { makePlan } from "../../infra/plan/make-plan.ts";
import type { Plan, ServicePlan } from "../../infra/plan/plan.ts";
import { probeRate } from "../../infra/plan/services/observers.ts";
import { BUILT_HERE, inputOf, PLACES, planOf, STAGES } from "../support/plans.ts";

const all = (plan: Plan): ServicePlan[] => [plan.keeper, ...plan.services];

for (const place of PLACES)
  for (const stage of STAGES)
    describe(`the plan of ${place} at ${stage}`, () => {
      const plan = planOf(stage, place);

      it("is plain data, and the same for the same input", () => {
        assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
        assert.deepEqual(makePlan(inputOf({ stage, place })), plan);
      });

      it("publishes nothing beyond loopback but the gateway's 80 and 443", () => {
        const beyond = all(plan).flatMap(({ name, publish }) =>
          publish
            .filter(({ address }) => address !== "127.0.0.1")
            .map(({ internal }) => `${name} ${internal}`),
        );
        assert.deepEqual(beyond, place === "production" ? ["gateway 80", "gateway 443"] : []);
      });

      it("gives no address twice, and each inside its network", () => {
        const used = all(plan).flatMap(({ networks }) => networks);
        const taken = [...used.map(({ address }) => address), ...plan.networks.map((n) => n.gatewayAddress)];
        assert.equal(new Set(taken).size, taken.length);
        for (const { name, address } of used) {
          const subnet = plan.networks.find((network) => network.name === name)?.subnet ?? "";
          assert.ok(isIPv4(address) && address.startsWith(subnet.replace("0/24", "")), `${name} ${address}`);
        }
      });

      it("gives every service a user of its own, never root", () => {
        const users = all(plan).map(({ uid }) => uid);
        assert.equal(new Set(users).size, users.length);
        for (const { name, uid, gid } of all(plan)) assert.ok(uid > 10_000 && gid === uid, name);
      });

      it("names only volumes and networks that it declares", () => {
        const volumes = plan.volumes.map(({ name }) => name);
        const networks = plan.networks.map(({ name }) => name);
        for (const service of all(plan)) {
          for (const { volume } of service.mounts) assert.ok(volumes.includes(volume), volume);
          for (const { name } of service.networks) assert.ok(networks.includes(name), name);
        }
        for (const { volume } of [...plan.configs, ...plan.secretFiles])
          assert.ok(volumes.includes(volume), volume);
      });

      it("lets each volume be written by the one service that owns it and the keeper, the log by its reader too", () => {
        for (const { name, kind, uid } of plan.volumes) {
          const writers = plan.services.filter(({ mounts }) =>
            mounts.some(({ volume, readOnly }) => volume === name && !readOnly),
          );
          const reader = userOf("gateway-exporter").uid;
          const owned = kind === "log" ? [uid, reader] : kind === "store" || kind === "state" ? [uid] : [];
          assert.deepEqual(
            writers.map((writer) => writer.uid),
            owned,
            name,
          );
        }
      });

      it("makes the files of the gateway's log, for its reader to empty, before any nginx can", () => {
        const script = plan.services.find(({ name }) => name === "gateway")?.command[2] ?? "";
        assert.match(script, /^\(umask 0; touch \/var\/log\/gateway\/even\.log \S+odd\.log\); while /);
      });

      it("names only secrets that it declares", () => {
        const certificates = plan.certificates.map(({ name }) => name);
        for (const { source } of plan.secretFiles) {
          if (source.kind === "password") assert.ok(plan.passwords.includes(source.name));
          if (source.kind === "signing-key") assert.ok(plan.signingKeys.includes(source.name));
          if (source.kind === "certificate") assert.ok(certificates.includes(source.name));
          if (source.kind === "template")
            for (const [, name = ""] of source.template.matchAll(/\$\{\w+:([^}]+)\}/g))
              assert.ok(plan.passwords.includes(name));
        }
      });

      it("gives secrets as files: environments name the file, commands name none", () => {
        for (const { name, env, command } of all(plan)) {
          for (const key of Object.keys(env))
            if (/PASSWORD|SECRET|TOKEN|KEY/.test(key)) assert.match(key, /_FILE$/, name);
          assert.doesNotMatch(command.join(" "), /requirepass|masterauth|password/i, name);
        }
      });

      it("hands each secret file to the one service that needs it", () => {
        for (const { volume, path, uid } of plan.secretFiles) {
          const readers = plan.services.filter(({ mounts }) =>
            mounts.some((mount) => mount.volume === volume),
          );
          const expected = stage === "130-sunset" && volume === "v1-secrets" ? [] : [uid];
          assert.deepEqual(
            readers.map((reader) => reader.uid),
            expected,
            `${volume}/${path}`,
          );
        }
      });

      it("keeps the stores on the data network alone, and the keeper on none", () => {
        for (const { name, networks } of all(plan)) {
          if (name.startsWith("store-"))
            assert.deepEqual(
              networks.map((network) => network.name),
              ["data"],
            );
          if (name === "keeper") assert.deepEqual(networks, []);
        }
        const internal = plan.networks.filter((network) => network.internal).map(({ name }) => name);
        assert.deepEqual(internal, ["backend", "data", "monitoring"]);
      });

      it("lets only services that publish or reach out be on a network that is not internal", () => {
        const open = plan.networks.filter(({ internal }) => !internal).map(({ name }) => name);
        const onOpen = all(plan).filter(({ networks }) => networks.some(({ name }) => open.includes(name)));
        assert.deepEqual(
          onOpen.map(({ name }) => name),
          ["gateway", "prometheus"],
        );
      });
    });

describe("the addresses that people use", () => {
  it("leave out the port where it is the usual one", () => {
    assert.deepEqual(planOf("000-baseline", "production").addresses, {
      gateway: "https://api.supersmartmatch.com",
      prometheus: "http://127.0.0.1:9090",
    });
    assert.deepEqual(planOf("000-baseline").addresses, {
      gateway: "https://api.ssm.localhost:8443",
      prometheus: "http://127.0.0.1:9090",
    });
  });

  it("move with the instance's slot, and so does everything else on the engine", () => {
    const plan = makePlan(inputOf({ instance: "beside", slot: 2 }));
    assert.deepEqual(plan.addresses, {
      gateway: "https://api.ssm.localhost:10443",
      prometheus: "http://127.0.0.1:11090",
    });
    assert.equal(plan.instance, "beside");
    const home = planOf("000-baseline");
    const taken = (of: Plan) => all(of).flatMap(({ networks }) => networks.map(({ address }) => address));
    assert.deepEqual(
      taken(plan).filter((address) => taken(home).includes(address)),
      [],
    );
  });
});

describe("an address", () => {
  it("is the network's first three numbers and the service's own", () => {
    assert.equal(addressOf("v2", "172.20.2.0/24"), "172.20.2.12");
    assert.equal(engineAddress("172.20.2.0/24"), "172.20.2.1");
    assert.deepEqual(userOf("v2"), { uid: 10_012, gid: 10_012 });
  });

  it("needs a network of 256 addresses", () => {
    for (const subnet of ["172.20.0.0/16", "172.20.2.0", "fd00::/64", "", "172.20.2/24"])
      assert.throws(() => addressOf("v2", subnet), {
        message: `subnet must be an IPv4 /24, got ${subnet}`,
      });
  });

  it("is inside any /24 network", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, (a, b, c) => {
        assert.equal(addressOf("gateway", `${a}.${b}.${c}.0/24`), `${a}.${b}.${c}.10`);
      }),
    );
  });
});

describe("the prober", () => {
  it("replays the whole labelled set at least once within every accuracy window", () => {
    for (const place of PLACES) {
      const input = inputOf({ place });
      const { over } = input.platform.triggers.accuracyOfV1;
      const window = Math.min(over, input.place.shorten.window ?? over);
      assert.ok(probeRate(input) * window >= 350, place);
    }
    assert.deepEqual(
      PLACES.map((place) => probeRate(inputOf({ place }))),
      [27, 1],
    );
  });

  it("asks faster in a shorter window and never less than once a second", () => {
    const { platform, place } = inputOf();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (window) => {
        const rate = probeRate({ platform, place: { ...place, shorten: { window } } });
        assert.ok(rate >= 1 && rate * Math.min(window, 600) >= 350);
      }),
    );
  });
});

describe("an image that nobody made", () => {
  it("is an error that says who makes it", () => {
    const { nginx: _, ...others } = BUILT_HERE;
    assert.throws(() => imageOf(inputOf({ images: others }), "nginx"), {
      message: "no image is known for nginx; run `npm start` once, it builds the lab's images",
    });
    assert.throws(() => imageOf({ ...inputOf({ place: "production" }), images: {} }, "keeper"), {
      message: "no image is known for keeper; add it to stacks/images.lock.yaml",
    });
  });

  it("is never asked for in production: all of them are pinned by digest", () => {
    for (const { image } of all(planOf("000-baseline", "production")))
      assert.match(image, /^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });
});
