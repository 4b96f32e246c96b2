/** A soft limit: the factor is 1/2 at `middle` and falls or rises over about four times `width`. */
export interface Limit {
  readonly middle: number;
  readonly width: number;
}

/** Everything in V2's method that is a number. */
export interface Constants {
  /** Limit on the share of the required skills that is covered. */
  readonly skills: Limit;
  /** Limit on years of experience / years asked. */
  readonly experience: Limit;
  /** Limit on expected pay / upper end of the range. */
  readonly pay: Limit;
  /** Limit on distance / accepted commute. */
  readonly commute: Limit;
  /** How many times farther people go for a hybrid job. */
  readonly hybridReach: number;
  /** Credit for a kindred skill, or for one outside the dictionary that shares half of its words. */
  readonly kindredCredit: number;
  /** Weight of the first two skills of a job, where the others have 1. */
  readonly coreWeight: number;
  /** Factors for a wish that is not met. */
  readonly otherContract: number;
  readonly otherLanguage: number;
  readonly oppositeRemote: number;
}

/** Chosen by `scripts/lab/labelled/tune.ts` on tune.jsonl; never looked at gate.jsonl. */
export const constants: Constants = {
  skills: { middle: 0.382, width: 0.196 },
  experience: { middle: 0.825, width: 0.049 },
  pay: { middle: 1.181, width: 0.019 },
  commute: { middle: 1.241, width: 0.048 },
  hybridReach: 1.95,
  kindredCredit: 0.629,
  coreWeight: 2.461,
  otherContract: 0.177,
  otherLanguage: 0.021,
  oppositeRemote: 0.244,
};
