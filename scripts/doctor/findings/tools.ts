import { SWITCHES_SINCE } from "../../toolchain/pulumi/go.ts";
import type { EngineFacts } from "../facts/engine.ts";
import type { PulumiFacts } from "../facts/parts.ts";
import type { ToolsFacts } from "../facts/tools.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

/** The programs that the project uses: Go only counts where Pulumi has to be built. */
export function toolFindings(tools: ToolsFacts, engine: EngineFacts, pulumi: PulumiFacts): Finding[] {
  return [
    ok({ id: "node", what: "Node", found: tools.node }),
    npmFinding(tools.npm),
    goFinding(tools.go, pulumi),
    ...(engine.kind === "answers" ? [dockerCommandFinding(tools.dockerCommand)] : []),
  ];
}

function npmFinding(version: string | null): Finding {
  const named = { id: "npm", what: "npm", found: version ?? "not found" };
  if (version !== null) return ok(named);
  return warning({
    ...named,
    expected: "the npm that comes with Node",
    fix: "install npm; until then every command is node scripts/run.mjs NAME",
  });
}

function goFinding(version: string | null, pulumi: PulumiFacts): Finding {
  const named = { id: "go", what: "Go", found: version ?? "not found" };
  if (pulumi.kind === "ready") return ok({ ...named, found: `${named.found}; not needed, Pulumi is there` });
  if (pulumi.vendor) return ok({ ...named, found: `${named.found}; not needed, Pulumi is downloaded` });
  if (version !== null) return ok(named);
  return problem({
    ...named,
    expected: `Go ${SWITCHES_SINCE} or newer, because Pulumi cannot be downloaded here and has to be built`,
    fix: "install Go: apt-get install golang-go, or from go.dev/dl; or put Pulumi itself on the PATH [SSM-NO-GO]",
  });
}

function dockerCommandFinding(isThere: boolean): Finding {
  const named = { id: "docker-command", what: "docker command", found: isThere ? "there" : "not found" };
  if (isThere) return ok(named);
  return warning({
    ...named,
    expected: "the docker command, for logs and for the kill switch by hand",
    fix: "install it (docker-ce-cli or docker.io); the commands of this project do not need it",
  });
}
