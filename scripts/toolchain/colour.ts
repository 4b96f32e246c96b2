/** Whether colours may be written: to terminals only, and not where NO_COLOR or a terminal without colours forbids them. */
export function allowsColour(
  streams: readonly { readonly isTTY?: boolean }[] = [process.stdout, process.stderr],
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return !env.NO_COLOR && env.TERM !== "dumb" && streams.every(({ isTTY }) => isTTY === true);
}
