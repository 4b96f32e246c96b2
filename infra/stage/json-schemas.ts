import { z } from "zod";
import { imagesDocument } from "./documents/images.ts";
import { placeDocument } from "./documents/place.ts";
import { platformDocument } from "./documents/platform.ts";
import { stageDocument } from "./documents/stage.ts";

const DOCUMENTS = {
  images: imagesDocument,
  place: placeDocument,
  platform: platformDocument,
  stage: stageDocument,
} as const;

/** JSON Schemas of what people write, for editors: file name -> text, as it lies in `stacks/schemas`. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const texts = Object.entries(DOCUMENTS).map(([name, document]) => {
    const schema = z.toJSONSchema(document, { io: "input", target: "draft-7" });
    return [`${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`];
  });
  return Object.fromEntries(texts);
}
