import assert from "node:assert/strict";
import { test } from "node:test";
import type { Drill } from "../../../../scripts/lab/apps/shared/drill.ts";
import { appV1, candidate, errorOf, job, type Reply, serve } from "../support.ts";

const far = job({ id: "far", title: "Far away", location: { city: "Lille", lat: 50.63, lon: 3.06 } });
const body = { candidate: candidate(), jobs: [far, job()] };

function scores(reply: Reply): Record<string, number> {
  const { matches } = reply.body as { matches: { job_id: string; score: number }[] };
  return Object.fromEntries(matches.map(({ job_id, score }) => [job_id, score]));
}

function problems(reply: Reply): unknown {
  assert.equal(reply.status, 400);
  const { hasId, error } = errorOf(reply);
  assert.ok(hasId);
  return error;
}

test("a match answers every job, best first, with title, reasons, time and algorithm", async (t) => {
  const call = await serve(t, appV1);
  for (const path of ["/api/match", "/api/v1/match", "/api/match?debug=1"]) {
    const { status, body: answer } = await call("POST", path, body);
    assert.equal(status, 200);
    const { processing_time_ms, ...rest } = answer as { processing_time_ms: number };
    assert.ok(processing_time_ms >= 0);
    const others = ["4 of 4 required skills", "enough experience", "expected pay within the range"];
    const wished = "contract and remote work as wished";
    assert.deepEqual(rest, {
      matches: [
        {
          job_id: "j-1",
          job_title: "Web developer",
          score: 100,
          reasons: [...others.toSpliced(1, 0, "close to home"), wished],
        },
        { job_id: "far", job_title: "Far away", score: 75, reasons: [...others, wished] },
      ],
      algorithm: "weighted-sum",
    });
  }
});

test("a body that is not JSON, or empty, is refused with 400", async (t) => {
  const call = await serve(t, appV1);
  assert.deepEqual(problems(await call("POST", "/api/match", "{")), {
    message: "the body is not valid JSON",
  });
  assert.deepEqual(problems(await call("POST", "/api/match")), {
    message: "the body is empty, expected JSON",
  });
});

test("all problems of a body are listed at once, each with its path and what was found", async (t) => {
  const call = await serve(t, appV1);
  const jobs = [
    { id: 1, title: "", required_skills: [1, "a"], salary_range: { min: 5, max: 2 } },
    { ...job(), id: "x", remote_policy: "sometimes", required_experience: -1, location: "Lyon" },
    { ...job(), id: "x", contract_type: ["cdi"], language: {}, title: "t".repeat(201) },
  ];
  const reply = await call("POST", "/api/match", { candidate: { id: "a b", skills: "js" }, jobs });
  assert.deepEqual(problems(reply), {
    message: "the body is not valid",
    problems: [
      'candidate.id must be 1 to 128 characters of A-Z a-z 0-9 . _ : -, got "a b"',
      'candidate.skills must be a list of at most 200 skills, got "js"',
      "jobs[0].id must be text, got 1",
      'jobs[0].title must be text of 1 to 200 characters, got ""',
      "jobs[0].required_skills[0] must be text of 1 to 100 characters, got 1",
      "jobs[0].salary_range.min must be at most max, got 5",
      'jobs[1].location must be an object, got "Lyon"',
      "jobs[1].required_experience must be a number from 0 to 60, got -1",
      'jobs[1].remote_policy must be one of onsite, hybrid, remote, got "sometimes"',
      "jobs[2].title must be text of 1 to 200 characters, got text of 201 characters",
      "jobs[2].contract_type must be text of 1 to 50 characters, got a list of 1",
      "jobs[2].language must be text of 1 to 50 characters, got an object",
    ],
  });
});

test("no jobs, more than 100, two with one id, and a body that is a list are refused", async (t) => {
  const call = await serve(t, appV1);
  const refused = async (jobs: unknown) => {
    const { problems: list } = problems(await call("POST", "/api/match", { ...body, jobs })) as {
      problems: unknown;
    };
    return list;
  };
  const many = Array.from({ length: 101 }, (_, index) => job({ id: `j${index}` }));
  assert.deepEqual(await refused([]), ["jobs must be a list of 1 to 100 jobs, got a list of 0"]);
  assert.deepEqual(await refused(many), ["jobs must be a list of 1 to 100 jobs, got a list of 101"]);
  assert.deepEqual(await refused(undefined), ["jobs must be a list of 1 to 100 jobs, got nothing"]);
  assert.deepEqual(await refused([job(), job()]), ['jobs[1].id must differ from the other ids, got "j-1"']);
  assert.deepEqual(problems(await call("POST", "/api/match", [])), {
    message: "the body is not valid",
    problems: ["the body must be an object, got a list of 0"],
  });
  assert.equal((await call("POST", "/api/match", { ...body, jobs: many.slice(1) })).status, 200);
});

test("fields that are absent or null are unknown, and unknown fields are ignored", async (t) => {
  const call = await serve(t, appV1);
  const sparse = { id: "c", skills: [], location: null, languages: null, colour: "red" };
  const reply = await call("POST", "/api/match", {
    candidate: sparse,
    jobs: [{ id: "j", title: "t", required_skills: [] }],
  });
  assert.deepEqual(scores(reply), { j: 50 });
});

test("the latency drill delays a match by that much", async (t) => {
  const call = await serve(t, appV1, { drill: () => ({ latencyMs: 120 }) });
  const start = performance.now();
  const { body: answer } = await call("POST", "/api/match", body);
  assert.ok(performance.now() - start >= 119);
  assert.ok((answer as { processing_time_ms: number }).processing_time_ms >= 119);
});

test("the error drill fails exactly its share of the matches, evenly spread", async (t) => {
  const call = await serve(t, appV1, { drill: () => ({ errorRate: 0.25 }) });
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) statuses.push((await call("POST", "/api/match", body)).status);
  assert.deepEqual(statuses, [200, 200, 200, 500, 200, 200, 200, 500, 200, 200, 200, 500]);
});

test("the wrong-answer drill turns predictions round and still answers 200, best first", async (t) => {
  let drill: Drill = {};
  const call = await serve(t, appV1, { drill: () => drill });
  assert.deepEqual(scores(await call("POST", "/api/match", body)), { "j-1": 100, far: 75 });
  drill = { wrongRate: 1 };
  const turned = await call("POST", "/api/match", body);
  assert.deepEqual(scores(turned), { far: 37.4375, "j-1": 0 });
  assert.deepEqual(Object.keys(scores(turned)), ["far", "j-1"]);
});
