import { text } from "../../messages/messages.ts";
import { SWITCHES_SINCE } from "../../toolchain/pulumi/go.ts";
import type { EngineFacts } from "../facts/engine.ts";
import type { PulumiFacts } from "../facts/parts.ts";
import type { ToolsFacts } from "../facts/tools.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

const { doctor } = text;

/** The programs that the project uses: Go only counts where Pulumi has to be built. */
export function toolFindings(tools: ToolsFacts, engine: EngineFacts, pulumi: PulumiFacts): Finding[] {
  return [
    ok({ id: "node", what: doctor.node.what, found: tools.node }),
    npmFinding(tools.npm),
    goFinding(tools.go, pulumi),
    ...(engine.kind === "answers" ? [dockerCommandFinding(tools.dockerCommand)] : []),
  ];
}

function npmFinding(version: string | null): Finding {
  const { what, expected, fix } = doctor.npm;
  const named = { id: "npm", what, found: version ?? doctor.notFound };
  return version === null ? warning({ ...named, expected, fix }) : ok(named);
}

function goFinding(version: string | null, pulumi: PulumiFacts): Finding {
  const { what, pulumiThere, pulumiDownloaded, expected, fix } = doctor.go;
  const found = version ?? doctor.notFound;
  const named = { id: "go", what };
  if (pulumi.kind === "ready") return ok({ ...named, found: pulumiThere(found) });
  if (pulumi.vendor) return ok({ ...named, found: pulumiDownloaded(found) });
  if (version !== null) return ok({ ...named, found });
  return problem({ ...named, found, expected: expected(SWITCHES_SINCE), fix });
}

function dockerCommandFinding(isThere: boolean): Finding {
  const { what, expected, fix } = doctor.dockerCommand;
  const named = { id: "docker-command", what, found: isThere ? doctor.there : doctor.notFound };
  return isThere ? ok(named) : warning({ ...named, expected, fix });
}
