import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { after } from "node:test";

/** What the registry was asked, in order. */
export interface Asked {
  readonly method: string;
  /** `/v2/team/app/manifests/1.0` */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly body: string;
}

export interface FakeRegistryOptions {
  /** `none`, or who must log in: `basic` with the password itself, `token` with a token for it, `anyone` with a token for nobody. */
  login?: "none" | "basic" | "token" | "anyone";
  /** Answers this request instead; true when it did. */
  instead?: (asked: Asked, response: ServerResponse) => boolean;
}

/** A small registry that speaks the OCI distribution protocol by plain HTTP on this machine. */
export interface FakeRegistry {
  /** `127.0.0.1:41234` */
  readonly host: string;
  readonly asked: Asked[];
  /** Puts a new image under a tag and returns its digest; the same text is the same image. */
  push(repository: string, tag: string, content: string): string;
  untag(repository: string, tag: string): void;
}

export const INDEX = "application/vnd.oci.image.index.v1+json";
export const USER = { username: "ada", password: "a:secret" };
const BASIC = `Basic ${Buffer.from(`${USER.username}:${USER.password}`).toString("base64")}`;
const TOKEN = "a-token.of-the_registry";

/** The bytes of an image whose digest depends on `content`. */
export function manifestOf(content: string): Buffer {
  return Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [], content }));
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Starts one for the time of a test, or of a file with `{ after }` of node:test. */
export async function fakeRegistry(
  context: { readonly after: typeof after },
  options: FakeRegistryOptions = {},
): Promise<FakeRegistry> {
  const manifests = new Map<string, Buffer>();
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const question = await questionOf(request);
    asked.push(question);
    if (options.instead?.(question, response)) return;
    if (question.path.startsWith("/token")) return giveToken(question, options, response);
    if (!mayRead(question, options)) return challenge(host, options, response);
    sendManifest(manifests.get(question.path), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.unref();
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const path = (repository: string, reference: string) => `/v2/${repository}/manifests/${reference}`;
  return {
    host,
    asked,
    push: (repository, tag, content) => {
      const bytes = manifestOf(content);
      for (const reference of [tag, digestOf(bytes)]) manifests.set(path(repository, reference), bytes);
      return digestOf(bytes);
    },
    untag: (repository, tag) => void manifests.delete(path(repository, tag)),
  };
}

/** Answers with these bytes as an image would be answered, with other headers if they are given. */
export function send(
  response: ServerResponse,
  bytes: Buffer,
  headers: Readonly<Record<string, string>> = {},
): true {
  response.writeHead(200, { "content-type": INDEX, ...headers }).end(bytes);
  return true;
}

async function questionOf(request: IncomingMessage): Promise<Asked> {
  const { method = "", url: path = "", headers } = request;
  return {
    method,
    path,
    authorization: headers.authorization,
    accept: headers.accept,
    body: await text(request),
  };
}

function mayRead({ authorization }: Asked, { login = "none" }: FakeRegistryOptions): boolean {
  return login === "none" || authorization === (login === "basic" ? BASIC : `Bearer ${TOKEN}`);
}

function challenge(host: string, { login }: FakeRegistryOptions, response: ServerResponse): void {
  const token = `Bearer realm="http://${host}/token?account=ours",service="fake",scope="repository:x:pull,push"`;
  const header = login === "basic" ? 'Basic realm="fake"' : token;
  const body = JSON.stringify({ errors: [{ code: "UNAUTHORIZED" }] });
  response.writeHead(401, { "www-authenticate": header, "content-type": "application/json" }).end(body);
}

function giveToken(asked: Asked, { login }: FakeRegistryOptions, response: ServerResponse): void {
  const isKnown =
    login === "anyone" || asked.authorization === BASIC || asked.body.includes("refresh_token=identity");
  const body = isKnown ? { token: TOKEN, expires_in: 300 } : { errors: [{ code: "DENIED" }] };
  response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendManifest(bytes: Buffer | undefined, response: ServerResponse): void {
  if (bytes !== undefined) return void send(response, bytes, { "docker-content-digest": digestOf(bytes) });
  const body = JSON.stringify({ errors: [{ code: "MANIFEST_UNKNOWN" }] });
  response.writeHead(404, { "content-type": "application/json" }).end(body);
}
