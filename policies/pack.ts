import { readFileSync } from "node:fs";
import { PolicyPack } from "@pulumi/policy";
import { readImageLock } from "./image-lock.ts";
import { rulesFor } from "./rules.ts";

const lock = readImageLock(readFileSync(`${import.meta.dirname}/../stacks/images.lock.yaml`, "utf8"));

// Serves the rules to the engine, which starts this file at every preview and up.
new PolicyPack("supersmartmatch", { policies: rulesFor(lock), enforcementLevel: "mandatory" });
