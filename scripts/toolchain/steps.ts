import { decimal, text } from "../messages/messages.ts";

/** Where a preparation's lines go, and how they look. */
export interface StepOptions {
  readonly report: (line: string) => void;
  /** colours are for terminals only */
  readonly colour: boolean;
  readonly total: number;
  /** milliseconds; replaced by tests */
  readonly now?: () => number;
}

/**
 * Tells what a step is doing at the moment; shown at once, and again as a sign of life while nothing else is said, then
 * with what `progress` answers.
 */
export type Detail = (text: string, progress?: () => string) => void;

/** What a finished step says of itself, and what it hands on. */
export interface StepResult<T> {
  readonly said: string;
  readonly value: T;
}

/** Runs the steps of a preparation one after another and shows each with its time. */
export interface Steps {
  run<T>(title: string, work: (detail: Detail) => Promise<StepResult<T>>): Promise<T>;
}

const HEARTBEAT = 10_000;
const COLOURS = { green: 32, red: 31, dim: 2 } as const;

/** Steps that say what they do, give a sign of life at least every 10 s, and say how long they took. */
export function createSteps(options: StepOptions): Steps {
  const now = options.now ?? (() => performance.now());
  let number = 0;
  return {
    async run(title, work) {
      number += 1;
      const place = `  [${number}/${options.total}]`;
      const began = now();
      const taken = (): string => elapsed(now() - began);
      const say = (doing: string): void =>
        options.report(`${place} ${paint(`${title}: ${doing}`, "dim", options.colour)}`);
      const life = signsOfLife(say, taken);
      const finish = (word: string, colour: keyof typeof COLOURS, said: string): void =>
        options.report(
          `${place} ${paint(word, colour, options.colour)} ${text.prepare.took(title, taken())}${said}`,
        );
      try {
        const { said, value } = await work(life.detail);
        finish("ok", "green", said && `: ${said}`);
        return value;
      } catch (error) {
        finish(text.prepare.failed, "red", "");
        throw error;
      } finally {
        life.end();
      }
    },
  };
}

function signsOfLife(say: (text: string) => void, taken: () => string): { detail: Detail; end(): void } {
  let doing = "";
  let far: (() => string) | undefined;
  const timer = setInterval(
    () => say([taken(), doing, far?.() ?? ""].filter((part) => part !== "").join(", ")),
    HEARTBEAT,
  );
  return {
    detail: (text, progress) => {
      far = progress;
      if (text === doing) return;
      doing = text;
      say(text);
      timer.refresh();
    },
    end: () => clearInterval(timer),
  };
}

/** A length of time in milliseconds as people read it: `0.4 s`, `12 s`, `3 min 20 s`. */
export function elapsed(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${decimal(seconds, 1)} s`;
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function paint(text: string, colour: keyof typeof COLOURS, wanted: boolean): string {
  return wanted ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
}
