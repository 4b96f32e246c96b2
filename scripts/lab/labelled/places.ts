import type { Random } from "./random.ts";

/** A point on the map, in degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** A town, by its centre. */
export interface Town extends Point {
  readonly name: string;
}

/** Towns where candidates live and jobs are. */
export const towns: readonly Town[] = [
  { name: "Paris", lat: 48.857, lon: 2.352 },
  { name: "Lyon", lat: 45.764, lon: 4.836 },
  { name: "Marseille", lat: 43.297, lon: 5.381 },
  { name: "Toulouse", lat: 43.605, lon: 1.444 },
  { name: "Lille", lat: 50.629, lon: 3.057 },
  { name: "Bordeaux", lat: 44.838, lon: -0.579 },
  { name: "Nantes", lat: 47.218, lon: -1.554 },
  { name: "Strasbourg", lat: 48.573, lon: 7.752 },
  { name: "Grenoble", lat: 45.188, lon: 5.725 },
  { name: "Rennes", lat: 48.117, lon: -1.678 },
  { name: "Bruxelles", lat: 50.85, lon: 4.352 },
  { name: "Luxembourg", lat: 49.612, lon: 6.13 },
  { name: "London", lat: 51.507, lon: -0.128 },
  { name: "Dublin", lat: 53.35, lon: -6.26 },
];

const kmPerDegree = 111.32;
/** The eight directions as unit vectors, written out so that no sine decides a digit. */
const directions = [
  [1, 0],
  [Math.SQRT1_2, Math.SQRT1_2],
  [0, 1],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-1, 0],
  [-Math.SQRT1_2, -Math.SQRT1_2],
  [0, -1],
  [Math.SQRT1_2, -Math.SQRT1_2],
] as const;

/** Cosine of a latitude in degrees by plain arithmetic; off by less than 0.001 up to 60 degrees. */
function cosine(degrees: number): number {
  const x = (degrees * Math.PI) / 180;
  const square = x * x;
  return 1 - square / 2 + (square * square) / 24 - (square * square * square) / 720;
}

/** The point `km` away in one of eight directions, to 3 decimals (about 100 m). */
export function pointAt(random: Random, from: Point, km: number): Point {
  const [east, north] = random.pick(directions);
  return {
    lat: rounded(from.lat + (north * km) / kmPerDegree),
    lon: rounded(from.lon + (east * km) / (kmPerDegree * cosine(from.lat))),
  };
}

/** Distance in km on a flat map, within 1 % of the true one for the towns above. */
export function flatKm(a: Point, b: Point): number {
  const north = (b.lat - a.lat) * kmPerDegree;
  const east = (b.lon - a.lon) * kmPerDegree * cosine((a.lat + b.lat) / 2);
  return Math.sqrt(north * north + east * east);
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
