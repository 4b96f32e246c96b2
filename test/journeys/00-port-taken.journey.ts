import { createServer, type Server } from "node:net";
import { loadStacks } from "../../infra/stage/load.ts";
import { PLACE } from "../../scripts/platform/instance/place-name.ts";
import { projectDir } from "../../scripts/toolchain/paths.ts";
import { assertExit, assertSays, command } from "./support/commands.ts";
import { story } from "./support/story.ts";

/** Whatever slot the instance gets, its port is among these. */
const SLOTS = 11;

story("another program holds the platform's port", (part) => {
  part("npm start says which port and how to find that program, and makes nothing", async () => {
    const { publish } = loadStacks({ dir: `${projectDir}/stacks`, place: PLACE }).place;
    const ports = Array.from({ length: SLOTS }, (_, slot) => publish.https + 1_000 * (slot + 1));
    const servers = await Promise.all(ports.map((port) => hold(port, publish.address)));
    try {
      const refused = await command("start.ts", ["--yes"]);
      assertExit(refused, 1);
      assertSays(
        refused,
        /taken by another program: publish\.https 127\.0\.0\.1:\d+; free them \(ss -ltnp shows who has them\) or change stacks\/Pulumi\.lab\.yaml \[SSM-PORT\]/,
      );
    } finally {
      for (const server of servers) server.close();
    }
  });
});

/** A server on the port, if nobody has it already. */
function hold(port: number, address: string): Promise<Server> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<Server>();
  server.once("error", () => resolve(server)).listen(port, address, () => resolve(server));
  return promise;
}
