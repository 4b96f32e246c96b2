// The engine starts this as pulumi-resource-pulumi-nodejs in the folder of the program.
import { createRequire } from "node:module";
import { join } from "node:path";
import { endWithParent } from "./children.ts";

endWithParent();
createRequire(join(process.cwd(), "program.js"))("@pulumi/pulumi/cmd/dynamic-provider");
