import { runApp } from "../shared/app.ts";
import { scoreNexten } from "./score.ts";

await runApp({
  name: "nexten",
  version: "1.0.0",
  port: 5052,
  algorithm: "bag-of-words",
  healthPaths: ["/health", "/api/v1/health"],
  matchPaths: ["/api/match", "/api/nexten/match"],
  scorer: scoreNexten,
  documents: [],
});
