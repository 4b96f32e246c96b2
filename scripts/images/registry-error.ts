import { text } from "../messages/messages.ts";

/** A registry could not be asked, or what it said cannot be believed. The message begins with its host. */
export class RegistryError extends Error {
  override readonly name: string = "RegistryError";

  constructor(registry: string, message: string) {
    super(`${registry} ${message}`);
  }
}

/** A registry shows no such image. Whether there is one that it hides, registries do not tell. */
export class DeniedError extends RegistryError {
  override readonly name = "DeniedError";

  constructor(registry: string, repository: string) {
    super(registry, text.registries.denied(repository, registry));
  }
}
