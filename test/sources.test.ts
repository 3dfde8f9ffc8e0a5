// One file through every source gives equal results, and large files cost little reading.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ByteSource, fromUrl, type MetadataBase, MetadataError, read, type Source } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { readSync } from 'exifkit/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { benchDng, benchHeic, benchJpeg } from '../fixtures/build/index.js';

const folder = resolve(import.meta.dirname, '../fixtures/files');
const names = readdirSync(folder).sort();
const contents = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, name)));

let server: Server;
let origin: string;
/** Without ranges the server sends the whole file and ignores what was asked. */
let ranges = true;

beforeAll(async () => {
  server = createServer((request, response) => {
    const bytes = contents(decodeURIComponent(request.url!.slice(1)));
    const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (!asked || !ranges) {
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
      return;
    }
    const [start, end] = [Number(asked[1]), Math.min(Number(asked[2]), bytes.length - 1)];
    if (start >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const range = `bytes ${start}-${end}/${bytes.length}`;
    response.writeHead(206, { 'content-range': range, etag: '"1"' }).end(bytes.subarray(start, end + 1));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Everything a read gives, in a form that compares. */
function everything(metadata: MetadataBase): unknown {
  const tags = metadata
    .tags()
    .map(({ family, group, name, value, text }) => [family, group, name, value, text]);
  return { tags, fileType: metadata.fileType, warnings: metadata.warnings };
}

async function outcome(source: Source): Promise<unknown> {
  try {
    return everything(await read(source));
  } catch (error) {
    if (error instanceof MetadataError) return error.code;
    throw error;
  }
}

/** Chunks of odd sizes, as a network brings them. */
function stream(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + 777));
      at += 777;
    },
  });
}

function small(bytes: Uint8Array, step: number): ByteSource {
  return {
    size: bytes.length,
    read: async ({ start, end }) => bytes.slice(start, Math.min(end, bytes.length)),
    ...{ step },
  };
}

describe.each(names)('%s', (name) => {
  test('is the same through every source', async () => {
    const bytes = contents(name);
    let expected: unknown;
    try {
      expected = everything(readSync(bytes));
    } catch (error) {
      expected = (error as MetadataError).code;
    }
    expect(await outcome(bytes)).toEqual(expected);
    expect(await outcome(bytes.buffer)).toEqual(expected);
    expect(await outcome(new Blob([bytes]))).toEqual(expected);
    expect(await outcome(stream(bytes))).toEqual(expected);
    expect(await outcome(small(bytes, 1))).toEqual(expected);
    expect(await outcome(fromPath(join(folder, name)))).toEqual(expected);
    for (ranges of [true, false]) {
      expect(await outcome(fromUrl(`${origin}/${encodeURIComponent(name)}`))).toEqual(expected);
    }
  });
});

describe('a source', () => {
  test('that is a bare string is refused, with a hint', async () => {
    await expect(read('photo.jpg' as unknown as Source)).rejects.toThrow(/fromPath/);
  });

  test('that fails gives source-failed with its cause', async () => {
    const cause = new Error('disk on fire');
    const failing: ByteSource = { size: 100, read: () => Promise.reject(cause) };
    await expect(read(failing)).rejects.toMatchObject({ code: 'source-failed', cause });
    await expect(read(fromPath('/no/such/file.jpg'))).rejects.toMatchObject({ code: 'source-failed' });
  });

  test('is closed after reading and after failing', async () => {
    let closed = 0;
    const bytes = contents('jpeg-minimal.jpg');
    const counting = (content: Uint8Array): ByteSource => ({
      ...small(content, 1),
      close: async () => void closed++,
    });
    await read(counting(bytes));
    await expect(read(counting(new Uint8Array(100)))).rejects.toMatchObject({ code: 'unsupported-format' });
    expect(closed).toBe(2);
  });

  test('can be aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(read(new Blob([contents('jpeg-minimal.jpg')]), { signal })).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  test('behind a URL that changes under the reader is refused', async () => {
    let version = 0;
    const bytes = contents('jpeg-all-blocks.jpg');
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      const [start = 0, end = 0] = new Headers(init?.headers).get('range')!.slice(6).split('-').map(Number);
      const stop = Math.min(end, start + 99, bytes.length - 1);
      const headers = { 'content-range': `bytes ${start}-${stop}/${bytes.length}`, etag: `"${version++}"` };
      return new Response(bytes.slice(start, stop + 1), { status: 206, headers });
    };
    await expect(read(fromUrl('http://example.com/a.jpg', { fetch }))).rejects.toMatchObject({
      code: 'source-failed',
    });
  });
});

describe('a file of 20 MB costs at most 128 KiB of reading', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'exifkit-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  test.each([
    ['jpg', benchJpeg],
    ['heic', benchHeic],
    ['dng', benchDng],
  ])('%s', async (extension, make) => {
    const bytes = make(20);
    const path = join(directory, `large.${extension}`);
    await writeFile(path, bytes);
    const file = fromPath(path);
    let cost = 0;
    const counted: ByteSource = {
      get size() {
        return file.size;
      },
      async read(range) {
        const piece = await file.read(range);
        cost += piece.length;
        return piece;
      },
      close: () => file.close!(),
    };
    const metadata = await read(counted);
    expect(everything(metadata)).toEqual(everything(readSync(bytes)));
    expect(metadata.tags().length).toBeGreaterThan(40);
    expect(cost).toBeLessThanOrEqual(128 << 10);
  });
});

test('limits of one read are its own', async () => {
  const bytes = contents('jpeg-all-blocks.jpg');
  const codes = ({ warnings }: { warnings: readonly { code: string }[] }): string[] =>
    warnings.map(({ code }) => code);
  const before = await read(bytes);
  const low = await read(bytes, { limits: { decodedBytes: 1000 } });
  expect(low.tags().length).toBeLessThan(before.tags().length);
  expect(codes(low)).toContain('limit-exceeded');
  const after = await read(bytes);
  expect(after.tags().length).toBe(before.tags().length);
  expect(codes(after)).not.toContain('limit-exceeded');
});
