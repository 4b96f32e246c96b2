import { doctor } from "./fr/doctor.ts";
import { doctorPlatform } from "./fr/doctor-platform.ts";
import { errors } from "./fr/errors.ts";
import { questions } from "./fr/questions.ts";
import { summary } from "./fr/summary.ts";
import type { Messages } from "./messages.ts";

/** The French texts. */
export const fr: Messages = { doctor, doctorPlatform, errors, questions, summary };
