/** The fields of a stored document: name -> JSON text of the value. A stored document has at least one. */
export type Fields = Readonly<Record<string, string>>;

/** What a change of a document sets and removes. */
export interface Change {
  readonly set: Fields;
  readonly remove: readonly string[];
}

/**
 * Where an app keeps its documents. Each call is atomic. `ttlSeconds` renews the time to live; null leaves a
 * document without one. Every method rejects with StoreAway when the store gives no answer.
 */
export interface Store {
  readonly isUp: () => boolean;
  /** The document, or null. */
  get(key: string, ttlSeconds: number | null): Promise<Fields | null>;
  /** Replaces the whole document. Tells whether there was one before. */
  put(key: string, fields: Fields, ttlSeconds: number | null): Promise<"created" | "replaced">;
  /** Changes some fields; the whole document afterwards, or null when there is none. */
  patch(key: string, change: Change, ttlSeconds: number | null): Promise<Fields | null>;
  /** Tells whether there was one. */
  remove(key: string): Promise<boolean>;
  close(): Promise<void>;
}

/** The store gave no answer, or not the one expected: the change may or may not have been made. */
export class StoreAway extends Error {}
