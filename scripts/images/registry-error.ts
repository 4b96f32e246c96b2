/** A registry could not be asked, or what it said cannot be believed. The message begins with its host. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";

  constructor(registry: string, message: string) {
    super(`${registry} ${message}`);
  }
}

/** The same answer for "there is none" and for "you may not see it": registries do not tell these apart. */
export function denied(registry: string, repository: string): RegistryError {
  return new RegistryError(
    registry,
    `does not show ${repository}: there is no such image, or docker login ${registry} is needed`,
  );
}
