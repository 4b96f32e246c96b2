import type { Moment } from "./series.ts";

/** The share of V2 that was asked from a moment on. */
export interface Asked {
  /** Seconds since 1970. */
  readonly time: number;
  readonly percent: number;
  /** What is written at that moment; null for nothing. */
  readonly label: string | null;
}

/** What a picture is made of. */
export interface Drawn {
  readonly title: string;
  /** One line below: where the numbers come from. */
  readonly caption: string;
  readonly moments: readonly Moment[];
  readonly asked: readonly Asked[];
}

interface Line {
  readonly name: string;
  readonly colour: string;
  /** `[seconds, value]`; a null breaks the line. */
  readonly points: readonly (readonly [number, number | null])[];
}

interface Panel {
  readonly title: string;
  /** The least that the axis reaches to. */
  readonly least: number;
  readonly lines: readonly Line[];
}

const WIDTH = 860;
const LEFT = 56;
const RIGHT = 20;
const TOP = 58;
const PANEL = 104;
const GAP = 42;
const COLOURS = { asked: "#9a6700", v1: "#57606a", v2: "#0969da" } as const;

/** Three panels over the same seconds: V2's share asked and observed, errors, and P95 of each release. Pure; an SVG file. */
export function picture(drawn: Drawn): string {
  const { moments, title, caption } = drawn;
  const start = moments[0]?.time ?? 0;
  const length = Math.max(1, (moments.at(-1)?.time ?? 1) - start);
  const x = (second: number) => LEFT + (second / length) * (WIDTH - LEFT - RIGHT);
  const panels = panelsOf(drawn, start, length);
  const height = TOP + panels.length * (PANEL + GAP) + 24;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11" fill="#24292f">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    words(LEFT, 20, title, 'font-size="15" font-weight="bold"'),
    ...marks(drawn.asked, start, x, height),
    ...panels.flatMap((panel, index) => panelParts(panel, TOP + index * (PANEL + GAP), x, length)),
    words(LEFT, height - 8, caption, 'fill="#57606a"'),
    "</svg>",
  ].join("\n")}\n`;
}

function panelsOf({ moments, asked }: Drawn, start: number, length: number): Panel[] {
  const line = (name: string, colour: string, value: (moment: Moment) => number | null): Line => ({
    name,
    colour,
    points: moments.map((moment) => [moment.time - start, value(moment)]),
  });
  const both = (scale: number, pick: (moment: Moment) => Moment["p95"]): Line[] =>
    (["v1", "v2"] as const).map((release) =>
      line(release.toUpperCase(), COLOURS[release], (moment) => scaled(pick(moment)[release], scale)),
    );
  return [
    {
      title: "traffic on V2, %",
      least: 100,
      lines: [
        { name: "asked", colour: COLOURS.asked, points: steps(asked, start, length) },
        line("observed", COLOURS.v2, ({ onV2 }) => scaled(onV2, 100)),
      ],
    },
    { title: "errors, % of a release's requests", least: 1, lines: both(100, ({ errors }) => errors) },
    { title: "P95, ms", least: 50, lines: both(1000, ({ p95 }) => p95) },
  ];
}

/** What is asked holds until something else is. */
function steps(asked: readonly Asked[], start: number, length: number): [number, number][] {
  return asked.flatMap(({ time, percent }, index): [number, number][] => [
    [time - start, percent],
    [Math.min(length, (asked[index + 1]?.time ?? start + length) - start), percent],
  ]);
}

function panelParts(panel: Panel, top: number, x: (second: number) => number, length: number): string[] {
  const values = panel.lines.flatMap(({ points }) => points.flatMap(([, value]) => value ?? []));
  const step = tick(Math.max(panel.least, ...values) / 4);
  const most = step * Math.max(1, Math.ceil(Math.max(panel.least, ...values) / step));
  const y = (value: number) => top + PANEL - (value / most) * PANEL;
  const levels = Array.from({ length: Math.round(most / step) + 1 }, (_, n) => n * step);
  const seconds = tick(length / 10);
  const times = Array.from({ length: Math.floor(length / seconds) + 1 }, (_, n) => n * seconds);
  const legend = panel.lines.map(({ name, colour }, index) =>
    words(WIDTH - RIGHT - 66 * (panel.lines.length - index), top - 6, `— ${name}`, `fill="${colour}"`),
  );
  return [
    words(LEFT, top - 6, panel.title, 'font-weight="bold"'),
    ...legend,
    ...levels.flatMap((value) => [
      `<path d="M${LEFT} ${round(y(value))}H${WIDTH - RIGHT}" stroke="#d0d7de" stroke-width="0.6"/>`,
      words(LEFT - 6, y(value) + 4, String(Number(value.toFixed(6))), 'text-anchor="end"'),
    ]),
    ...times.map((second) => words(x(second), top + PANEL + 13, `${second} s`, 'text-anchor="middle"')),
    ...panel.lines.map(
      ({ colour, points }) =>
        `<path d="${path(points, x, y)}" fill="none" stroke="${colour}" stroke-width="1.6"/>`,
    ),
  ];
}

function marks(
  asked: readonly Asked[],
  start: number,
  x: (second: number) => number,
  height: number,
): string[] {
  return asked.flatMap(({ time, label }) => {
    if (label === null) return [];
    const at = round(x(time - start));
    return [
      `<path d="M${at} ${TOP - 18}V${height - 40}" stroke="#8c959f" stroke-width="0.7" stroke-dasharray="3 3"/>`,
      words(at + 3, TOP - 20, label, 'fill="#57606a"'),
    ];
  });
}

function path(points: Line["points"], x: (second: number) => number, y: (value: number) => number): string {
  let pen = "M";
  return points
    .map(([second, value]) => {
      const part = value === null ? "" : `${pen}${round(x(second))} ${round(y(value))}`;
      pen = value === null ? "M" : "L";
      return part;
    })
    .join("");
}

/** A round distance between two lines of an axis: 1, 2 or 5 times a power of ten. */
function tick(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return (wanted / power > 5 ? 10 : wanted / power > 2 ? 5 : wanted / power > 1 ? 2 : 1) * power;
}

function words(x: number, y: number, text: string, style: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${style}>${escaped(text)}</text>`;
}

function scaled(value: number | null, scale: number): number | null {
  return value === null ? null : value * scale;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
