import { type ClientHttp2Session, connect } from "node:http2";
import type { Endpoint } from "./target.ts";

/** A place for one session at a time. */
export interface SessionSlot {
  /** The session that takes new requests; a new one when the server has said goodbye to the last. */
  current(): ClientHttp2Session;
  /** Sessions that were opened in all. */
  opened(): number;
  close(): void;
}

/** Opens a session when the first is asked for. */
export function sessionSlot(endpoint: Endpoint): SessionSlot {
  let session: ClientHttp2Session | null = null;
  let opened = 0;
  const open = () => {
    const fresh = connect(endpoint.origin, {
      ca: endpoint.ca,
      servername: endpoint.servername,
      ALPNProtocols: ["h2"],
    });
    opened++;
    // Its requests under way go on to their end; new ones need another session.
    const leave = () => {
      if (session === fresh) session = null;
    };
    // Each request tells its own error.
    fresh.on("error", leave).on("goaway", leave).on("close", leave);
    return fresh;
  };
  return {
    current: () => {
      if (session === null || session.closed || session.destroyed) session = open();
      return session;
    },
    opened: () => opened,
    close: () => session?.destroy(),
  };
}
