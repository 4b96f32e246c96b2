import { alerts } from "./en/alerts.ts";
import { bench } from "./en/bench.ts";
import { change } from "./en/change.ts";
import { dataBack } from "./en/data-back.ts";
import { doctor } from "./en/doctor.ts";
import { doctorPlatform } from "./en/doctor-platform.ts";
import { drill } from "./en/drill.ts";
import { engine } from "./en/engine.ts";
import { errors } from "./en/errors.ts";
import { heal } from "./en/heal.ts";
import { images } from "./en/images.ts";
import { locks } from "./en/locks.ts";
import { prCheck } from "./en/pr-check.ts";
import { prReport } from "./en/pr-report.ts";
import { prepare } from "./en/prepare.ts";
import { questions } from "./en/questions.ts";
import { registries } from "./en/registries.ts";
import { removal } from "./en/removal.ts";
import { replay } from "./en/replay.ts";
import { restoreForecast } from "./en/restore-forecast.ts";
import { sizes } from "./en/sizes.ts";
import { snapshot } from "./en/snapshot.ts";
import { snapshotErrors } from "./en/snapshot-errors.ts";
import { state } from "./en/state.ts";
import { stateErrors } from "./en/state-errors.ts";
import { status } from "./en/status.ts";
import { summary } from "./en/summary.ts";
import { sunset } from "./en/sunset.ts";
import { sync } from "./en/sync.ts";
import { syncAnswers } from "./en/sync-answers.ts";
import { toolchain } from "./en/toolchain.ts";

/** The English texts: the originals, of which every other language has the same keys. */
export const en = {
  alerts,
  bench,
  change,
  dataBack,
  doctor,
  doctorPlatform,
  drill,
  engine,
  errors,
  heal,
  images,
  locks,
  prCheck,
  prReport,
  prepare,
  questions,
  registries,
  removal,
  replay,
  restoreForecast,
  sizes,
  snapshot,
  snapshotErrors,
  state,
  stateErrors,
  status,
  summary,
  sunset,
  sync,
  syncAnswers,
  toolchain,
};
