import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { FENCE_FILE_IN_KEEPER, FOLLOW_FENCE } from "../../infra/plan/services/fence.ts";
import { storeUsers } from "../../infra/plan/services/stores.ts";
import { planOf } from "../support/plans.ts";

describe("the fence of V2's store", () => {
  const users = (fenced: boolean) => storeUsers("v2", { fenced }).split("\n");

  it("takes the app its right to write and changes nobody else", () => {
    const [open, closed] = [users(false), users(true)];
    assert.equal(
      closed.find((line) => line.startsWith("user app")),
      `${open.find((line) => line.startsWith("user app"))} -@write`,
    );
    const others = (lines: string[]) => lines.filter((line) => !line.startsWith("user app"));
    assert.deepEqual(others(closed), others(open));
  });

  it("is followed by a user who may do nothing but have the users read again, and is V2's alone", () => {
    assert.ok(users(false).includes("user fence on nopass -@all +acl|load"));
    assert.ok(!storeUsers("v1").includes("fence"));
  });

  it("holds from the first moment of a store that starts behind it", () => {
    const plan = planOf("025-percent");
    const command = plan.services.find(({ name }) => name === "store-v2")?.command.join(" ") ?? "";
    assert.match(
      command,
      /ln -sfn \/run\/secrets\/users\$\(test -e \/etc\/fence\/files\/v2\.json && echo \.fenced\)\.acl \/tmp\/users\.acl; exec redis-server .*--aclfile \/tmp\/users\.acl/,
    );
  });

  it("can be changed by the keeper alone; those whom it concerns only look", () => {
    const plan = planOf("025-percent");
    const mounts = plan.services.flatMap(({ name, mounts }) =>
      mounts.filter(({ volume }) => volume === "fence").map(({ readOnly }) => `${name} ${readOnly}`),
    );
    assert.deepEqual(mounts, ["store-v2 true", "data-sync true"]);
  });

  it("is lifted by the same words in the kill switch, which may import nothing", () => {
    const text = readFileSync(new URL("../../scripts/kill-switch.mjs", import.meta.url), "utf8");
    assert.ok(text.includes(JSON.stringify(FENCE_FILE_IN_KEEPER)));
    assert.ok(text.includes(JSON.stringify(FOLLOW_FENCE)));
  });
});
