import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireReadableText } from "../../../policies/gateway/require-readable-text.ts";
import { compliantText, judge, nginxRelease, spoiled, UNKNOWN_TEXT } from "../judge.ts";

const says = (text: unknown, files?: Readonly<Record<string, unknown>>) =>
  judge(requireReadableText, nginxRelease(text, files));

describe("require-readable-text", () => {
  it("accepts a text that is known and readable", () => {
    assert.deepEqual(says(compliantText), []);
  });

  it("refuses a text that preview does not know", () => {
    assert.deepEqual(says(UNKNOWN_TEXT), [
      "files.nginx.conf must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });

  it("refuses an included text that preview does not know", () => {
    assert.deepEqual(says("include split.conf;", { "split.conf": UNKNOWN_TEXT }), [
      "files.split.conf must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });

  it("refuses a release that may be for nginx", () => {
    const { type, props } = nginxRelease(compliantText);
    assert.deepEqual(judge(requireReadableText, { type, props: { ...props, reload: UNKNOWN_TEXT } }), [
      "reload must be known at preview, got the output of another resource; take it from the plan",
    ]);
  });

  it("refuses a text that nginx could not read either", () => {
    assert.deepEqual(says(spoiled("return 404;", "return 404 ';")), [
      "nginx.conf:73: cannot read: quote ' is never closed",
    ]);
  });

  it("refuses servers of other protocols, which no rule reads", () => {
    assert.deepEqual(says(`${compliantText}stream { }\nmail { }\n`), [
      "nginx.conf:95: stream must not be used, no rule reads it; serve HTTP only",
      "nginx.conf:96: mail must not be used, no rule reads it; serve HTTP only",
    ]);
  });

  it("does not read the files of other services", () => {
    const { type, props } = nginxRelease("}");
    assert.deepEqual(judge(requireReadableText, { type, props: { ...props, reload: "prometheus" } }), []);
  });
});
