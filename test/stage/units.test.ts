import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as units from "../../infra/stage/units.ts";
import {
  duration,
  memory,
  migrationDay,
  perMinute,
  ratio,
  refusal,
  share,
  type Unit,
} from "../../infra/stage/units.ts";

const numbers: Readonly<Record<string, { unit: Unit; values: fc.Arbitrary<number> }>> = {
  share: { unit: share, values: fc.integer({ min: 0, max: 100 }) },
  ratio: { unit: ratio, values: fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000) },
  duration: { unit: duration, values: fc.integer({ min: 1, max: 4_000_000_000 }).map((n) => n / 1000) },
  days: { unit: units.days, values: fc.integer({ min: 1, max: 10_000 }) },
  migrationDay: { unit: migrationDay, values: fc.integer({ min: -365, max: 365 }) },
  memory: { unit: memory, values: fc.integer({ min: 1, max: 1_000_000 }) },
  perMinute: { unit: perMinute, values: fc.integer({ min: 1, max: 1_000_000 }) },
};

describe("units", () => {
  for (const [name, { unit, values }] of Object.entries(numbers)) {
    it(`reads every ${name} that it prints as the same number`, () => {
      fc.assert(
        fc.property(values, (value) => {
          const text = unit.print(value);
          assert.match(text, unit.pattern);
          assert.equal(unit.parse(text), value);
        }),
      );
    });
  }

  it("reads what the stage files say in the units of the contracts", () => {
    assert.equal(share.parse("25%"), 25);
    assert.equal(ratio.parse("0.8%"), 0.008);
    assert.equal(duration.parse("48h"), 172_800);
    assert.equal(duration.parse("80ms"), 0.08);
    assert.equal(duration.parse("1d2h3m4s5ms"), 93_784.005);
    assert.equal(migrationDay.parse("J+14"), 14);
    assert.ok(Object.is(migrationDay.parse("J-0"), 0));
    assert.equal(memory.parse("2GB"), 2048);
    assert.equal(perMinute.parse("100/min"), 100);
    assert.equal(units.days.parse("30d"), 30);
  });

  it("never takes a text that only looks like a quantity", () => {
    for (const text of ["", "ms", "0s", "0h0m", "10", "-5m", "1.5h", "5m3h"])
      assert.doesNotMatch(text, duration.pattern);
    for (const text of ["025%", "101%", "25", "2 5%", "25%%"]) assert.doesNotMatch(text, share.pattern);
    for (const text of ["100.1%", ".5%", "1.%", "-1%"]) assert.doesNotMatch(text, ratio.pattern);
  });
});

