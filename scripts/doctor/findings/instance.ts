import { basename } from "node:path";
import { text } from "../../messages/messages.ts";
import type { InstanceFacts } from "../facts/instance.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

const { doctor, doctorPlatform: texts } = text;

/** The state folder of the instance that is meant, and whether something holds the next change up. */
export function instanceFindings(instance: InstanceFacts, killed: boolean): Finding[] {
  const { state } = instance;
  return [
    folderFinding(instance),
    ...(state === "there" ? [...stateFindings(instance), modesFinding(instance)] : []),
    ...(killed ? [problem({ id: "kill-switch", ...texts.killSwitch })] : unsettledFindings(instance)),
    ...changeFindings(instance),
  ];
}

function folderFinding({ name, dir, state, damage }: InstanceFacts): Finding {
  const { what, there, absent, made, forbidden, maker, asMaker } = texts.instance;
  const named = { id: "instance", what };
  switch (state) {
    case "there":
      return ok({ ...named, found: there(name, dir) });
    case "absent":
      return ok({ ...named, found: absent(name), fix: made(dir) });
    case "forbidden":
      return problem({ ...named, found: forbidden(dir), expected: maker, fix: asMaker });
    case "damaged":
      return problem({ ...named, found: damage ?? state, expected: null, fix: null });
  }
}

function stateFindings({ dir, passphrase, pulumiState, backups }: InstanceFacts): Finding[] {
  const { state } = texts;
  const copies = state.copies(backups, dir);
  const secret = { id: "passphrase", what: texts.passphrase.what };
  const named = { id: "state", what: state.what };
  return [
    passphrase
      ? ok({ ...secret, found: doctor.there })
      : problem({
          ...secret,
          found: doctor.notThere,
          expected: texts.passphrase.expected(dir),
          fix: texts.passphrase.fix,
        }),
    pulumiState === "damaged"
      ? problem({ ...named, found: state.damaged, expected: state.expected, fix: state.fix(copies) })
      : ok({ ...named, found: pulumiState === "absent" ? state.absent : state.readable(copies) }),
  ];
}

function modesFinding({ open: paths }: InstanceFacts): Finding {
  const { what, closed, open, expected, fix } = texts.modes;
  const named = { id: "modes", what };
  if (paths.length === 0) return ok({ ...named, found: closed });
  const found = open(paths.map((path) => basename(path)).join(", "));
  return problem({ ...named, found, expected, fix, repair: { kind: "set-modes", paths } });
}

function unsettledFindings({ unsettled }: InstanceFacts): Finding[] {
  return unsettled === null ? [] : [warning({ id: "unsettled", ...texts.lastChange, found: unsettled })];
}

function changeFindings({ changing, deadLocks, torn }: InstanceFacts): Finding[] {
  const { running, journal } = texts;
  const { what, onState, cleared } = doctor.lock;
  return [
    ...(changing === null
      ? []
      : [warning({ id: "change", ...running, found: running.found(changing), expected: null })]),
    ...deadLocks.map((pid) => ok({ id: "stale-lock", what, found: onState(pid), fix: cleared })),
    ...(torn.length === 0 ? [] : [warning({ id: "journal", ...journal, found: journal.found(torn) })]),
  ];
}
