/** Where the images of one name lie. */
export interface RegistryAddress {
  /** Host, with its port where that is not the usual one. */
  readonly registry: string;
  /** `https://…`; plain HTTP on this machine only, as Docker has it. */
  readonly origin: string;
  readonly repository: string;
}

/** Where names without a host are; it answers for `docker.io` too. */
export const DOCKER_HUB = "index.docker.io";

/** Finds the registry of an image's name by Docker's rule: the first part is a host if it has a dot or a port. */
export function registryAddress(name: string): RegistryAddress {
  const [first = "", ...rest] = name.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const path = hasHost ? rest.join("/") : name;
  if (!hasHost || ["docker.io", DOCKER_HUB].includes(first)) {
    const repository = path.includes("/") ? path : `library/${path}`;
    return { registry: DOCKER_HUB, origin: `https://${DOCKER_HUB}`, repository };
  }
  const isHere = /^(localhost|127(\.\d{1,3}){3})(:|$)/.test(first);
  return { registry: first, origin: `${isHere ? "http" : "https"}://${first}`, repository: path };
}
