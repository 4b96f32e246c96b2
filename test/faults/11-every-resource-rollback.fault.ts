import { killAtEveryResource } from "./support/every-resource.ts";

killAtEveryResource(["rollback-v1.ts", "--reason", "pulumi was killed"]);
