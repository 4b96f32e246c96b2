import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDir } from "../paths.ts";
import { bundleService } from "./bundle.ts";
import type { ImageRecipe } from "./recipe.ts";
import { OWN_SERVICES } from "./services.ts";

/** The recipe of one of our own services on a base with Node, or of the keeper, which holds no code. */
export async function serviceRecipe(name: string, base: string): Promise<ImageRecipe> {
  const service = OWN_SERVICES[name];
  const file = service === undefined ? `${name}.Dockerfile` : "service.Dockerfile";
  const dockerfile = await readFile(join(projectDir, "infra", "services", file), "utf8");
  return {
    name,
    dockerfile,
    base,
    files: service === undefined ? [] : await bundleService(name, service, projectDir),
  };
}
