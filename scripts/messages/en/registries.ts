/** Why a registry of images could not be asked or believed; each sentence begins with its host. */
export const registries = {
  denied: (repository: string, registry: string) =>
    `does not show ${repository}: there is no such image, or docker login ${registry} is needed`,
  badSettings: (file: string) => `may need credentials, and ${file} cannot be understood; mend it`,
  plainToken: (origin: string) => `wants a token from ${origin}, which is not encrypted`,
  noToken: (host: string, status: number) => `gets no token from ${host}, which answers ${status}`,

  webPage: (status: number) => `answers with a web page (${status}), as no registry does`,
  tooMany: "takes no more questions for now (429); wait, or docker login",
  answers: (status: number) => `answers ${status}`,
  noManifest: (type: string) => `sends no image manifest, but ${type}`,
  otherDigest: (wanted: string, sent: string) => `was asked for ${wanted} and sends ${sent}`,
  wrongDigest: (said: string, sent: string) => `says that the digest is ${said} and sends ${sent}`,

  redirects: "redirects again and again",
  plainRedirect: (origin: string) => `redirects to ${origin}, which is not encrypted`,
  late: (seconds: number) => `gave no answer within ${seconds} s`,
  tooLong: (mebibytes: number) => `answers with more than ${mebibytes} MiB, so with no image manifest`,
  unasked: (reason: string) => `cannot be asked: ${reason}`,
};
