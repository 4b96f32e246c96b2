// @ts-check

const nobodyReads = () => {};

/**
 * From now on a reader that has gone, `head` or a terminal that hung up, does not end this process: what is said to
 * it is lost, and the work goes on to its end. May be called again.
 */
export function outliveReaders() {
  for (const stream of [process.stdout, process.stderr])
    stream.off("error", nobodyReads).on("error", nobodyReads);
}
