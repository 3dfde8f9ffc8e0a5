// A bucket of R2, bound to a worker.
import type { Bucket } from './bucket.js';

/** What of an R2 bucket is used. */
export interface R2Binding {
  put(
    name: string,
    value: Uint8Array | ReadableStream<Uint8Array>,
    options: { customMetadata: Record<string, string> },
  ): Promise<unknown>;
  head(name: string): Promise<R2Object | null>;
  get(
    name: string,
    options: { onlyIf: { etagMatches: string }; range: { offset: number; length: number } },
  ): Promise<(R2Object & { readonly body?: ReadableStream<Uint8Array<ArrayBuffer>> | null }) | null>;
  delete(names: string[]): Promise<void>;
  list(options: { prefix: string; startAfter?: string }): Promise<{
    readonly objects: readonly { readonly key: string }[];
  }>;
}

interface R2Object {
  readonly size: number;
  readonly etag: string;
  readonly customMetadata?: Readonly<Record<string, string>>;
}

/** What Workers have so that R2 learns how long a stream will be. */
declare const FixedLengthStream: new (size: number) => TransformStream<Uint8Array, Uint8Array>;

/** R2 deletes so many objects at once. */
const maxDeleted = 1000;

/** A bucket of R2. */
export function r2Bucket(binding: R2Binding): Bucket {
  return {
    async put(name, body, note) {
      const options = { customMetadata: { exifkit: note } };
      if (body instanceof Uint8Array) {
        await binding.put(name, body, options);
      } else {
        const { readable, writable } = new FixedLengthStream(body.size);
        await Promise.all([body.stream.pipeTo(writable), binding.put(name, readable, options)]);
      }
    },
    async head(name) {
      const object = await binding.head(name);
      if (!object) return undefined;
      return { size: object.size, etag: object.etag, note: object.customMetadata?.['exifkit'] ?? '' };
    },
    async read(name, etag, start, end) {
      const object = await binding.get(name, {
        onlyIf: { etagMatches: etag },
        range: { offset: start, length: end - start },
      });
      return object?.body ?? undefined;
    },
    async delete(names) {
      for (let i = 0; i < names.length; i += maxDeleted) {
        await binding.delete(names.slice(i, i + maxDeleted));
      }
    },
    async list(prefix, after) {
      const { objects } = await binding.list({ prefix, ...(after !== undefined && { startAfter: after }) });
      return objects.map(({ key }) => key);
    },
  };
}
