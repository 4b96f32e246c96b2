import type { TestEvent } from "node:test/reporters";
import { inspect } from "node:util";
import type { TestMessage } from "./message.ts";

/** Sends what happens in this test process to its parent; a reporter for `node --test-reporter`. */
export default async function* reporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const told = translate();
  for await (const event of events) for (const message of told(event)) await send(message);
  yield "";
}

/** Turns node's events, in their order, into messages. A suite counts only when it fails on its own account. */
export function translate(): (event: TestEvent) => TestMessage[] {
  const names: string[] = [];
  return (event) => {
    switch (event.type) {
      case "test:start":
        names.length = event.data.nesting;
        names.push(event.data.name);
        return [];
      case "test:dequeue":
        return event.data.nesting > 0 ? [{ kind: "running", name: event.data.name }] : [];
      case "test:pass":
        return passed(event.data, path(names, event.data));
      case "test:fail":
        return failed(event.data, path(names, event.data));
      case "test:diagnostic":
        // Below the root a test said it; node's own totals stand at the root.
        return event.data.nesting > 0 ? [{ kind: "note", text: event.data.message }] : [];
      case "test:summary":
        return [{ kind: "end" }];
      default:
        return [];
    }
  };
}

type Passed = Extract<TestEvent, { type: "test:pass" }>["data"];
type Failed = Extract<TestEvent, { type: "test:fail" }>["data"];

function path(names: readonly string[], { nesting, name }: Passed | Failed): string {
  return [...names.slice(0, nesting), name].join(" > ");
}

function passed({ details, skip, todo }: Passed, name: string): TestMessage[] {
  if (details.type === "suite") return [];
  const unproven = skip ?? todo;
  if (unproven === undefined || unproven === false)
    return [{ kind: "passed", name, milliseconds: details.duration_ms }];
  return [
    { kind: "skipped", name, reason: unproven === true || unproven === "" ? "no reason given" : unproven },
  ];
}

function failed({ details, file, line }: Failed, name: string): TestMessage[] {
  const { error, duration_ms: milliseconds } = details;
  const failureType = "failureType" in error ? error.failureType : undefined;
  if (details.type === "suite" && failureType === "subtestsFailed") return [];
  const where = file === undefined ? "" : `\n    test at ${file}:${line ?? 1}`;
  return [{ kind: "failed", name, milliseconds, text: `${errorText(error.cause ?? error)}${where}` }];
}

/** Message and stack, without the frames of node itself. */
function errorText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === "string" ? error : inspect(error);
  const own = (error.stack ?? String(error))
    .split("\n")
    .filter((line) => !/^ {4}at .*(node:|\(<anonymous>\))/.test(line));
  const causedBy = error.cause === undefined ? "" : `\ncaused by ${errorText(error.cause)}`;
  return own.join("\n") + causedBy;
}

// Each is waited for: a forced exit must not cut off the last ones.
async function send(message: TestMessage): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    if (process.send === undefined) return reject(new Error("this reporter needs a parent process"));
    process.send(message, undefined, undefined, (error: Error | null) =>
      error === null ? resolve() : reject(error),
    );
  });
}
