/** Work that goes on by itself until it is stopped or has reached one of its bounds. */
export interface Running<Report> {
  /** What was seen so far. */
  snapshot(): Report;
  /** Sends nothing more, waits a bounded time for what is under way, and gives the final report. */
  stop(): Promise<Report>;
  /** The final report; rejects only when the work could not go on at all. */
  readonly done: Promise<Report>;
  /** The split was changed on purpose: users may move once. */
  mark(): void;
}
