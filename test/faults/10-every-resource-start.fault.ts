import { killAtEveryResource, START } from "./support/every-resource.ts";

killAtEveryResource(START);
