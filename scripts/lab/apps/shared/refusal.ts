/** Statuses that an app answers with on purpose when it does not do what was asked. */
export type RefusalStatus = 400 | 401 | 404 | 405 | 413 | 500 | 503;

/**
 * A request that is answered with an error. The message and the problems go to the client as they are, so they
 * never hold anything secret.
 */
export class Refusal extends Error {
  readonly status: RefusalStatus;
  readonly problems: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: RefusalStatus,
    message: string,
    more: { problems?: readonly string[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.problems = more.problems ?? [];
    this.headers = more.headers ?? {};
  }
}
