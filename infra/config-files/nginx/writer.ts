import { type Argument, checkValue, type Directive, UnsafeValueError } from "./directive.ts";

const BARE = /^[^\s"'{};\\#]+$/;
const NAME = /^[A-Za-z0-9_./:*%-]+$/;

/**
 * The only place that turns directives into nginx text. Every value is checked or quoted here, so no value
 * from a YAML file can end its directive: throws UnsafeValueError on control characters and unsafe names.
 */
export function writeNginx(directives: readonly Directive[], indent = ""): string {
  return directives.map((entry) => writeDirective(entry, indent)).join("");
}

function writeDirective(entry: Directive, indent: string): string {
  const head = [writeName(entry.name), ...entry.args.map(writeArgument)].join(" ");
  if (entry.children === undefined) return `${indent}${head};\n`;
  return `${indent}${head} {\n${writeNginx(entry.children, `${indent}  `)}${indent}}\n`;
}

function writeName(name: Directive["name"]): string {
  if (typeof name === "object") return writeArgument(name);
  if (NAME.test(name)) return name;
  throw new UnsafeValueError(`nginx name is not allowed: ${JSON.stringify(name)}`);
}

function writeArgument(argument: Argument): string {
  const text = typeof argument === "object" ? argument.trusted : checkValue(argument);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text))
    throw new UnsafeValueError(`nginx value holds a control character: ${JSON.stringify(text)}`);
  if (BARE.test(text)) return text;
  const escaped = text.replaceAll("\\", "\\\\");
  return text.includes('"') && !text.includes("'") ? `'${escaped}'` : `"${escaped.replaceAll('"', '\\"')}"`;
}
