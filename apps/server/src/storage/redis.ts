// A store in Redis. A record is a line of JSON and then the body; a large body has a key of its own that the record
// names, so that it can be written piece by piece and is never half there. Redis itself deletes what has expired.
import type { Redis } from 'ioredis';
import { bytesOf, chunksOf, sizeOf } from './body.js';
import { guarded } from './guard.js';
import { connectRedis, redisFailure } from './redis-client.js';
import { type Entry, isLive, type Kind, type Store, type Stored, StoreError } from './store.js';

/** A store in the Redis behind a `redis:` or `rediss:` URL. Rejects where it cannot be reached. */
export async function createRedisStore(url: string, waitFor?: number): Promise<Store> {
  const client = await connectRedis(url, waitFor);
  await checkEviction(client).catch((error: unknown) => {
    client.disconnect();
    throw error;
  });
  return guarded({
    put: (kind, id, entry) => attempt(putRecord(client, keyOf(kind, id), entry)),
    async get(kind, id) {
      const record = await attempt(readRecord(client, keyOf(kind, id)));
      return record && isLive(record, Date.now()) ? stored(client, id, record) : undefined;
    },
    async delete(kind, id) {
      const key = keyOf(kind, id);
      const record = await attempt(readRecord(client, key));
      if (record) await attempt(client.del(key, ...(record.bodyKey ? [record.bodyKey] : [])));
    },
    async *list(kind) {
      const start = keyOf(kind, '');
      for (let cursor = '0'; ; ) {
        const [next, keys] = await attempt(client.scan(cursor, 'MATCH', `${start}*`, 'COUNT', 1000));
        for (const key of keys) yield key.slice(start.length);
        if (next === '0') return;
        cursor = next;
      }
    },
    sweep: async () => 0,
    async close() {
      client.disconnect();
    },
  });
}

/** A Redis that drops records when it is full would lose what was said to be kept. */
async function checkEviction(client: Redis): Promise<void> {
  const facts = await client.info('memory');
  const policy = /^maxmemory_policy:(\S+)/m.exec(facts)?.[1] ?? 'noeviction';
  if (/^maxmemory:0\r?$/m.test(facts) || policy === 'noeviction') return;
  throw new Error(`Redis drops records when it is full: its maxmemory-policy is ${policy}, not noeviction`);
}

async function attempt<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throw redisFailure(error);
  }
}

/** Larger bodies have a key of their own. */
const maxInline = 256 * 1024;
const maxHead = 16_384;
const chunkBytes = 256 * 1024;
/** A body that is being written is kept so long at most, so that none stays where a process died. */
const unfinishedLasts = 10 * 60_000;

interface Head {
  readonly meta: Readonly<Record<string, string>>;
  readonly size: number;
  readonly expires?: number | undefined;
  /** Where a large body is. */
  readonly bodyKey?: string | undefined;
}

interface FoundRecord extends Head {
  readonly expires: number | undefined;
  /** A small body. */
  readonly inline: Buffer<ArrayBuffer>;
}

function keyOf(kind: Kind, id: string): string {
  return `exifkit:${kind}:${id}`;
}

async function putRecord(client: Redis, key: string, { meta, body, expires }: Entry): Promise<void> {
  const size = sizeOf(body);
  const bodyKey = size > maxInline ? `exifkit:bytes:${crypto.randomUUID()}` : undefined;
  if (bodyKey) await putBytes(client, bodyKey, body, expires);
  const head: Head = { meta, size, expires, bodyKey };
  const inline = bodyKey ? [] : [await bytesOf(body)];
  const record = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...inline]);
  if (expires === undefined) await client.set(key, record);
  else await client.set(key, record, 'PXAT', expires);
}

async function putBytes(
  client: Redis,
  key: string,
  body: Entry['body'],
  expires: number | undefined,
): Promise<void> {
  try {
    await client.set(key, '', 'PX', unfinishedLasts);
    let length = 0;
    for await (const chunk of chunksOf(body)) {
      length += chunk.length;
      const kept = await client.append(key, asBuffer(chunk));
      if (kept !== length) throw new Error('Redis dropped a body while it was written');
    }
    if (expires === undefined) await client.persist(key);
    else await client.pexpireat(key, expires);
  } catch (error) {
    await client.del(key).catch(() => {});
    throw error;
  }
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, length);
}

async function readRecord(client: Redis, key: string): Promise<FoundRecord | undefined> {
  const record = (await client.getrangeBuffer(key, 0, maxHead + maxInline)) as Buffer<ArrayBuffer>;
  const lineEnd = record.indexOf(0x0a);
  if (lineEnd < 0) return undefined;
  const { meta, size, expires, bodyKey }: Head = JSON.parse(record.toString('utf8', 0, lineEnd));
  return { meta, size, expires, bodyKey, inline: record.subarray(lineEnd + 1) };
}

function stored(client: Redis, id: string, { meta, size, expires, bodyKey, inline }: FoundRecord): Stored {
  return {
    id,
    meta,
    size,
    expires,
    async open(start = 0, end = size) {
      if (!bodyKey) return new Blob([inline.subarray(start, end)]).stream();
      return (await attempt(client.exists(bodyKey))) ? streamBytes(client, bodyKey, start, end) : undefined;
    },
  };
}

function streamBytes(
  client: Redis,
  key: string,
  start: number,
  end: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = start;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (position >= end) return controller.close();
        const last = Math.min(position + chunkBytes, end) - 1;
        const chunk = await readChunk(client, key, position, last);
        position += chunk.length;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The bytes from one to the `last`. Rejects with StoreError where they cannot be had, or have gone. */
async function readChunk(
  client: Redis,
  key: string,
  first: number,
  last: number,
): Promise<Buffer<ArrayBuffer>> {
  try {
    const chunk = await attempt(client.getrangeBuffer(key, first, last));
    if (chunk.length === last + 1 - first) return chunk as Buffer<ArrayBuffer>;
  } catch (cause) {
    throw new StoreError('read', { cause });
  }
  throw new StoreError('read');
}
