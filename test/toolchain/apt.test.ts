import assert from "node:assert/strict";
import { test } from "node:test";
import { type AptTools, aptInstall, lockOwner } from "../../scripts/toolchain/apt.ts";
import { ProgramError } from "../../scripts/toolchain/run-program.ts";

const INSTALL = "-q install -y --no-install-recommends docker.io iptables";
const LOCKED =
  "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (unattended-upgr)";

test("fresh package lists are not fetched again", async () => {
  const apt = pretend({ fresh: true });
  await aptInstall(["docker.io", "iptables"], apt.detail, apt.tools);
  assert.deepEqual(apt.calls, [INSTALL]);
});

test("missing or old package lists are fetched first", async () => {
  const apt = pretend({ fresh: false });
  await aptInstall(["docker.io", "iptables"], apt.detail, apt.tools);
  assert.deepEqual(apt.calls, ["-q update", INSTALL]);
  assert.deepEqual(apt.details, ["fetching the package lists", "installing docker.io, iptables"]);
});

test("a failure with this morning's lists is tried again with new ones", async () => {
  const apt = pretend({ fresh: true, failures: [["E: Unable to fetch some archives"]] });
  await aptInstall(["docker.io", "iptables"], apt.detail, apt.tools);
  assert.deepEqual(apt.calls, [INSTALL, "-q update", INSTALL]);
});

test("another apt is waited for, and named", async () => {
  const apt = pretend({ fresh: true, failures: [[LOCKED], [LOCKED]] });
  await aptInstall(["docker.io", "iptables"], apt.detail, apt.tools);
  assert.deepEqual(apt.calls, [INSTALL, INSTALL, INSTALL]);
  assert.deepEqual(apt.details.slice(1), [
    "waiting for unattended-upgr (pid 4711), which is installing packages",
    "waiting for unattended-upgr (pid 4711), which is installing packages",
  ]);
});

test("a lock that is never given back ends the waiting after 10 minutes", async () => {
  const apt = pretend({ fresh: false, failures: Array.from({ length: 1000 }, () => [LOCKED]) });
  await assert.rejects(aptInstall(["docker.io"], apt.detail, apt.tools), { id: "SSM-APT-FAILED" });
  assert.equal(apt.waited(), 600_000);
});

test("a failure shows apt's own complaints and nothing else it said", async () => {
  const said = ["Reading package lists...", "E: Unable to locate package docker.io"];
  const apt = pretend({ fresh: false, failures: [null, said] });
  await assert.rejects(aptInstall(["docker.io"], apt.detail, apt.tools), {
    id: "SSM-APT-FAILED",
    exitCode: 4,
    message: [
      "could not install docker.io with apt-get",
      "E: Unable to locate package docker.io",
      "check that Debian's packages can be reached (apt-get update) and run this command again",
    ].join("\n"),
  });
});

test("the owner of a lock is read from what apt says", () => {
  assert.equal(lockOwner([LOCKED]), "unattended-upgr (pid 4711)");
  assert.equal(
    lockOwner([
      "E: Unable to lock the administration directory (/var/lib/dpkg/), is another process using it?",
    ]),
    "another process",
  );
  assert.equal(lockOwner(["E: Unable to locate package docker.io"]), null);
});

/** apt-get as it would behave: each entry of `failures` is what one failing call says, null for a good one; then all succeed. */
function pretend(options: { fresh: boolean; failures?: (string[] | null)[] }) {
  const failures = [...(options.failures ?? [])];
  const calls: string[] = [];
  const details: string[] = [];
  let waited = 0;
  const tools: AptTools = {
    listsFresh: () => options.fresh,
    wait: async (milliseconds) => {
      waited += milliseconds;
    },
    run: async (_program, args) => {
      calls.push(args.join(" "));
      const said = failures.shift();
      if (said) throw new ProgramError("apt-get", "exit code 100", said);
      return [];
    },
  };
  return { tools, calls, details, detail: (text: string) => void details.push(text), waited: () => waited };
}
