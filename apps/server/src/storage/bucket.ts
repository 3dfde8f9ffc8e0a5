// A store in a bucket of objects, S3's or R2's. Expiry is a field of an object that is checked when it is read; beside
// each object that expires lies an empty one whose name starts with the time, so that a sweep lists only what is due.
import { guarded } from './guard.js';
import { type Entry, isLive, type Kind, kinds, type Store, type Stored } from './store.js';

/** What a bucket can do. Puts are whole or not at all, and seen at once. */
export interface Bucket {
  put(name: string, body: Entry['body'], note: string): Promise<void>;
  head(name: string): Promise<BucketObject | undefined>;
  /** The bytes `[start, end)` of the very version that `etag` names; `undefined` where it has gone. */
  read(
    name: string,
    etag: string,
    start: number,
    end: number,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  delete(names: readonly string[]): Promise<void>;
  /** Names that start so, sorted, from the one that follows `after`; not all at once, but none where there is no more. */
  list(prefix: string, after?: string): Promise<readonly string[]>;
}

/** An object in a bucket. */
export interface BucketObject {
  readonly size: number;
  readonly etag: string;
  /** What was noted when it was put. */
  readonly note: string;
}

/** How a store in a bucket may behave. */
export interface BucketStoreOptions {
  /** Objects that one sweep deletes at most. Default no limit. */
  readonly maxSwept?: number;
  /** The time in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** A store in a bucket. */
export function createBucketStore(
  bucket: Bucket,
  { maxSwept = Number.POSITIVE_INFINITY, now = Date.now }: BucketStoreOptions = {},
): Store {
  const find = async (name: string): Promise<(BucketObject & Note) | undefined> => {
    const object = await bucket.head(name);
    return object && { ...object, ...parseNote(object.note) };
  };
  /** Deletes the objects that these markers stand for, where they have not been put anew; gives how many went. */
  const sweepDue = async (markers: readonly string[]): Promise<number> => {
    const objects = await Promise.all(markers.map((marker) => find(nameOfMarker(marker))));
    const gone = markers.filter((_, i) => objects[i] && !isLive(objects[i], now())).map(nameOfMarker);
    await bucket.delete([...gone, ...markers]);
    return gone.length;
  };
  return guarded({
    async put(kind, id, { meta, body, expires }) {
      const name = `${kind}/${id}`;
      if (expires !== undefined) await bucket.put(markerOf(name, expires), new Uint8Array(0), '');
      await bucket.put(name, body, formatNote({ meta, expires }));
    },
    async get(kind, id) {
      const found = await find(`${kind}/${id}`);
      return found && isLive(found, now()) ? stored(bucket, kind, id, found) : undefined;
    },
    delete: (kind, id) => bucket.delete([`${kind}/${id}`]),
    async *list(kind) {
      for await (const name of namesIn(bucket, `${kind}/`)) yield name.slice(kind.length + 1);
    },
    async sweep() {
      let gone = 0;
      let due: string[] = [];
      for await (const marker of namesIn(bucket, markers)) {
        if (gone + due.length >= maxSwept || timeOfMarker(marker) > now()) break;
        if (!kinds.some((kind) => nameOfMarker(marker).startsWith(`${kind}/`))) continue;
        due.push(marker);
        if (due.length < sweptTogether) continue;
        gone += await sweepDue(due);
        due = [];
      }
      return gone + (await sweepDue(due));
    },
    async close() {},
  });
}

const markers = 'expiry/';
const timeDigits = 15;
const sweptTogether = 20;

function markerOf(name: string, expires: number): string {
  return `${markers}${String(expires).padStart(timeDigits, '0')}/${name}`;
}

function timeOfMarker(marker: string): number {
  return Number(marker.slice(markers.length, markers.length + timeDigits));
}

function nameOfMarker(marker: string): string {
  return marker.slice(markers.length + timeDigits + 1);
}

async function* namesIn(bucket: Bucket, prefix: string): AsyncGenerator<string, void> {
  for (let after: string | undefined; ; ) {
    const names = await bucket.list(prefix, after);
    if (names.length === 0) return;
    yield* names;
    after = names.at(-1);
  }
}

type Note = Pick<Entry, 'meta' | 'expires'>;

/** As base64, since headers carry it. */
function formatNote(note: Note): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(note))));
}

function parseNote(text: string): Note {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const { meta, expires } = JSON.parse(new TextDecoder().decode(bytes));
  return { meta, expires };
}

function stored(
  bucket: Bucket,
  kind: Kind,
  id: string,
  { meta, size, expires, etag }: BucketObject & Note,
): Stored {
  return {
    id,
    meta,
    size,
    expires,
    async open(start = 0, end = size) {
      if (start === end) return new Blob([]).stream();
      return await bucket.read(`${kind}/${id}`, etag, start, end);
    },
  };
}
