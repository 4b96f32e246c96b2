import { basename } from "node:path";
import type { InstanceFacts } from "../facts/instance.ts";
import { counted, type Finding, ok, problem, warning } from "../finding.ts";

/** The state folder of the instance that is meant, and whether something holds the next change up. */
export function instanceFindings(instance: InstanceFacts, killed: boolean): Finding[] {
  const { state } = instance;
  return [
    folderFinding(instance),
    ...(state === "there" ? [...stateFindings(instance), modesFinding(instance)] : []),
    ...(killed ? [killSwitchFinding()] : unsettledFindings(instance)),
    ...changeFindings(instance),
  ];
}

function folderFinding({ name, dir, state }: InstanceFacts): Finding {
  const named = { id: "instance", what: "instance" };
  switch (state) {
    case "there":
      return ok({ ...named, found: `${name}, state in ${dir}` });
    case "absent":
      return ok({ ...named, found: `${name} is not made yet`, fix: `npm start makes it, in ${dir}` });
    case "forbidden":
      return problem({
        ...named,
        found: `${dir} may not be read by this user`,
        expected: "the user who made the instance",
        fix: "run the command as that user, or name another folder with SSM_STATE_DIR",
      });
    case "damaged":
      return problem({
        ...named,
        found: `${dir}/instance.json is damaged`,
        expected: `{"place":"lab","instance":"${name}","slot":0}, with the slot that the instance had`,
        fix: "write it again: slot n publishes ports 1000 n above those of stacks/Pulumi.lab.yaml",
      });
  }
}

function stateFindings({ dir, passphrase, pulumiState, backups }: InstanceFacts): Finding[] {
  const copies = `${counted(backups, "backup")} in ${dir}/backups`;
  const damaged = pulumiState === "damaged";
  return [
    passphrase
      ? ok({ id: "passphrase", what: "passphrase", found: "there" })
      : problem({
          id: "passphrase",
          what: "passphrase",
          found: "not there",
          expected: `${dir}/passphrase, which opens the secrets in the state`,
          fix: "bring the file back from a backup; without it: npm run down, then npm start",
        }),
    damaged
      ? problem({
          id: "state",
          what: "Pulumi's state",
          found: "damaged: it is no JSON",
          expected: "the state as Pulumi wrote it",
          fix: `bring back the newest copy that is whole; ${copies}`,
        })
      : ok({
          id: "state",
          what: "Pulumi's state",
          found: pulumiState === "absent" ? "not made yet" : `readable; ${copies}`,
        }),
  ];
}

function modesFinding({ open }: InstanceFacts): Finding {
  const named = { id: "modes", what: "modes of the state" };
  if (open.length === 0) return ok({ ...named, found: "only for their owner" });
  return problem({
    ...named,
    found: `others may read or write ${open.map((path) => basename(path)).join(", ")}`,
    expected: "0700 for folders, 0600 for files: they hold secrets",
    fix: "npm run doctor -- --fix sets them",
    repair: { kind: "set-modes", paths: open },
  });
}

function killSwitchFinding(): Finding {
  return problem({
    id: "kill-switch",
    what: "kill switch",
    found: "ON: every request goes to V1",
    expected: "off; npm start and deploy-v2 refuse while it is on",
    fix: 'when V2 is healthy: npm run kill-switch -- off --reason "…"',
  });
}

function unsettledFindings({ unsettled }: InstanceFacts): Finding[] {
  if (unsettled === null) return [];
  return [
    warning({
      id: "unsettled",
      what: "last change",
      found: unsettled,
      expected: "a change that ended",
      fix: "the same command finishes it: npm run status, then npm run deploy-v2 or rollback-v1",
    }),
  ];
}

function changeFindings({ changing, deadLocks, torn }: InstanceFacts): Finding[] {
  return [
    ...(changing === null
      ? []
      : [
          warning({
            id: "change",
            what: "running change",
            found: `process ${changing} is changing the platform`,
            expected: null,
            fix: "wait for it; deploy-v2 and down refuse meanwhile, rollback-v1 stops it",
          }),
        ]),
    ...deadLocks.map((pid) =>
      ok({
        id: "stale-lock",
        what: "stale lock",
        found: `of process ${pid}, which has ended, on Pulumi's state`,
        fix: "the next change clears it",
      }),
    ),
    ...(torn.length === 0
      ? []
      : [
          warning({
            id: "journal",
            what: "journal",
            found: `${counted(torn.length, "line")} cannot be read: ${torn.join(", ")}`,
            expected: "one JSON object per line",
            fix: "nothing has to be done: the other lines count",
          }),
        ]),
  ];
}
