import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { documentId } from "../../../../infra/services/checks.ts";
import { checked, readJson } from "./body.ts";
import { changeFrom, decode, encode } from "./document-fields.ts";
import { Refusal } from "./refusal.ts";
import type { Answer, Method, Route } from "./router.ts";
import type { Store } from "./store.ts";
import { withStore } from "./with-store.ts";

/** A kind of document that an app keeps, one hash `<prefix>:<id>` each. */
export interface DocumentKind {
  readonly prefix: string;
  /** Path without the id, such as `/api/v1/offers`. */
  readonly path: string;
  /** Every rule concerns one top-level field, so that fields can be changed one by one. */
  readonly schema: z.ZodObject;
  /** Documents of this kind expire this long after they were last read or written; null keeps them. */
  readonly ttlSeconds: number | null;
}

/**
 * PUT (201 new, 200 replaced), PATCH (JSON merge patch of top-level fields, null removes), GET and DELETE (204) of
 * each kind. A document that is not there is 404. Without a store, or with it away, all answer 503.
 */
export function documentRoutes(kinds: readonly DocumentKind[], store: Store | null): Route[] {
  return kinds.flatMap((kind) => [
    route("GET", kind, store, async (up, id) => {
      const fields = await up.get(keyOf(kind, id), kind.ttlSeconds);
      return fields ? { status: 200, body: { id, ...decode(fields) } } : missing(kind, id);
    }),
    route("PUT", kind, store, async (up, id, request) => {
      const document = checked(kind.schema, await readJson(request));
      const done = await up.put(keyOf(kind, id), encode(document), kind.ttlSeconds);
      return { status: done === "created" ? 201 : 200, body: { id, ...document } };
    }),
    route("PATCH", kind, store, async (up, id, request) => {
      const change = changeFrom(kind.schema, await readJson(request));
      const fields = await up.patch(keyOf(kind, id), change, kind.ttlSeconds);
      return fields ? { status: 200, body: { id, ...decode(fields) } } : missing(kind, id);
    }),
    route("DELETE", kind, store, async (up, id) =>
      (await up.remove(keyOf(kind, id))) ? { status: 204 } : missing(kind, id),
    ),
  ]);
}

type Handler = (store: Store, id: string, request: IncomingMessage) => Promise<Answer>;

function route(method: Method, kind: DocumentKind, store: Store | null, handler: Handler): Route {
  return {
    method,
    path: `${kind.path}/{id}`,
    async handle(request, id) {
      if (!documentId.safeParse(id).success) {
        throw new Refusal(400, "the id must be 1 to 128 characters of A-Z a-z 0-9 . _ : -");
      }
      return withStore(store, (up) => handler(up, id, request));
    },
  };
}

function keyOf(kind: DocumentKind, id: string): string {
  return `${kind.prefix}:${id}`;
}

function missing(kind: DocumentKind, id: string): never {
  throw new Refusal(404, `no ${kind.prefix} with the id ${id}`);
}
