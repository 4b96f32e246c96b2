/** An nginx directive as data: a name, its arguments and, for a block, what stands inside. */
export interface Directive {
  /** Trusted only for the keys of `map`, `geo` and `split_clients`, which may be empty or an expression. */
  readonly name: string | Trusted;
  readonly args: readonly Argument[];
  readonly children?: readonly Directive[];
}

/** A plain string is a value from outside and is checked; `Trusted` text was written in this code base. */
export type Argument = string | number | Trusted;

export interface Trusted {
  readonly trusted: string;
}

/** A refused value: it could end its directive and start another. */
export class UnsafeValueError extends Error {}

const SAFE_VALUE = /^[A-Za-z0-9_.:/@%+=,*-]+$/;

/**
 * Text of our own that may hold nginx syntax (variables, regular expressions, semicolons inside quotes).
 * What is interpolated comes from outside and is checked like any plain value.
 */
export function trusted(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Trusted {
  return { trusted: parts.reduce((text, part, i) => text + checkValue(values[i - 1] ?? "", i > 0) + part) };
}

/** A directive without a block: `name arg arg;` */
export function directive(name: string | Trusted, ...args: readonly Argument[]): Directive {
  return { name, args };
}

/** A directive with a block: `name arg { … }` */
export function block(name: string, args: readonly Argument[], children: readonly Directive[]): Directive {
  return { name, args, children };
}

/** Returns the value when it cannot change the meaning of the file; throws UnsafeValueError otherwise. */
export function checkValue(value: string | number, required = true): string {
  const text = String(value);
  if (text === "" && !required) return text;
  if (!SAFE_VALUE.test(text)) {
    throw new UnsafeValueError(
      `nginx value must be letters, digits or one of _ . : / @ % + = , * -, got ${JSON.stringify(text)}`,
    );
  }
  return text;
}
