import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

/** Asks for the addresses of a host's name, of which there is one at least. */
export type LookUp = (host: string) => Promise<readonly LookupAddress[]>;

/**
 * How a socket looks names up, each once at a time, whoever waits for it. The name of a store that is gone can take a
 * resolver 10 s, in one of Node's four threads; with one more look-up at every attempt to connect, the other store and
 * every file would soon wait behind them.
 */
export function oneLookUp(ask: LookUp): LookupFunction {
  const asked = new Map<string, ReturnType<LookUp>>();
  return (host, { all }, callback) => {
    const found = asked.get(host) ?? ask(host).finally(() => asked.delete(host));
    asked.set(host, found);
    found.then(
      ([first, ...others]) => {
        if (first === undefined) callback(new Error(`${host} has no address`), "");
        else if (all) callback(null, [first, ...others]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, ""),
    );
  };
}
