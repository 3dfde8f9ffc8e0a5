// Files of which only the two ends are read: every fixture, made long in its midst, gives from a path what it gives in memory.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Metadata, read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { readSync } from 'exifkit/sync';
import { afterAll, expect, test } from 'vitest';

const fixtures = new URL('../fixtures/files/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'exifkit-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** More than is read at once of any file. */
const filling = 600 << 10;

/** Adds nothing to what a file says, but its length. */
const lengthened: { readonly [extension: string]: (file: Buffer) => Buffer } = {
  jpg: (file) => inserted(file, scanOf(file), Buffer.alloc(filling)),
  png: (file) => inserted(file, file.lastIndexOf('IEND') - 4, pngChunk('fiLl', Buffer.alloc(filling))),
  heic: withFreeBox,
  avif: withFreeBox,
};

function inserted(file: Buffer, at: number, bytes: Buffer): Buffer {
  return Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]);
}

/** Behind the header of the first scan. */
function scanOf(file: Buffer): number {
  let at = 2;
  while (file[at + 1] !== 0xda) at += 2 + file.readUInt16BE(at + 2);
  return at + 2 + file.readUInt16BE(at + 2);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(data.length);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return chunk;
}

function withFreeBox(file: Buffer): Buffer {
  const box = Buffer.alloc(filling);
  box.writeUInt32BE(filling);
  box.write('free', 4);
  return Buffer.concat([file, box]);
}

type Read = Awaited<ReturnType<typeof read>>;

/** Everything, once EXIF and GPS were asked for or without that. */
function everything(metadata: Read | Metadata<readonly []>, exifFirst: boolean): unknown {
  const { exif, gps } = exifFirst ? (metadata as Read) : {};
  const tags = metadata.tags().map(({ group, name, text }) => [group, name, text]);
  const warnings = metadata.warnings.map((warning) => JSON.stringify(warning)).sort();
  const all = metadata as Read;
  const blocks = metadata.blocks.map(({ kind, ranges, path }) => ({ kind, ranges, path }));
  return { exif, gps, tags, warnings, blocks, values: [all.exif, all.gps, all.iptc, all.xmp, all.icc] };
}

const names = readdirSync(fixtures).filter((name) => name.split('.').at(-1)! in lengthened);

test.each(names)('%s, made long', async (name) => {
  const file = readFileSync(new URL(name, fixtures));
  let bytes: Buffer;
  try {
    bytes = lengthened[name.split('.').at(-1)!]!(file);
  } catch {
    // A fixture without a scan.
    return;
  }
  const path = join(folder, name);
  writeFileSync(path, bytes);
  for (const exifFirst of [true, false]) {
    const metadata = await read(fromPath(path));
    expect(everything(metadata, exifFirst)).toEqual(everything(readSync(bytes), exifFirst));
  }
});

test('there are many of them', () => {
  expect(names.length).toBeGreaterThan(60);
});
