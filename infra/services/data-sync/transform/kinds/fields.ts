import { z } from "zod";
import { documentId, listOf, text } from "../../../checks.ts";

/** Checks of fields that several kinds have. They take all that the apps take. */

/** A list of up to 200 short texts. */
export const words = (what: string) => listOf(text(1, 100), 0, 200, what);

/** A day from 0000-01-01 to 9999-12-31. It is never made into a point of time. */
export const day = z.iso.date("must be a date such as 2025-06-03");

/** A point of time in UTC. */
export const moment = z.iso.datetime({ error: "must be a time such as 2025-06-03T17:00:00Z" });

const idRule = "must be 1 to 128 characters of A-Z a-z 0-9 . _ : -, or a whole number";
/** An id as text or as the number that a database gave. */
export const id = z.union([documentId, z.int(idRule).min(0, idRule)], idRule);
