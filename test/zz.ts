import { writeFileSync, readFileSync, existsSync } from "node:fs";
import fc from "fast-check";
import { readNginx } from "../policies/nginx-reader.ts";
const piece = fc.constantFrom("{", "}", ";", ";", ";", '"', '"', "'", "\\", "#", "$", " ", " ", " ", "\n", "a", "b", "${", ")", "(", "k", "v", "\t", '"x"', "'y'", " a;", "b c;", "\\n", "\\\\", "\\;", "\\\"");
const cases = fc.sample(fc.array(piece, { minLength: 1, maxLength: 14 }).map(p => p.join("")), { numRuns: 1500, seed: 7 });
if (process.argv[2] === "write") cases.forEach((c, i) => writeFileSync(`/tmp/pol/fuzz/${i}.conf`, `events { } http { types_hash_max_size 2048; types {\n${c}\n} }\n`));
else {
  const out = readFileSync("/tmp/pol/fuzz.out", "utf8").split("\n"); let same = 0, bad = 0;
  cases.forEach((c, i) => {
    const line = out.find(l => l.startsWith(`${i} `)) ?? ""; 
    let ours: string; try { const d = readNginx(`events { } http { types_hash_max_size 2048; types {\n${c}\n} }\n`, "f");
      ours = "read " + JSON.stringify(d) } catch (e) { ours = (e as Error).message; }
    const structural = /unexpected|too many|is not terminated|missing|too long/.test(line);
    const accepted = ours.startsWith("read") && (ours.match(/children/g) ?? []).length === 3;
    if (accepted === !structural) same++; else if (bad++ < 15) console.log(JSON.stringify(c), "| nginx:", line.slice(0, 150), "| ours:", ours.slice(0, 300));
  });
  console.log({ same, bad });
}
