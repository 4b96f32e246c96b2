import { z } from "zod";

const clearance = z.object({
  stage: z.string(),
  instance: z.string(),
  /** The snapshot that was taken and restored for it. */
  archive: z.string().min(1),
  until: z.iso.datetime(),
});

/** Says that everything was checked which must be true before a stage removes V1's app; good for a few minutes. */
export type Clearance = z.infer<typeof clearance>;

/** Why nothing clears this stage of this instance now, or null when something does. */
export function whyUncleared(
  given: unknown,
  wanted: Pick<Clearance, "stage" | "instance">,
  now: Date,
): string | null {
  const { data } = clearance.safeParse(given);
  if (data === undefined) return "nothing clears it";
  if (data.stage !== wanted.stage || data.instance !== wanted.instance)
    return `what clears it is for ${data.stage} of ${data.instance}`;
  return Date.parse(data.until) > now.getTime() ? null : `what cleared it ended at ${data.until}`;
}

/** The refusal of a stage that would remove V1's app without a clearance. */
export function unclearedText(stage: string, why: string): string {
  return `${stage} removes V1's app for good, and ${why}; nothing was changed. What must be true is checked by: npm run deploy-v2 -- ${stage}`;
}
