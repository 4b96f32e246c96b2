/** So many days before they end certificates are made anew: time enough for whoever looks once a month. */
const RENEWED_BEFORE_DAYS = 30;

/** Whether what ends then should be made anew now. */
export function isDue(notAfter: string, now: Date): boolean {
  return Date.parse(notAfter) - now.getTime() < RENEWED_BEFORE_DAYS * 86_400_000;
}
