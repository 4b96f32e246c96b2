/** One nginx directive with its words unquoted, and where it stands: `nginx.conf:12`. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly at: string;
  /** What stands between `{` and `}`; absent when the directive ends with `;`. */
  readonly children?: readonly Directive[];
}

/** nginx would refuse this text, or we cannot be sure to read it as nginx does. */
export class UnreadableTextError extends Error {}

/** Directives of a real gateway nest five deep; a limit keeps hostile text from exhausting the stack. */
const MAX_DEPTH = 20;

/**
 * Reads nginx text by nginx's own rules for words, quotes, escapes and comments (ngx_conf_read_token).
 * Throws UnreadableTextError, with file and line, for everything that nginx refuses too.
 */
export function readNginx(text: unknown, file: string): Directive[] {
  if (typeof text !== "string")
    throw new UnreadableTextError(`${file}: cannot read: expected text, got ${typeof text}`);
  return readBlock(new Tokens(text, file), 0);
}

function readBlock(tokens: Tokens, depth: number): Directive[] {
  if (depth > MAX_DEPTH) tokens.fail(`blocks are nested deeper than ${MAX_DEPTH}`);
  const directives: Directive[] = [];
  for (;;) {
    const first = tokens.next();
    if (first.kind === "end" && depth === 0) return directives;
    if (first.kind === "}" && depth > 0) return directives;
    if (first.kind !== "word") tokens.fail(`unexpected ${describe(first)}`, first.line);
    directives.push(readDirective(tokens, first, depth));
  }
}

function readDirective(tokens: Tokens, first: Token, depth: number): Directive {
  const args: string[] = [];
  const at = `${tokens.file}:${first.line}`;
  for (;;) {
    const token = tokens.next();
    if (token.kind === "word") args.push(token.text);
    else if (token.kind === ";") return { name: first.text, args, at };
    else if (token.kind === "{")
      return { name: first.text, args, at, children: readBlock(tokens, depth + 1) };
    else tokens.fail(`unexpected ${describe(token)}, "${first.text}" has no ";"`, token.line);
  }
}

interface Token {
  readonly kind: "word" | ";" | "{" | "}" | "end";
  readonly text: string;
  readonly line: number;
}

const describe = (token: Token): string => (token.kind === "end" ? "end of file" : `"${token.text}"`);

// Sticky, one per kind of token. A comment starts only where a word could start; a quote inside a word is plain.
const BLANK = /(?:[ \t\r\n]|#[^\n]*)*/y;
const SIGN = /[;{}]/y;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const BARE = /(?:\\.|\$\{+|[^ \t\r\n;{\\])+/sy;
const AFTER_QUOTE = /[ \t\r\n;{)]|$/y;
const ESCAPE = /\\(["'\\trn])/g;
const ESCAPED: Readonly<Record<string, string>> = { t: "\t", r: "\r", n: "\n" };

class Tokens {
  readonly file: string;
  readonly #text: string;
  #position = 0;
  #line = 1;

  constructor(text: string, file: string) {
    this.file = file;
    this.#text = text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.exec(text);
    if (control !== null) this.fail("control character", text.slice(0, control.index).split("\n").length);
  }

  next(): Token {
    this.#take(BLANK);
    const line = this.#line;
    if (this.#position === this.#text.length) return { kind: "end", text: "", line };
    const sign = this.#take(SIGN);
    if (sign === ";" || sign === "{" || sign === "}") return { kind: sign, text: sign, line };
    return { kind: "word", text: this.#word(line).replace(ESCAPE, (_, c: string) => ESCAPED[c] ?? c), line };
  }

  fail(reason: string, line = this.#line): never {
    throw new UnreadableTextError(`${this.file}:${line}: cannot read: ${reason}`);
  }

  #word(line: number): string {
    const opening = this.#text.charAt(this.#position);
    if (opening !== '"' && opening !== "'")
      return this.#take(BARE) ?? this.fail("text ends in a backslash", line);
    const quoted = this.#take(QUOTED) ?? this.fail(`quote ${opening} is never closed`, line);
    if (!this.#looksAt(AFTER_QUOTE))
      this.fail('quoted text must be followed by a blank, ";", "{" or ")"', line);
    return quoted.slice(1, -1);
  }

  #looksAt(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    return pattern.test(this.#text);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const taken = pattern.exec(this.#text)?.[0];
    if (taken === undefined) return undefined;
    this.#position += taken.length;
    this.#line += taken.split("\n").length - 1;
    return taken;
  }
}
