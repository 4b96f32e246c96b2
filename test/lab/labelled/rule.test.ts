import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person } from "../../../scripts/lab/labelled/person.ts";
import { bothSayYes, fit } from "../../../scripts/lab/labelled/rule.ts";
import type { Vacancy } from "../../../scripts/lab/labelled/vacancy.ts";

const lyon = { name: "Lyon", lat: 45.764, lon: 4.836 };

const person: Person = {
  writes: "fr",
  speaks: { fr: 3, en: 1 },
  family: "software",
  levels: new Map([
    ["javascript", 3],
    ["react", 2],
    ["sql", 2],
    ["git", 1],
  ]),
  years: 6,
  town: lyon,
  home: lyon,
  reach: 20,
  reservation: 40_000,
  contracts: ["cdi"],
  openToContracts: false,
  remote: "onsite",
  strictOnRemote: true,
};

const vacancy: Vacancy = {
  language: "fr",
  family: "software",
  needs: [
    { skill: "javascript", level: 2, weight: 2 },
    { skill: "react", level: 2, weight: 2 },
    { skill: "sql", level: 1, weight: 1 },
  ],
  years: 6,
  town: lyon,
  place: { lat: 45.8, lon: 4.85 },
  detour: 1.2,
  published: 42_000,
  budget: 42_000,
  contract: "cdi",
  remote: "onsite",
  bar: 0.6,
};

test("a job that suits in every respect is a match", () => {
  assert.ok(bothSayYes(person, vacancy));
});

const spoiled: Readonly<Record<string, Partial<Vacancy>>> = {
  "pay below the least accepted": { budget: 39_999 },
  "a road beyond the reach": { place: { lat: 46.2, lon: 4.85 } },
  "a contract of another kind": { contract: "cdd" },
  "a language spoken too little": { language: "en" },
  "the opposite remote policy": { remote: "remote" },
  "needs below the bar": { needs: [{ skill: "php", level: 2, weight: 1 }] },
  "too many years asked": { years: 9 },
};

for (const [what, change] of Object.entries(spoiled)) {
  test(`${what} alone makes it no match`, () => {
    assert.ok(!bothSayYes(person, { ...vacancy, ...change }));
  });
}

test("hidden readiness opens what the wish closes", () => {
  assert.ok(bothSayYes({ ...person, openToContracts: true }, { ...vacancy, contract: "cdd" }));
  assert.ok(bothSayYes({ ...person, strictOnRemote: false }, { ...vacancy, remote: "remote" }));
});

test("needs count by weight and level, and a kindred skill counts half", () => {
  const share = (skill: string, level: number) =>
    fit(person, { ...vacancy, needs: [{ skill, level, weight: 1 }] });
  assert.equal(share("javascript", 3), 1);
  assert.equal(share("git", 3), 1 / 3);
  assert.equal(share("typescript", 3), 0.5);
  assert.equal(share("docker", 1), 0);
  assert.equal(
    fit(person, { ...vacancy, needs: [...vacancy.needs, { skill: "docker", level: 1, weight: 5 }] }),
    0.5,
  );
});
