import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules.ts";

// Serves the rules to the engine, which starts this file at every preview and up.
new PolicyPack("supersmartmatch", { policies: rules, enforcementLevel: "mandatory" });
