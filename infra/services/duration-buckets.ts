/**
 * Bucket edges of every duration histogram, in seconds. Each bound of a stage or trigger is an edge, so a gate
 * that compares with it reads an exact count.
 */
export const DURATION_BUCKETS = [
  0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.12, 0.15,
  0.2, 0.3, 0.5, 1, 2, 5,
];
