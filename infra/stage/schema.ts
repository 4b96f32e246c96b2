export type { Image, Images } from "./documents/images.ts";
export type { Place } from "./documents/place.ts";
export type { Platform, Route } from "./documents/platform.ts";
export type { Gate, Stage } from "./documents/stage.ts";
