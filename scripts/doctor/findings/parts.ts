import { text } from "../../messages/messages.ts";
import { noBootstrap } from "../../toolchain/images/base-tarball.ts";
import { PLUGINS, PULUMI_VERSION } from "../../toolchain/pulumi/versions.ts";
import type { PartsFacts, PulumiFacts } from "../facts/parts.ts";
import { type Finding, ok, problem, warning } from "../finding.ts";

const { doctor } = text;
const prepare = { kind: "prepare" } as const;

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
  const texts = doctor.pulumi;
  const named = { id: "pulumi", what: texts.what };
  if (pulumi.kind === "ready") {
    const { version, source, folder } = pulumi;
    const found = { path: texts.inFolder, built: texts.built, download: texts.downloaded }[source];
    return ok({ ...named, found: found(version, folder) });
  }
  const plugins = Object.entries(PLUGINS).map((plugin) => plugin.join(" "));
  const build = go === null ? texts.buildOnce : texts.build;
  return warning({
    ...named,
    found: pulumi.damage === null ? doctor.notThere : texts.damaged(pulumi.damage),
    expected: texts.expected(PULUMI_VERSION, plugins),
    fix: pulumi.vendor ? texts.download : build,
    repair: prepare,
  });
}

function baseFinding(isThere: boolean, base: PartsFacts["base"]): Finding {
  const { what, expected, fix } = doctor.base;
  const named = { id: "base-image", what, found: isThere ? doctor.there : doctor.notThere };
  if (isThere) return ok(named);
  if (base.possible) return warning({ ...named, expected, fix, repair: prepare });
  const [needed = "", ...ways] = noBootstrap(base.machine).message.split("\n");
  return problem({ ...named, expected: needed, fix: `${ways.join("\n")} [SSM-BASE-IMAGE]` });
}

function imagesFinding(areThere: boolean): Finding {
  const { what, some, expected, fix } = doctor.images;
  const named = { id: "images", what, found: areThere ? doctor.there : some };
  return areThere ? ok(named) : warning({ ...named, expected, fix, repair: prepare });
}
