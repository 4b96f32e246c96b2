import { basename, join, resolve } from "node:path";
import type { z } from "zod";
import { bytesOf, namesIn } from "./file-bytes.ts";
import { byPosition, type Parsed, parse } from "./parse.ts";
import { type Finding, type Problem, pathText } from "./problem.ts";

/** A folder of YAML files that collects every problem of what is read from it. */
export class Folder {
  readonly #path: string;
  readonly #name: string;
  readonly #files = new Map<string, Pick<Parsed<unknown>, "problemAt">>();
  readonly #problems: Problem[] = [];

  constructor(path: string) {
    this.#path = resolve(path);
    this.#name = basename(this.#path);
  }

  /** All problems so far, file by file and from top to bottom. */
  get problems(): Problem[] {
    return this.#problems.toSorted((a, b) => a.file.localeCompare(b.file) || byPosition(a, b));
  }

  /** How a file is called in messages: the same wherever the project lies. */
  title(name: string): string {
    return `${this.#name}/${name}`;
  }

  /** The value of a file, or null after noting what is wrong with it. */
  read<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | null {
    const bytes = bytesOf(join(this.#path, name));
    if (typeof bytes === "string") {
      this.note(name, bytes);
      return null;
    }
    const parsed = parse(this.title(name), bytes, schema);
    this.#files.set(this.title(name), parsed);
    this.#problems.push(...parsed.problems);
    return parsed.value;
  }

  /** Names in a folder below, without hidden files; null after noting that it cannot be read. */
  list(name: string): string[] | null {
    // The folder itself may be a link: whoever names it means it.
    const names = namesIn(join(this.#path, name), name === ".");
    if (typeof names !== "string") return names.filter((entry) => !/^\.|~$/.test(entry)).sort();
    this.note(name, names);
    return null;
  }

  /** Notes a mistake that concerns a whole file or folder. */
  note(name: string, message: string): void {
    this.#problems.push({ file: this.title(name), line: 1, column: 1, path: "", message });
  }

  /** Notes mistakes at their place in the files that were read. */
  add(findings: readonly Finding[]): void {
    this.#problems.push(...findings.map((finding) => this.locate(finding)));
  }

  /** A mistake at its place in a file that was read. */
  locate({ file, path, message }: Finding): Problem {
    return (
      this.#files.get(file)?.problemAt(path, message) ?? {
        file,
        line: 1,
        column: 1,
        path: pathText(path),
        message,
      }
    );
  }
}