const refusals: readonly (readonly [keyof typeof numbers, unknown, string])[] = [
  ["share", 25, "must be a whole percentage from 0% to 100%, got 25; the unit is missing, did you mean 25%?"],
  [
    "share",
    "25",
    'must be a whole percentage from 0% to 100%, got "25"; the unit is missing, did you mean 25%?',
  ],
  [
    "share",
    0.25,
    "must be a whole percentage from 0% to 100%, got 0.25; a fraction is not read here, did you mean 25%?",
  ],
  [
    "share",
    0.07,
    "must be a whole percentage from 0% to 100%, got 0.07; a fraction is not read here, did you mean 7%?",
  ],
  ["share", 0, "must be a whole percentage from 0% to 100%, got 0; the unit is missing, did you mean 0%?"],
  [
    "share",
    1,
    "must be a whole percentage from 0% to 100%, got 1; write 1% for one percent or 100% for all of the traffic",
  ],
  ["share", 0.255, "must be a whole percentage from 0% to 100%, got 0.255; write for example 25%"],
  ["share", 250, "must be a whole percentage from 0% to 100%, got 250; write for example 25%"],
  ["share", -5, "must be a whole percentage from 0% to 100%, got -5; write for example 25%"],
  [
    "share",
    "0.5%",
    'must be a whole percentage from 0% to 100%, got "0.5%"; write a whole one, for example 1%',
  ],
  ["share", "120%", 'must be a whole percentage from 0% to 100%, got "120%"; 100% is all of the traffic'],
  ["share", "-5%", 'must be a whole percentage from 0% to 100%, got "-5%"; 0% is none of the traffic'],
  ["share", "abc%", 'must be a whole percentage from 0% to 100%, got "abc%"; write for example 25%'],
  ["share", "25 %", 'must be a whole percentage from 0% to 100%, got "25 %"; did you mean 25%?'],
  ["share", null, "must be a whole percentage from 0% to 100%, got nothing; write for example 25%"],
  ["share", [25], "must be a whole percentage from 0% to 100%, got a list; write for example 25%"],
  ["share", { v2: 25 }, "must be a whole percentage from 0% to 100%, got a map; write for example 25%"],
  ["ratio", "abc", 'must be a percentage from 0% to 100%, got "abc"; write for example 0.8%'],
  [
    "ratio",
    0.8,
    "must be a percentage from 0% to 100%, got 0.8; the unit is missing, did you mean 80% or 0.8%?",
  ],
  [
    "ratio",
    "0.08",
    'must be a percentage from 0% to 100%, got "0.08"; the unit is missing, did you mean 8% or 0.08%?',
  ],
  ["ratio", 1, "must be a percentage from 0% to 100%, got 1; the unit is missing, did you mean 100% or 1%?"],
  ["ratio", 8, "must be a percentage from 0% to 100%, got 8; the unit is missing, did you mean 8%?"],
  ["ratio", 0, "must be a percentage from 0% to 100%, got 0; the unit is missing, did you mean 0%?"],
  ["ratio", "0,8%", 'must be a percentage from 0% to 100%, got "0,8%"; did you mean 0.8%?'],
  ["ratio", "130%", 'must be a percentage from 0% to 100%, got "130%"; write for example 0.8%'],
  ["duration", 30, "must be a duration longer than 0, got 30; the unit is missing, did you mean 30s?"],
  ["duration", "48H", 'must be a duration longer than 0, got "48H"; did you mean 48h?'],
  ["duration", "0s", 'must be a duration longer than 0, got "0s"; write for example 10m'],
  ["duration", "two days", 'must be a duration longer than 0, got "two days"; write for example 10m'],
  ["duration", "30sec", 'must be a duration longer than 0, got "30sec"; did you mean 30s?'],
  ["duration", "2 Minutes", 'must be a duration longer than 0, got "2 Minutes"; did you mean 2m?'],
  ["duration", "1,5 heures", 'must be a duration longer than 0, got "1,5 heures"; did you mean 1h30m?'],
  ["duration", "1.5h", 'must be a duration longer than 0, got "1.5h"; did you mean 1h30m?'],
  ["duration", "3 weeks", 'must be a duration longer than 0, got "3 weeks"; write for example 10m'],
  [
    "duration",
    "99999999h",
    'must be a duration longer than 0, got "99999999h"; no number in it may have more than 7 digits',
  ],
  ["days", 30, "must be a whole number of days, got 30; the unit is missing, did you mean 30d?"],
  [
    "migrationDay",
    3,
    "must be a day counted from the first users on V2, got 3; the unit is missing, did you mean J+3?",
  ],
  [
    "migrationDay",
    -7,
    "must be a day counted from the first users on V2, got -7; the unit is missing, did you mean J-7?",
  ],
  ["migrationDay", "j+3", 'must be a day counted from the first users on V2, got "j+3"; did you mean J+3?'],
  [
    "migrationDay",
    "D+3",
    'must be a day counted from the first users on V2, got "D+3"; write for example J+3',
  ],
  [
    "memory",
    512,
    "must be an amount of memory in MB or GB, got 512; the unit is missing, did you mean 512MB?",
  ],
  ["memory", "512mb", 'must be an amount of memory in MB or GB, got "512mb"; did you mean 512MB?'],
  [
    "perMinute",
    100,
    "must be a number of requests per minute, got 100; the unit is missing, did you mean 100/min?",
  ],
  ["perMinute", "2/s", 'must be a number of requests per minute, got "2/s"; write for example 100/min'],
];

describe("a refused quantity", () => {
  for (const [name, input, message] of refusals) {
    it(`says of ${name} ${JSON.stringify(input)} what was expected, what was found and the fix`, () => {
      const unit = numbers[name]?.unit;
      assert.ok(unit);
      assert.equal(refusal(unit, input), message);
    });
  }

  it("cuts a long text, so that the message stays one line", () => {
    const text = refusal(share, `${"x".repeat(500)}\n`);
    assert.equal(
      text,
      `must be a whole percentage from 0% to 100%, got "${"x".repeat(55)}…"; write for example 25%`,
    );
  });

  it("suggests nothing that it would refuse itself", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(numbers)),
        fc.oneof(fc.double(), fc.string()),
        ({ unit }, input) => {
          const meant = /did you mean (.+)\?$/.exec(refusal(unit, input))?.[1] ?? "";
          for (const text of meant.split(" or ").filter(Boolean)) assert.match(text, unit.pattern);
        },
      ),
    );
  });
});
