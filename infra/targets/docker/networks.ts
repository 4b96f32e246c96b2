import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../../plan/plan.ts";
import { labels, partName } from "./labels.ts";

/** Every network of the plan, by its name in the plan. Internal ones have no route to the outside. */
export function networks(plan: Plan, opts: pulumi.CustomResourceOptions): Record<string, docker.Network> {
  return Object.fromEntries(
    plan.networks.map((network) => [
      network.name,
      new docker.Network(
        `${network.name}-network`,
        {
          name: partName(plan, network.name),
          driver: "bridge",
          internal: network.internal,
          ipamConfigs: [{ subnet: network.subnet, gateway: network.gatewayAddress }],
          labels: labels(plan),
        },
        opts,
      ),
    ]),
  );
}
