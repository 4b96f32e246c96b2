/**
 * What must have been counted before a rollback trigger, or its alert, may be met. One error in five requests is 20 %, and no
 * reason to send everybody back: a share must be backed by a few bad events and be above the bound with 95 % certainty, so 12
 * failures of 12 roll back a quiet night and 3 of 50 do not. A P95 above its bound means that 5 % were slower, so 100 requests
 * stand for five slow ones; 100 predictions leave the accuracy ratio a standard error of six points, where equal is 15 points
 * from the bound.
 */
export const EVIDENCE = { errors: 5, missedChecks: 3, samples: 100 } as const;
