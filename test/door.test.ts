// What is passed in at the door: every form that bytes come in, of this realm or another, and what is refused.
import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { MetadataError, read, readGps, readOrientation, remove, type Source } from 'exifkit';
import { readGpsSync, readSync, removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';

const path = resolve(import.meta.dirname, '../fixtures/files/jpeg-all-blocks.jpg');
const buffer = readFileSync(path);
const bytes = new Uint8Array(buffer);
const expected = removeSync(bytes).bytes();

async function* chunks(content: Uint8Array = bytes): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 777) yield content.subarray(at, at + 777);
}

/** What a frame or Jest hands over: the classes are not ours. */
function foreign(code: string): Source {
  const source = runInNewContext(code, { content: bytes });
  expect(source instanceof Object).toBe(false);
  return source;
}

const padded = (): ArrayBuffer => {
  const whole = new Uint8Array(bytes.length + 100);
  whole.set(bytes, 50);
  return whole.buffer;
};

const inMemory: [string, () => Uint8Array | ArrayBuffer | ArrayBufferView][] = [
  ['Uint8Array', () => bytes],
  ['Buffer', () => buffer],
  ['ArrayBuffer', () => bytes.slice().buffer],
  ['DataView into a larger buffer', () => new DataView(padded(), 50, bytes.length)],
  ['Uint8ClampedArray', () => new Uint8ClampedArray(bytes)],
  ['Int8Array', () => new Int8Array(bytes)],
  ['Uint8Array of another realm', () => foreign('Uint8Array.from(content)') as Uint8Array],
  ['ArrayBuffer of another realm', () => foreign('Uint8Array.from(content).buffer') as ArrayBuffer],
];

const sources: [string, () => Source][] = [
  ...inMemory,
  ['Blob', () => new Blob([bytes])],
  ['File', () => new File([bytes], 'a.jpg')],
  ['ReadableStream', () => new Blob([bytes]).stream()],
  ['Response', () => new Response(bytes)],
  ['Node Readable', () => Readable.from(chunks())],
  ['Node file stream', () => createReadStream(path)],
  ['Node PassThrough', () => createReadStream(path).pipe(new PassThrough())],
  ['AsyncIterable', () => chunks()],
  [
    'AsyncIterable of another realm',
    () => foreign('(async function* () { yield Uint8Array.from(content) })()'),
  ],
  ['ByteSource', () => ({ size: bytes.length, read: async ({ start, end }) => bytes.slice(start, end) })],
];

test.each(sources)('%s is read and cleaned', async (_, make) => {
  expect((await read(make())).tags().length).toBe(readSync(bytes).tags().length);
  expect(await readGps(make())).toEqual(readGpsSync(bytes));
  expect(await readOrientation(make())).toBe(6);
  const { bytes: cleaned, stream } = await remove(make());
  expect(await cleaned()).toEqual(expected);
  expect(new Uint8Array(await new Response(stream()).arrayBuffer())).toEqual(expected);
});

test.each(inMemory)('%s is read and cleaned at once', (_, make) => {
  expect(readSync(make()).exif?.Make).toBe('Canon');
  expect(readGpsSync(make())).toEqual(readGpsSync(bytes));
  expect(removeSync(make()).bytes()).toEqual(expected);
});

