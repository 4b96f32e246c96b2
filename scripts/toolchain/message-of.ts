/** The system's own word for an error, such as ENOENT; null where there is none. */
export const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : null;

/** What an error says, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
