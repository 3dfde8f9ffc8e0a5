// Where keys, results and cleaned files are kept: the interface every store fulfils.

/** What is kept: key hashes, extraction results, cleaned files. */
export type Kind = 'keys' | 'results' | 'cleaned';

/** All kinds, for stores that keep them apart. */
export const kinds: readonly Kind[] = ['keys', 'results', 'cleaned'];

/** Bytes that come piece by piece. */
export interface SizedStream {
  /** How many bytes will come. */
  readonly size: number;
  readonly stream: ReadableStream<Uint8Array>;
}

/** An object to be kept. */
export interface Entry {
  readonly meta: Readonly<Record<string, string>>;
  /** A stream is read only as fast as it can be written; a put that fails cancels it. */
  readonly body: Uint8Array | SizedStream;
  /** Milliseconds since 1970 from which on it is never given out again; `undefined` for never. */
  readonly expires: number | undefined;
}

/** An object found. */
export interface Stored {
  readonly id: string;
  readonly meta: Readonly<Record<string, string>>;
  /** Length of the body in bytes. */
  readonly size: number;
  readonly expires: number | undefined;
  /** The body's bytes `[start, end)`, by default all; `undefined` if it has gone or was replaced meanwhile. */
  open(start?: number, end?: number): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
}

/**
 * Keeps objects by kind and id. Ids are lower-case hexadecimal with dashes, at most 64 characters; under
 * any other id nothing is found. An object is there whole or not at all, whatever happens while it is put,
 * and once `put` has settled it is there until it expires or is deleted. Rejects with {@link StoreError}
 * where what is behind the store does not do its part.
 */
export interface Store {
  /** Keeps an object, in place of one under the same id. Rejects where a stream brings more or less than its size. */
  put(kind: Kind, id: string, entry: Entry): Promise<void>;
  /** Finds an object that has not expired. */
  get(kind: Kind, id: string): Promise<Stored | undefined>;
  /** Deletes an object; settles also where there is none. */
  delete(kind: Kind, id: string): Promise<void>;
  /** The ids of a kind, in no order; those that have expired may be among them. */
  list(kind: Kind): AsyncIterable<string>;
  /** Deletes what has expired; gives how many objects went. */
  sweep(): Promise<number>;
  /** Lets go of connections. */
  close(): Promise<void>;
}

/** What is behind a store is gone, full or too slow; the cause says which. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
  /** What failed, as the log shows it: `put_cleaned`. */
  readonly code: string;

  constructor(action: string, options?: ErrorOptions) {
    super(action, options);
    this.code = action.replaceAll(' ', '_');
  }
}

/** Whether an id is one that objects are kept under. */
export function isId(id: string): boolean {
  return /^[0-9a-f-]{1,64}$/.test(id);
}

/** Whether an object may still be given out. */
export function isLive({ expires }: Pick<Entry, 'expires'>, now: number): boolean {
  return expires === undefined || expires > now;
}
