import { z } from "zod";
import { numberFrom, text } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";

const coordinates = { lat: numberFrom(-90, 90).optional(), lon: numberFrom(-180, 180).optional() };

const placeV1 = z.union(
  [text(1, 200), z.looseObject({ ville: text(1, 200), ...coordinates })],
  "must be an address as text, or {ville, lat, lon}",
);
const placeV2 = z.looseObject({ city: text(1, 200), ...coordinates }, "must be {city, lat, lon}");

/** An address as people write it on V1, an object on V2. Members that nobody knows cross as they are. */
export const place: Conversion<z.infer<typeof placeV1>, z.infer<typeof placeV2>> = {
  rule: "place",
  v1: placeV1,
  v2: placeV2,
  up(value) {
    if (typeof value === "string") return { city: value };
    const { ville, city: _, ...others } = value;
    return { city: ville, ...others };
  },
  down({ city, ville: _, ...others }) {
    return Object.keys(others).length === 0 ? city : { ville: city, ...others };
  },
};
