import { randomUUID } from "node:crypto";

/** What came back, as far as a browser and its owner care. */
export interface Seen {
  /** 0 when there was no whole answer. */
  readonly status: number;
  readonly body: string;
  readonly cookies: readonly string[];
}

/** Sends one request as a browser; never rejects. */
export type Send = (request: {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly cookie: string;
  readonly json?: unknown;
}) => Promise<Seen>;

/** `in` from the answer of a sign-in to the asking of a sign-out, `out` from the answer of that on. */
export type Standing = "in" | "leaving" | "out";

/** A browser and whose it is. What it may be answered is known from its own acts, not from the platform. */
export class Person {
  readonly userId = `user-${randomUUID()}`;
  readonly #cookies = new Map([["ssm_assignment", randomUUID().replaceAll("-", "")]]);
  #standing: Standing = "out";
  /** Goes up with every sign-in and sign-out, so that an answer to an earlier question is told from one of now. */
  epoch = 0;

  get standing(): Standing {
    return this.#standing;
  }

  /** Signs in on a release. Gives what came back. */
  async signIn(send: Send, release: "v1" | "v2"): Promise<Seen> {
    const json = release === "v1" ? { candidat_id: this.userId } : { candidate_id: this.userId };
    const seen = await this.#ask(send, "POST", `/api/${release}/login`, json);
    if (seen.status === 200) this.#become("in");
    return seen;
  }

  /** Asks who it is. */
  me(send: Send, path: string): Promise<Seen> {
    return this.#ask(send, "GET", path);
  }

  /** Asks for new tokens, as a browser does whose token ran out. */
  refresh(send: Send): Promise<Seen> {
    this.#cookies.delete("ssm_token");
    return this.#ask(send, "POST", `/api/auth/${this.#cookies.has("ssm_refresh") ? "refresh" : "exchange"}`);
  }

  /** Signs out; until that is confirmed it is `leaving`. Keeps its cookies, as a thief would. */
  async signOut(send: Send): Promise<Seen> {
    if (this.#standing === "in") this.#become("leaving");
    const cookie = this.#header();
    const seen = await send({ method: "POST", path: "/api/auth/logout", cookie });
    if (seen.status === 204) this.#become("out");
    return seen;
  }

  #become(standing: Standing): void {
    this.#standing = standing;
    this.epoch++;
  }

  async #ask(send: Send, method: "GET" | "POST", path: string, json?: unknown): Promise<Seen> {
    const seen = await send({
      method,
      path,
      cookie: this.#header(),
      ...(json === undefined ? {} : { json }),
    });
    for (const cookie of seen.cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
    return seen;
  }

  #header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
