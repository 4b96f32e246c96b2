import { createServer } from "node:http";
import { join } from "node:path";

/** Something that plugins take for a Docker engine. */
export interface SilentEngine {
  /** As `DOCKER_HOST` spells it. */
  readonly host: string;
  close(): void;
}

/**
 * A stand-in for a Docker engine, on a socket in `folder`: says that it is there and does nothing else. A preview
 * needs no more, as some versions of the plugin only ask whether an engine answers; and none can reach a real one.
 */
export async function startSilentEngine(folder: string): Promise<SilentEngine> {
  const socket = join(folder, "engine.sock");
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/^\/v[\d.]+/, "");
    response.setHeader("Api-Version", "1.41");
    if (path === "/_ping") response.end("OK");
    else if (path === "/version") response.end(JSON.stringify({ Version: "0", ApiVersion: "1.41" }));
    else
      response.writeHead(501).end(JSON.stringify({ message: "a preview of a pull request has no engine" }));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socket, resolve));
  return {
    host: `unix://${socket}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
