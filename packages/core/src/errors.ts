// The one error class of the engine, and the shape of a warning.

/** Stable reason of a {@link MetadataError}. */
export type ErrorCode =
  | 'unsupported-format'
  | 'truncated'
  | 'malformed'
  | 'limit-exceeded'
  | 'not-writable'
  | 'unsafe-write'
  | 'source-failed'
  | 'not-loaded'
  | 'aborted';

/** Where an error or warning belongs. */
export interface Where {
  /** Absolute file offset in bytes. */
  readonly offset?: number;
  /** Place in the structure, outermost first, e.g. `jpeg/APP1/exif/IFD0/0x8825`. */
  readonly path?: string;
  readonly cause?: unknown;
}

/** The only error the engine throws on purpose. Everything else is a defect: please report it. */
export class MetadataError extends Error {
  /** `MetadataError`: by it an error of another copy of the package is known too. */
  override readonly name: string = 'MetadataError';
  /** A stable reason, for programs to go by. */
  readonly code: ErrorCode;
  /** Absolute file offset at which work stopped, in bytes, when known. */
  readonly offset: number | undefined;
  /** Where in the structure, outermost first, when known. */
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, where: Where = {}) {
    super(message, where.cause === undefined ? undefined : { cause: where.cause });
    this.code = code;
    this.offset = where.offset;
    this.path = where.path;
  }
}

/** A part of the engine that is fetched when a file needs it. Rejects with MetadataError `not-loaded`. */
export async function fetched<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part;
  } catch (cause) {
    throw new MetadataError(
      'not-loaded',
      "import() of a part failed: where there is none, as in a service worker, use the one file 'exifkit/single'",
      { cause },
    );
  }
}

/** Something wrong in the file that did not stop the read. */
export interface Warning {
  /** A stable reason. */
  readonly code: 'truncated' | 'malformed' | 'limit-exceeded' | 'unknown';
  /** What was wrong, in a sentence. */
  readonly message: string;
  /** Absolute file offset in bytes; within joined or inflated blocks, the offset in the block. */
  readonly offset: number;
  /** Where in the structure, outermost first. */
  readonly path: string;
}
