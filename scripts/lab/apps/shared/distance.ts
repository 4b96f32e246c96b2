import type { Location } from "./match-schema.ts";

const earthRadiusKm = 6371;
const radians = Math.PI / 180;

/** Great-circle distance in km, or null when a coordinate is unknown. */
export function distanceKm(
  from: Location | null | undefined,
  to: Location | null | undefined,
): number | null {
  if (from?.lat == null || from.lon == null || to?.lat == null || to.lon == null) return null;
  const sinLat = Math.sin(((to.lat - from.lat) * radians) / 2);
  const sinLon = Math.sin(((to.lon - from.lon) * radians) / 2);
  const h = sinLat ** 2 + Math.cos(from.lat * radians) * Math.cos(to.lat * radians) * sinLon ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}
