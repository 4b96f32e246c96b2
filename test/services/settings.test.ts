import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readSettings } from "../../infra/services/settings.ts";

describe("readSettings", () => {
  it("tells every missing and malformed setting at once", () => {
    const env = { V2_URL: "v2:5070", RATE: "-1", PORT: "many" };
    assert.throws(
      () =>
        readSettings(env, (settings) => [
          settings.url("V1_URL"),
          settings.url("V2_URL"),
          settings.text("V1_HEALTH"),
          settings.number("RATE", 10),
          settings.number("PORT", 9118),
        ]),
      {
        name: "InputError",
        message: [
          "V1_URL must be set, found nothing",
          'V2_URL must be an address like http://v1:5062, got "v2:5070"',
          "V1_HEALTH must be set, found nothing",
          'RATE must be a number above 0, got "-1"',
          'PORT must be a number above 0, got "many"',
        ].join("\n"),
      },
    );
  });

  it("takes the fallback of a number that is not set", () => {
    assert.equal(
      readSettings({ RATE: "" }, (settings) => settings.number("RATE", 10)),
      10,
    );
  });
});

describe("a service with a mistake in its settings", () => {
  it("ends with code 1 and a message without a stack trace", async () => {
    const env = {
      V1_URL: "http://v1:5062",
      V2_URL: "http://v2:5070",
      V1_HEALTH: "/api/v1/health",
      V2_HEALTH: "/api/v2/health",
      LABELLED_FILE: "nowhere.jsonl",
    };
    const main = fileURLToPath(new URL("../../infra/services/prober/main.ts", import.meta.url));
    const child = spawn(process.execPath, [main], { env });
    const exit = new Promise((resolve) => child.once("exit", resolve));
    assert.equal(
      await text(child.stderr),
      "prober: nowhere.jsonl: the labelled set cannot be read (ENOENT), build it or name another file\n",
    );
    assert.equal(await exit, 1);
  });
});
