import { runApp } from "../shared/app.ts";
import { documentsV2 } from "./documents.ts";
import { identityClient } from "./identity-client.ts";
import { enrichWithNexten } from "./nexten.ts";
import { peopleV2 } from "./people.ts";
import { scoreV2 } from "./score.ts";

const { NEXTEN_URL: nextenUrl, IDENTITY_URL: identityUrl, IDENTITY_KEY_FILE: identityKeyFile } = process.env;

await runApp({
  name: "v2",
  version: "2.0.0",
  port: 5070,
  algorithm: "both-say-yes",
  healthPaths: ["/health", "/api/v2/health"],
  matchPaths: ["/api/match", "/api/v2/match"],
  scorer: scoreV2,
  documents: documentsV2,
  ...(identityUrl && identityKeyFile
    ? { people: peopleV2(identityClient(identityUrl, identityKeyFile)) }
    : {}),
  ...(nextenUrl ? { enrich: enrichWithNexten({ url: nextenUrl }) } : {}),
});
