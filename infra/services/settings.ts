import { InputError } from "../stage/problem.ts";

/** Reads single settings; a mistake is noted and told with all others once everything was read. */
export interface SettingReader {
  text(name: string): string;
  url(name: string): URL;
  /** A number above 0; `fallback` when unset. */
  number(name: string, fallback: number): number;
}

/** What `read` makes of the environment's variables. Throws InputError with every missing or malformed one. */
export function readSettings<T>(env: NodeJS.ProcessEnv, read: (settings: SettingReader) => T): T {
  const problems: string[] = [];
  const text = (name: string) => {
    const value = env[name] ?? "";
    if (value === "") problems.push(`${name} must be set, found nothing`);
    return value;
  };
  const settings = read({
    text,
    url: (name) => {
      const value = text(name);
      const url = URL.parse(value);
      if (url !== null && ["http:", "https:"].includes(url.protocol)) return url;
      if (value !== "") problems.push(`${name} must be an address like http://v1:5062, got "${value}"`);
      return new URL("http://unknown");
    },
    number: (name, fallback) => {
      const value = env[name] ?? "";
      const number = value === "" ? fallback : Number(value);
      if (!Number.isFinite(number) || number <= 0) {
        problems.push(`${name} must be a number above 0, got "${value}"`);
      }
      return number;
    },
  });
  if (problems.length > 0) throw new InputError(problems);
  return settings;
}

/**
 * Runs a service until SIGTERM or SIGINT, then closes it and exits 0. An InputError ends the process with code 1
 * and its message; anything else with its stack trace.
 */
export async function runService(
  name: string,
  start: () => Promise<{ close(): Promise<void> }>,
): Promise<void> {
  try {
    const service = await start();
    const stop = () => void service.close().then(() => process.exit(0));
    process.once("SIGTERM", stop).once("SIGINT", stop);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${name}: ${error.message.replaceAll("\n", `\n${name}: `)}\n`);
    process.exitCode = 1;
  }
}
