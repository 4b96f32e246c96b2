import { z } from "zod";
import { text } from "../messages/messages.ts";
import { type Challenge, challengeOf } from "./challenge.ts";
import type { Credentials } from "./credentials.ts";
import type { RegistryAddress } from "./registry-address.ts";
import { DeniedError, RegistryError } from "./registry-error.ts";
import type { Question, Transport } from "./transport.ts";
import { jsonOf } from "./untrusted.ts";

type TokenChallenge = Extract<Challenge, { kind: "bearer" }>;

const tokens = z.object({ token: z.string().optional(), access_token: z.string().optional() });

/**
 * The `Authorization` that answers a registry's challenge: a token that may read this one repository and nothing else,
 * or the password itself where the registry wants that. Throws RegistryError.
 */
export async function authorize(
  address: RegistryAddress,
  header: string,
  known: Credentials | null,
  transport: Transport,
): Promise<string> {
  const { registry, repository, origin } = address;
  const challenge = challengeOf(header);
  if (challenge === null) throw new DeniedError(registry, repository);
  if (challenge.kind === "basic") {
    if (known?.kind !== "password") throw new DeniedError(registry, repository);
    return basic(known);
  }
  const { realm } = challenge;
  if (realm.protocol !== "https:" && !origin.startsWith("http:"))
    throw new RegistryError(registry, text.registries.plainToken(realm.origin));
  const { url, ...question } = tokenQuestion(challenge, repository, known);
  const answer = await transport(url, question);
  if (answer.status === 401 || answer.status === 403) throw new DeniedError(registry, repository);
  const found = tokens.safeParse(jsonOf(answer.body));
  const token = found.data?.token || found.data?.access_token || "";
  if (answer.status !== 200 || !/^[\x21-\x7e]+$/.test(token))
    throw new RegistryError(registry, text.registries.noToken(realm.host, answer.status));
  return `Bearer ${token}`;
}

function tokenQuestion(
  { realm, service }: TokenChallenge,
  repository: string,
  known: Credentials | null,
): Question & { readonly url: URL } {
  const wanted = { ...(service !== null && { service }), scope: `repository:${repository}:pull` };
  if (known?.kind === "identity") {
    const identity = {
      grant_type: "refresh_token",
      client_id: "supersmartmatch",
      refresh_token: known.token,
    };
    return { url: realm, headers: {}, form: new URLSearchParams({ ...wanted, ...identity }) };
  }
  const url = new URL(realm);
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value);
  return { url, headers: known === null ? {} : { authorization: basic(known) } };
}

function basic({ username, password }: Extract<Credentials, { kind: "password" }>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
