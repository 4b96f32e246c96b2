import { git } from "../pr-check/git.ts";

/** What the bench itself writes is no change of what it measures. */
const BUT_FIGURES = [".", ":(exclude)docs/performance.md", ":(exclude)docs/performance.json"];

/** The commit that is checked out in `dir`, `5ddb1bd08c+changes` when files differ from it; `unknown` without git. */
export async function commitOf(dir: string): Promise<string> {
  try {
    const [commit = "unknown"] = await git(dir, "rev-parse", "--short=10", "HEAD");
    const changes = await git(dir, "status", "--porcelain", "--", ...BUT_FIGURES);
    return changes.length === 0 ? commit : `${commit}+changes`;
  } catch {
    return "unknown";
  }
}
