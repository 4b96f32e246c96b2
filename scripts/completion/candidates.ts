import type { CommandDefinition, Definition } from "./definitions.mjs";

/** A word that can stand at the cursor. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What there is to complete with. */
export interface Known {
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  /** Words by what a value is called: `stage`, `name`; or by the option that alone takes fewer: `rollback-v1 --to`. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Where the cursor is: what was said before it, and the option whose value is expected there. */
interface Cursor {
  readonly used: readonly string[];
  readonly awaits: Definition | null;
  readonly arguments: readonly string[];
}

const INLINE = /^(--[\w-]+)=(.*)$/;

/** The words that fit at the cursor. `words` follow the program's name; the last one is being typed and may be empty. Pure. */
export function candidates(words: readonly string[], { commands, values }: Known): Candidate[] {
  const [name = "", ...rest] = words;
  if (words.length <= 1) {
    const all = Object.entries(commands).map(([word, { description }]) => ({ word, description }));
    return all.filter(({ word }) => word.startsWith(name));
  }
  const command = commands[name];
  if (command === undefined) return [];
  const last = rest.at(-1) ?? "";
  const [, inlined, value] = INLINE.exec(last) ?? [];
  // Bash takes --stage=25 apart into three words, the other shells leave it whole.
  const typed = (value ?? last).replace(/^=$/, "");
  const before = [...rest.slice(0, -1), ...(inlined === undefined ? [] : [inlined])].filter(
    (word) => word !== "=",
  );
  const prefix = inlined === undefined ? "" : `${inlined}=`;
  const cursor = cursorAfter(before, command);
  const fewer = values[`${name} ${cursor.awaits?.name}`];
  return fitting(command, cursor, typed, fewer ? { ...values, [cursor.awaits?.value ?? ""]: fewer } : values)
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, description }) => ({ word: `${prefix}${word}`, description: whole(description) }));
}

function cursorAfter(words: readonly string[], command: CommandDefinition): Cursor {
  const used = words.filter((word) => word.startsWith("-"));
  let awaits: Definition | null = null;
  const given: string[] = [];
  for (const word of words) {
    if (word.startsWith("-")) {
      const option = optionsAfter(given, command).find(({ name }) => name === word);
      awaits = option?.value ? option : null;
    } else if (awaits === null) given.push(word);
    else if (!awaits.many) awaits = null;
  }
  return { used, awaits, arguments: given };
}

/** The options of the command, and those of the word that was said. */
function optionsAfter([first = ""]: readonly string[], { options, after }: CommandDefinition): Definition[] {
  return [...options, ...(after[first]?.options ?? [])];
}

function fitting(
  command: CommandDefinition,
  { used, awaits, arguments: given }: Cursor,
  typed: string,
  values: Known["values"],
): Candidate[] {
  const { argument, choices, after } = command;
  const wordsFor = (value: string | null, description: string) =>
    (values[value ?? ""] ?? choicesIn(value)).map((word) => ({ word, description }));
  const flags = optionsAfter(given, command)
    .filter(({ name }) => !used.includes(name))
    .map(({ name, description }) => ({ word: name, description }));
  if (awaits !== null && !(awaits.many && typed.startsWith("-")))
    return wordsFor(awaits.value, awaits.description);
  if (typed.startsWith("-")) return flags;
  const [first] = given;
  const next = first === undefined ? undefined : after[first];
  const plainly = (found: readonly string[]) => found.map((word) => ({ word, description: "" }));
  const takesMore = next !== undefined && (given.length === 1 || next.many);
  if (takesMore && (next.value !== null || next.choices.length > 0)) {
    const left = wordsFor(next.value, "").filter(({ word }) => !given.includes(word));
    return [...left, ...plainly(next.choices)];
  }
  const isOpen = first === undefined || (argument?.many === true && choices.length === 0);
  const words = isOpen
    ? [...(argument === null ? [] : wordsFor(argument.value, argument.description)), ...plainly(choices)]
    : [];
  return words.length > 0 ? words : flags;
}

/** Without the sign that announces what is computed. */
function whole(description: string): string {
  return description.replace(/:$/, "");
}

/** `v1|v2` names its own words. */
function choicesIn(value: string | null): string[] {
  return value?.includes("|") ? value.split("|") : [];
}
