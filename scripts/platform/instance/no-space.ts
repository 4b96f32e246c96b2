/** Whether an error says that the disk, or the user's share of it, is full. */
export function isNoSpace(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
