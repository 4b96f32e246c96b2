import { recordResources } from "./support/record-resources.ts";
import { planOf } from "./support/plans.ts";
import { dockerTarget } from "../infra/targets/docker/target.ts";
const { resources } = await recordResources(() => dockerTarget.deploy(planOf("025-percent"), {}));
console.log(resources.map((r) => `${r.type} ${r.name}`).sort().join("\n"));
