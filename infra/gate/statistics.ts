/** One-sided 95 %: chance alone passes it once in twenty, and only next to the bound. */
const Z = 1.645;

/**
 * Lower 95 % bound (Wilson) of the true share 0..1 when `bad` of `total` were bad. Far below the seen share when little was
 * seen; 0 when nothing was.
 */
export function wilsonLower(bad: number, total: number): number {
  if (!(total > 0)) return 0;
  const share = bad / total;
  const middle = share + Z ** 2 / (2 * total);
  const spread = Z * Math.sqrt((share * (1 - share)) / total + Z ** 2 / (4 * total ** 2));
  return Math.max(0, (middle - spread) / (1 + Z ** 2 / total));
}
