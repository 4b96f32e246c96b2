import { doctor } from "./en/doctor.ts";
import { doctorPlatform } from "./en/doctor-platform.ts";
import { errors } from "./en/errors.ts";
import { questions } from "./en/questions.ts";
import { summary } from "./en/summary.ts";

/** The English texts: the originals, of which every other language has the same keys. */
export const en = { doctor, doctorPlatform, errors, questions, summary };
