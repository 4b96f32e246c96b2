import type * as docker from "@pulumi/docker";
import type { Unwrap } from "@pulumi/pulumi";

/** The files of one service, carried into its config volume. */
export const RELEASE = "pulumi-nodejs:dynamic/config:Release";
/** The stage: once as the guard that everything depends on, once as the record of what was reached. */
export const STAGE = "pulumi-nodejs:dynamic/stage:Stage";
/** A container of the Docker provider. */
export const CONTAINER = "docker:index/container:Container";
/** A volume of the Docker provider. */
export const VOLUME = "docker:index/volume:Volume";
/** A generated password; its output `result` is the secret. */
export const PASSWORD = "random:index/randomPassword:RandomPassword";

/** What the program asks of a container. */
export type Container = Unwrap<docker.ContainerArgs>;
/** What the program asks of a volume. */
export type Volume = Unwrap<docker.VolumeArgs>;

const LAB = "lab";

/** Labels as the Docker provider takes them. */
export type Labels = readonly { readonly label: string; readonly value: string }[];

/** The value of our label `supersmartmatch.<key>`; undefined when the resource has none. */
export function labelOf(props: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const labels = (props.labels ?? []) as Labels;
  return labels.find(({ label }) => label === `supersmartmatch.${key}`)?.value;
}

/** Whether a resource belongs to the lab, where images are built on the machine itself and no registry knows them. */
export function isLab({
  urn,
  props,
}: {
  readonly urn: string;
  readonly props: Record<string, unknown>;
}): boolean {
  return urn.split(":")[2] === LAB && labelOf(props, "place") === LAB;
}
