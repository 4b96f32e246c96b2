import { runApp } from "../shared/app.ts";
import { documentsV1 } from "./documents.ts";
import { peopleV1 } from "./people.ts";
import { scoreV1 } from "./score.ts";

await runApp({
  name: "v1",
  version: "1.0.0",
  port: 5062,
  algorithm: "weighted-sum",
  healthPaths: ["/api/v1/health", "/api/health"],
  matchPaths: ["/api/match", "/api/v1/match"],
  scorer: scoreV1,
  documents: documentsV1,
  people: peopleV1,
});
