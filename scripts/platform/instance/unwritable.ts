const REFUSALS = ["EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST"];

/** Whether an error says that a file or folder could not be written where it was wanted, and which. */
export function isUnwritable(error: unknown): error is NodeJS.ErrnoException & { readonly path: string } {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return false;
  // So Node's recursive mkdir, which makes what is not there, calls a read-only file system.
  const isNotMade = error.code === "ENOENT" && "syscall" in error && error.syscall === "mkdir";
  return (REFUSALS.includes(String(error.code)) || isNotMade) && typeof error.path === "string";
}
