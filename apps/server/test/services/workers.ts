// A KV namespace and an R2 bucket as a worker is given them, in memory, for tests outside of a worker.
import { randomUUID } from 'node:crypto';
import type { KvNamespace } from '../../src/storage/kv.js';
import type { R2Binding } from '../../src/storage/r2.js';

/** What a page of a list holds, so that stores must ask on. */
const pageLength = 7;

export function fakeKv(): KvNamespace {
  const values = new Map<string, { readonly value: ArrayBuffer; readonly metadata: unknown }>();
  return {
    async put(name, value, { metadata, expiration }) {
      if (expiration !== undefined && expiration * 1000 < Date.now() + 60_000)
        throw new Error('expires too soon');
      values.set(name, { value, metadata: structuredClone(metadata) });
    },
    async getWithMetadata(name) {
      return values.get(name) ?? { value: null, metadata: null };
    },
    async delete(name) {
      values.delete(name);
    },
    async list({ prefix, cursor = '' }) {
      const names = [...values.keys()].filter((name) => name.startsWith(prefix) && name > cursor).sort();
      const page = names.slice(0, pageLength);
      const keys = page.map((name) => ({ name, metadata: values.get(name)!.metadata }));
      return names.length > page.length
        ? { keys, list_complete: false, cursor: page.at(-1)! }
        : { keys, list_complete: true };
    },
  };
}

interface FakeObject {
  readonly bytes: Blob;
  readonly etag: string;
  readonly customMetadata: Record<string, string>;
}

export interface FakeR2 extends R2Binding {
  readonly objects: Map<string, FakeObject>;
}

export function fakeR2(): FakeR2 {
  const objects = new Map<string, FakeObject>();
  return {
    objects,
    async put(name, value, { customMetadata }) {
      if (value instanceof ReadableStream && !fixed.has(value))
        throw new TypeError('a stream of unknown length');
      const bytes = await new Response(value as BodyInit).blob();
      objects.set(name, { bytes, etag: randomUUID(), customMetadata });
    },
    async head(name) {
      const object = objects.get(name);
      return object ? { ...object, size: object.bytes.size } : null;
    },
    async get(name, { onlyIf, range }) {
      const object = objects.get(name);
      if (!object) return null;
      const facts = { ...object, size: object.bytes.size };
      if (object.etag !== onlyIf.etagMatches) return facts;
      return { ...facts, body: object.bytes.slice(range.offset, range.offset + range.length).stream() };
    },
    async delete(names) {
      for (const name of names) objects.delete(name);
    },
    async list({ prefix, startAfter = '' }) {
      const names = [...objects.keys()].filter((name) => name.startsWith(prefix) && name > startAfter).sort();
      return { objects: names.slice(0, pageLength).map((key) => ({ key })) };
    },
  };
}

const fixed = new WeakSet<ReadableStream>();

/** As workers have it: fails where more or fewer bytes come than were said. */
export class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(size: number) {
    let left = size;
    super({
      transform(chunk, controller) {
        left -= chunk.length;
        if (left < 0) controller.error(new TypeError('too many bytes'));
        else controller.enqueue(chunk);
      },
      flush(controller) {
        if (left > 0) controller.error(new TypeError('too few bytes'));
      },
    });
    fixed.add(this.readable);
  }
}