describe('what is no source is refused with MetadataError', () => {
  const handle = open(path);
  test.each<[string, unknown, RegExp]>([
    ['a path', path, /fromPath/],
    ['nothing', undefined, /Undefined/],
    ['null', null, /Null/],
    ['a number', 7, /Number/],
    ['an object', {}, /object Object/],
    ['an array of numbers', [0xff, 0xd8], /Array/],
    ['a promise', Promise.resolve(bytes), /Promise/],
    ['a date', new Date(), /Date/],
  ])('%s', async (_, source, message) => {
    for (const verb of [read, remove, readGps]) {
      const error = await verb(source as Source).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(MetadataError);
      expect(error).toMatchObject({ code: 'source-failed', message: expect.stringMatching(message) });
    }
    expect(() => readSync(source as Uint8Array)).toThrow(MetadataError);
    expect(() => removeSync(source as Uint8Array)).toThrow(MetadataError);
  });

  test('a file handle', async () => {
    const file = await handle;
    await expect(read(file as unknown as Source)).rejects.toMatchObject({ code: 'source-failed' });
    await file.close();
  });

  test('a stream of text, an answer that is an error, and what was read before', async () => {
    const texts = Readable.from(['\xff\xd8', 'text']);
    await expect(read(texts)).rejects.toMatchObject({ code: 'source-failed', message: /text/ });
    const missing = new Response(null, { status: 404 });
    await expect(read(missing)).rejects.toMatchObject({ code: 'source-failed', message: /404/ });
    for (const once of [new Response(bytes), new Blob([bytes]).stream(), chunks(), Readable.from(chunks())]) {
      await read(once);
      await expect(read(once)).rejects.toMatchObject({ code: 'source-failed', message: /already/ });
    }
  });

  test('a stream that fails', async () => {
    const cause = new Error('line cut');
    const failing = new Readable({ read: () => {} });
    failing.destroy(cause);
    await expect(read(failing)).rejects.toMatchObject({ code: 'source-failed', cause });
  });
});

describe('a stream', () => {
  /** One that goes on for ever, and counts what was taken of it. */
  function endless(head: Uint8Array): {
    stream: ReadableStream<Uint8Array>;
    taken: () => number;
    closed: () => boolean;
  } {
    let taken = 0;
    let closed = false;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = taken === 0 ? head : new Uint8Array(65536);
        taken += chunk.length;
        controller.enqueue(chunk);
      },
      cancel() {
        closed = true;
      },
    });
    return { stream, taken: () => taken, closed: () => closed };
  }

  test('that is no picture is refused after its head', async () => {
    for (const verb of [read, remove]) {
      const { stream, taken, closed } = endless(new Uint8Array(4096));
      await expect(verb(stream)).rejects.toMatchObject({ code: 'unsupported-format' });
      expect(taken()).toBeLessThan(400_000);
      expect(closed()).toBe(true);
    }
  });

  test('that never ends stops at limits.totalReadBytes', async () => {
    const limits = { totalReadBytes: 1 << 20 };
    const { stream, taken, closed } = endless(bytes);
    await expect(remove(stream, 'everything', { limits })).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(taken()).toBeLessThan(1.3 * limits.totalReadBytes);
    expect(closed()).toBe(true);
    // A box far away: all before it would have to be held.
    const far = Buffer.from(
      '0000001c6674797068656963000000006d69663168656963687665633f0000006d646174',
      'hex',
    );
    far.writeUInt32BE(1 << 30, 28);
    const heic = endless(far);
    const refused = read(heic.stream, { limits });
    await expect(refused).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(heic.taken()).toBeLessThan(1.3 * limits.totalReadBytes);
  });

  test('that stalls ends with the signal, as does a removal whose result is taken later', async () => {
    for (const verb of [
      (source: Source, signal: AbortSignal) => read(source, { signal }),
      (source: Source, signal: AbortSignal) => remove(source, 'everything', { signal }),
    ]) {
      const controller = new AbortController();
      const reason = new Error('no longer wanted');
      const stalled = verb(new ReadableStream({ pull: () => new Promise(() => {}) }), controller.signal);
      controller.abort(reason);
      await expect(stalled).rejects.toMatchObject({ code: 'aborted', cause: reason });
    }
    const controller = new AbortController();
    const { signal } = controller;
    const rewrite = await remove(new Blob([bytes]), 'everything', { signal });
    expect(await rewrite.bytes()).toEqual(expected);
    controller.abort();
    await expect(rewrite.bytes()).rejects.toMatchObject({ code: 'aborted' });
    await expect(remove(bytes, 'everything', { signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});
