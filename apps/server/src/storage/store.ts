// Where keys, results and cleaned files are kept: the interface every store fulfils.

/** What is kept: key hashes, extraction results, cleaned files. */
export type Kind = 'keys' | 'results' | 'cleaned';

/** All kinds, for stores that keep them apart. */
export const kinds: readonly Kind[] = ['keys', 'results', 'cleaned'];

/** An object to be kept. */
export interface Entry {
  readonly meta: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
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
  /** The body's bytes `[start, end)`, by default all; `undefined` if it has gone meanwhile. */
  open(start?: number, end?: number): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
}

/**
 * Keeps objects by kind and id. Ids are lower-case hexadecimal with dashes, at most 64 characters; under
 * any other id nothing is found. An object is there whole or not at all, whatever happens while it is put.
 */
export interface Store {
  put(kind: Kind, id: string, entry: Entry): Promise<void>;
  /** Finds an object that has not expired. */
  get(kind: Kind, id: string): Promise<Stored | undefined>;
  isEmpty(kind: Kind): Promise<boolean>;
  /** Deletes what has expired; gives how many objects went. */
  sweep(): Promise<number>;
}

/** Whether an id is one that objects are kept under. */
export function isId(id: string): boolean {
  return /^[0-9a-f-]{1,64}$/.test(id);
}
