import assert from "node:assert/strict";
import { before, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import { type FakeEngine, frame } from "../../../support/fake-engine.ts";
import { providerEngine } from "../../../support/provider-engine.ts";
import { entriesOf } from "../../../support/tar.ts";

type Provider = typeof import("../../../../infra/targets/docker/providers/release.ts");

/** The gateway as far as its configuration goes: what the link names, what nginx serves, and what it would refuse. */
const gateway = { link: "", serves: "", refuses: "", cannotTake: "", isGone: false };

let engine: FakeEngine;
let provider: Provider["default"];
let releaseId: Provider["releaseId"];

function run([program = "", ...rest]: readonly string[]) {
  const text = rest.join(" ");
  const named = /releases\/([0-9a-f]{12})/.exec(text)?.[1] ?? "";
  if (program === "readlink")
    return gateway.link === "" ? { code: 1 } : { code: 0, output: `releases/${gateway.link}\n` };
  if (text.startsWith("-t")) return gateway.refuses === named ? { code: 1, output: SYNTAX } : { code: 0 };
  if (text.includes("ln -sfn")) gateway.link = named;
  if (text.includes("-s reload") && gateway.cannotTake !== gateway.link) gateway.serves = gateway.link;
  if (text.includes("/config-id")) return { code: 0, output: `HTTP/1.1 200 OK\r\n\r\n${gateway.serves}\n` };
  return { code: 0 };
}

function log(): string {
  return gateway.cannotTake === gateway.link ? PORT_TAKEN : "";
}

const SYNTAX =
  '2026/11/22 20:00:00 [emerg] 12#12: unknown directive "proxy_passs" in /etc/gateway/files/releases/x/nginx.conf:12\n';
const PORT_TAKEN =
  "2026/11/22 20:00:00 [notice] 1#1: signal process started\n" +
  "2026/11/22 20:00:00 [emerg] 1#1: bind() to 0.0.0.0:443 failed (98: Address already in use)\n";

const inputs = (text: string) => ({
  service: "gateway",
  container: "fake-gateway",
  keeper: "fake-keeper",
  keeperPath: "/volumes/gateway-config/files",
  owner: 10_040,
  servicePath: "/etc/gateway/files",
  reload: "nginx" as const,
  files: { "nginx.conf": `${text} @CONFIG_ID@` },
  secrets: "",
});
const OLD = inputs("old");
const NEW = inputs("new");
const OLD_ID = "f76a4cd727b3";
const NEW_ID = "03233a1d63a6";

/** nginx serves the old release and takes any other. */
async function start(): Promise<void> {
  Object.assign(gateway, { link: OLD_ID, serves: OLD_ID, refuses: "", cannotTake: "", isGone: false });
  engine = await providerEngine({
    run: (_id, command) => run(command),
    instead: ({ method, path }) => {
      if (gateway.isGone) return { status: 404, body: '{"message":"no such container"}' };
      if (method === "GET" && path.includes("/logs")) return { status: 200, body: frame(log()) };
      return null;
    },
  });
  ({ default: provider, releaseId } = await import("../../../../infra/targets/docker/providers/release.ts"));
}

describe("the id of a release", () => {
  before(start);

  it("is 12 hex digits that follow from the files, in whatever order they are named", () => {
    const names = fc.uniqueArray(fc.string(), { maxLength: 5 });
    fc.assert(
      fc.property(names, fc.string(), (paths, content) => {
        const files = paths.map((path) => [path, content] as const);
        const id = releaseId(Object.fromEntries(files));
        assert.match(id, /^[0-9a-f]{12}$/);
        assert.equal(releaseId(Object.fromEntries(files.toReversed())), id);
      }),
    );
  });

  it("is another one when a name or a character changes", () => {
    const ids = [{ a: "1" }, { a: "2" }, { b: "1" }, { a: "1", b: "1" }, {}].map((files) => releaseId(files));
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe("a new configuration", () => {
  beforeEach(start);

  it("is written beside the old one, tested, linked, loaded, and asked for", async () => {
    const { outs } = await provider.update("x", { ...OLD, live: OLD_ID }, NEW);
    assert.equal(outs.live, NEW_ID);
    assert.deepEqual([gateway.link, gateway.serves], [NEW_ID, NEW_ID]);
    const folder = "/volumes/gateway-config/files";
    assert.deepEqual(engine.commands.slice(0, 4), [
      `fake-keeper: readlink ${folder}/current`,
      `fake-gateway: nginx -t -q -c /etc/gateway/files/releases/${NEW_ID}/nginx.conf`,
      `fake-keeper: sh -c ln -sfn releases/${NEW_ID} ${folder}/.next && mv -T ${folder}/.next ${folder}/current`,
      "fake-gateway: nginx -c /etc/gateway/files/current/nginx.conf -s reload",
    ]);
    assert.match(engine.commands[4] ?? "", /^fake-gateway: bash -c .*GET \/config-id/);
  });

  it("carries its own id, and can be read by the service but not written", async () => {
    await provider.update("x", { ...OLD, live: OLD_ID }, NEW);
    const written = engine.calls.find(({ path }) => path.includes("/archive"));
    assert.ok(written !== undefined);
    const [releases, folder, file] = await entriesOf(written.body);
    assert.deepEqual([releases?.name, releases?.mode], ["releases/", "0755"]);
    assert.deepEqual([folder?.name, folder?.mode], [`releases/${NEW_ID}/`, "0755"]);
    assert.deepEqual(file, {
      name: `releases/${NEW_ID}/nginx.conf`,
      type: "file",
      uid: 10_040,
      gid: 10_040,
      mode: "0644",
      content: `new ${NEW_ID}`,
    });
  });

  it("is neither linked nor loaded when nginx refuses it, and the error has nginx's own words", async () => {
    gateway.refuses = NEW_ID;
    await assert.rejects(provider.update("x", { ...OLD, live: OLD_ID }, NEW), {
      message:
        'gateway refused the new configuration; the old one is served:\nemerg: unknown directive "proxy_passs" in /etc/gateway/files/releases/x/nginx.conf:12',
    });
    assert.deepEqual([gateway.link, gateway.serves], [OLD_ID, OLD_ID]);
    assert.equal(
      engine.commands.at(-1),
      `fake-keeper: rm -rf /volumes/gateway-config/files/releases/${NEW_ID}`,
    );
  });

  it("gives way to the old one when nginx accepts it and then cannot load it", async () => {
    gateway.cannotTake = NEW_ID;
    await assert.rejects(provider.update("x", { ...OLD, live: OLD_ID }, NEW), {
      message:
        "gateway did not take the new configuration; the old one is served:\nemerg: bind() to 0.0.0.0:443 failed (98: Address already in use)",
    });
    assert.deepEqual([gateway.link, gateway.serves], [OLD_ID, OLD_ID]);
    assert.equal(
      engine.commands.at(-1),
      "fake-gateway: nginx -c /etc/gateway/files/current/nginx.conf -s reload",
    );
  });

  it("says that nothing is served when the very first one is refused", async () => {
    Object.assign(gateway, { link: "", serves: "", refuses: NEW_ID });
    await assert.rejects(provider.create(NEW), {
      message:
        'gateway refused the new configuration; nothing is served yet:\nemerg: unknown directive "proxy_passs" in /etc/gateway/files/releases/x/nginx.conf:12',
    });
  });

  it("needs no reload when it is the first: nginx waits for it", async () => {
    Object.assign(gateway, { link: "", serves: NEW_ID });
    const { id, outs } = await provider.create(NEW);
    assert.deepEqual([id, outs.live], ["/volumes/gateway-config/files@fake-keeper", NEW_ID]);
    assert.ok(!engine.commands.some((command) => command.includes("reload")));
  });
});

describe("a configuration that is there", () => {
  beforeEach(start);

  it("is left alone while nginx serves it", async () => {
    assert.deepEqual(await provider.diff("x", { ...OLD, live: OLD_ID }, OLD), { changes: false });
    const renewed = { ...OLD, secrets: "of other certificates" };
    assert.deepEqual(await provider.diff("x", { ...OLD, live: OLD_ID }, renewed), { changes: true });
    assert.deepEqual(await provider.read("x", { ...OLD, live: OLD_ID }), {
      id: "x",
      props: { ...OLD, live: OLD_ID },
    });
  });

  it("is put back when nginx serves another one", async () => {
    gateway.serves = "changedbyhand";
    const { props } = await provider.read("x", { ...OLD, live: OLD_ID });
    assert.equal(props.live, "changedbyhand");
    assert.deepEqual(await provider.diff("x", { ...OLD, ...props, live: "changedbyhand" }, OLD), {
      changes: true,
    });
  });

  it("changes with its text, its service and its way to be loaded", async () => {
    const olds = { ...OLD, live: OLD_ID };
    for (const news of [NEW, { ...OLD, container: "other" }, { ...OLD, reload: "none" as const }])
      assert.deepEqual(await provider.diff("x", olds, news), { changes: true });
  });

  it("counts as gone when its container is", async () => {
    gateway.isGone = true;
    assert.deepEqual(await provider.read("x", { ...OLD, live: OLD_ID }), { id: "", props: {} });
  });

  it("goes on being served when its resource is deleted", async () => {
    await provider.delete("x", { ...OLD, live: OLD_ID });
    assert.deepEqual(engine.calls, []);
  });
});
