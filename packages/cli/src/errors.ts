// What can go wrong with one file of a call, beside what the engine says of its content.
import { MetadataError } from 'exifkit';

/** Stable reason of a {@link FileError}. */
export type FileErrorCode =
  | 'no-such-tag'
  | 'exists'
  | 'not-replaced'
  | 'changed'
  | 'unreadable-folder'
  | 'write-failed';

/** A file could not be worked on; the message is one line that says why. The other files still come. */
export class FileError extends Error {
  readonly code: FileErrorCode;

  constructor(code: FileErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** An error as JSON tells it. */
export interface ToldError {
  readonly code: string;
  readonly message: string;
  /** Where in the file, in bytes. */
  readonly offset?: number;
}

/** The code and message of any error. */
export function toldError(error: unknown): ToldError {
  if (error instanceof FileError) return { code: error.code, message: error.message };
  if (!(error instanceof MetadataError)) {
    return { code: 'unexpected', message: String(error instanceof Error ? error.stack : error) };
  }
  const { code, message, offset } = error;
  return { code, message, ...(offset !== undefined && { offset }) };
}

/** One line on what went wrong, with the place in the file where it is known. */
export function errorLine(error: unknown): string {
  const { code, message, offset } = toldError(error);
  return `${message}${offset ? ` at byte ${offset}` : ''} (${code})`;
}
