import { runApp } from "../shared/app.ts";
import { documentsV2 } from "./documents.ts";
import { enrichWithNexten } from "./nexten.ts";
import { scoreV2 } from "./score.ts";

const nextenUrl = process.env.NEXTEN_URL;

await runApp({
  name: "v2",
  version: "2.0.0",
  port: 5070,
  algorithm: "both-say-yes",
  healthPaths: ["/health", "/api/v2/health"],
  matchPaths: ["/api/match", "/api/v2/match"],
  scorer: scoreV2,
  documents: documentsV2,
  ...(nextenUrl ? { enrich: enrichWithNexten({ url: nextenUrl }) } : {}),
});
