import { text } from "../../messages/messages.ts";
import { prepare } from "../../toolchain/prepare.ts";
import type { Figure } from "../figure.ts";
import { bringUp, takeDown } from "../instance.ts";

export interface StartWarmOptions {
  readonly times: number;
  /** Accepts the installation of what is missing. */
  readonly yes: boolean;
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/** Brings the bench's instance up `times` times, the images and Pulumi being there; leaves the last one running. */
export async function startWarm({ times, yes, signal, report }: StartWarmOptions): Promise<Figure> {
  await prepare({ docker: true, images: true, pulumi: true, yes, report, signal });
  const values: number[] = [];
  for (let round = 0; round < times; round++) {
    await takeDown(report);
    const seconds = await bringUp(signal, report);
    report(text.bench.up(seconds.toFixed(1)));
    values.push(seconds);
  }
  return {
    name: "start-warm",
    what: "`npm start` with the cache, to the first answer",
    unit: "s",
    values,
    limit: { max: 120 },
    how: "`npm start -- --stage 0 --no-traffic` on an engine without this instance, from the start of the process to its end (the baseline is up, healthy and checked through the public address), and then to the answer of a first POST. Images and Pulumi come from the cache.",
    settings: {},
  };
}
