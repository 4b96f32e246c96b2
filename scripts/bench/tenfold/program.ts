/** The Pulumi program of the tenfold platform: the real one, but for the plan that is multiplied. */
import * as pulumi from "@pulumi/pulumi";
import { loadPlanInput } from "../../../infra/plan-input.ts";
import { dockerTarget } from "../../../infra/targets/docker/target.ts";
import { multiplied } from "./multiply.ts";

const config = new pulumi.Config("supersmartmatch");
const input = loadPlanInput({
  stacks: `${import.meta.dirname}/../../../stacks`,
  place: pulumi.getStack(),
  instance: config.require("instance"),
  slot: config.requireNumber("slot"),
  images: config.requireObject("images"),
});
dockerTarget.deploy(multiplied(input, config.requireNumber("times")), {}, null);
