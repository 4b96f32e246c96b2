import { alerts } from "./fr/alerts.ts";
import { bench } from "./fr/bench.ts";
import { change } from "./fr/change.ts";
import { dataBack } from "./fr/data-back.ts";
import { doctor } from "./fr/doctor.ts";
import { doctorPlatform } from "./fr/doctor-platform.ts";
import { drill } from "./fr/drill.ts";
import { engine } from "./fr/engine.ts";
import { errors } from "./fr/errors.ts";
import { heal } from "./fr/heal.ts";
import { images } from "./fr/images.ts";
import { locks } from "./fr/locks.ts";
import { prCheck } from "./fr/pr-check.ts";
import { prReport } from "./fr/pr-report.ts";
import { prepare } from "./fr/prepare.ts";
import { questions } from "./fr/questions.ts";
import { registries } from "./fr/registries.ts";
import { removal } from "./fr/removal.ts";
import { replay } from "./fr/replay.ts";
import { restoreForecast } from "./fr/restore-forecast.ts";
import { sizes } from "./fr/sizes.ts";
import { snapshot } from "./fr/snapshot.ts";
import { snapshotErrors } from "./fr/snapshot-errors.ts";
import { state } from "./fr/state.ts";
import { stateErrors } from "./fr/state-errors.ts";
import { status } from "./fr/status.ts";
import { summary } from "./fr/summary.ts";
import { sunset } from "./fr/sunset.ts";
import { sync } from "./fr/sync.ts";
import { syncAnswers } from "./fr/sync-answers.ts";
import { toolchain } from "./fr/toolchain.ts";
import type { Messages } from "./messages.ts";

/** The French texts. */
export const fr: Messages = {
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
