import { noBootstrap } from "../../toolchain/images/base-tarball.ts";
import { PLUGINS, PULUMI_VERSION } from "../../toolchain/pulumi/versions.ts";
import type { PartsFacts, PulumiFacts } from "../facts/parts.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

/** What a preparation makes: Pulumi and images. Nothing is said of images while no engine may be used. */
export function partFindings({ survey, pulumi, base }: PartsFacts, go: string | null): Finding[] {
  return [
    pulumiFinding(pulumi, go),
    ...(survey["base-image"] === "not wanted" ? [] : [baseFinding(survey["base-image"] === "there", base)]),
    ...(survey["packaged-images"] === "not wanted"
      ? []
      : [imagesFinding(survey["packaged-images"] === "there")]),
  ];
}

function pulumiFinding(pulumi: PulumiFacts, go: string | null): Finding {
  const named = { id: "pulumi", what: "Pulumi" };
  if (pulumi.kind === "ready") return ok({ ...named, found: pulumi.found });
  const plugins = Object.entries(PLUGINS).map((plugin) => plugin.join(" "));
  const build =
    go === null ? "npm start builds it once there is a Go" : "npm start builds it with Go, about 8 min";
  return warning({
    ...named,
    found: pulumi.damage === null ? "not there" : `damaged: ${pulumi.damage}`,
    expected: `${PULUMI_VERSION} with the plugins ${plugins.join(" and ")}`,
    fix: pulumi.vendor ? "npm start downloads it, about 1 min" : build,
    repair: { kind: "prepare" },
  });
}

function baseFinding(isThere: boolean, base: PartsFacts["base"]): Finding {
  const named = { id: "base-image", what: "base image", found: isThere ? "there" : "not there" };
  if (isThere) return ok(named);
  if (!base.possible) {
    const [expected = "", ...fix] = noBootstrap(base.machine).message.split("\n");
    return problem({ ...named, expected, fix: `${fix.join("\n")} [SSM-BASE-IMAGE]` });
  }
  return warning({
    ...named,
    expected: "a Debian base for the lab's images",
    fix: "npm start makes it, about 30 s",
    repair: { kind: "prepare" },
  });
}

function imagesFinding(areThere: boolean): Finding {
  const named = { id: "images", what: "images", found: areThere ? "there" : "not all there" };
  if (areThere) return ok(named);
  return warning({
    ...named,
    expected: "nginx, Redis, Prometheus and Node",
    fix: "npm start builds them, about 30 s",
    repair: { kind: "prepare" },
  });
}
