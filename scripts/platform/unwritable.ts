const REFUSALS = ["EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST"];

/** Whether an error says that a file or folder could not be written where it was wanted, and which. */
export function isUnwritable(error: unknown): error is NodeJS.ErrnoException & { readonly path: string } {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return false;
  return REFUSALS.includes(String(error.code)) && typeof error.path === "string";
}
