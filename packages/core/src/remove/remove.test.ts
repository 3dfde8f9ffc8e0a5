import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MetadataError } from '../errors.js';
import { fromPath } from '../sources/file.js';
import { remove } from './remove.js';
import { removeSync } from './remove-sync.js';

const folder = mkdtempSync(join(tmpdir(), 'remove-'));
const files: Record<string, Uint8Array> = {};

beforeAll(async () => {
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#a04020' } })
    .withExif({ IFD0: { Artist: 'Somebody', Copyright: 'Their rights', Orientation: '6' } })
    .withIccProfile('srgb');
  for (const format of ['jpeg', 'png', 'webp', 'tiff', 'gif'] as const) {
    files[format] = new Uint8Array(await picture.clone().toFormat(format).toBuffer());
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const formats = ['jpeg', 'png', 'webp', 'tiff', 'gif'];

test.each(formats)('%s: every source and every way out give the same file', async (format) => {
  const bytes = files[format]!;
  const path = join(folder, format);
  writeFileSync(path, bytes);
  const expected = removeSync(bytes).bytes();
  const sources = {
    bytes,
    buffer: bytes.slice().buffer,
    blob: new Blob([bytes.slice()]),
    stream: new Blob([bytes.slice()]).stream(),
    path: fromPath(path),
  };
  for (const source of Object.values(sources)) {
    const cleaned = await remove(source);
    expect(await cleaned.bytes()).toEqual(expected);
    expect(new Uint8Array(await new Response(cleaned.stream()).arrayBuffer())).toEqual(expected);
    const blob = await cleaned.blob();
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(expected);
    expect(blob.type).toBe(`image/${format}`);
    expect(await cleaned.imageDigest()).toEqual(removeSync(bytes).imageDigest());
  }
});

test('the digest of a file is computed by the SHA-256 that its source brings, once where nothing of it moves', async () => {
  const bytes = files['jpeg']!;
  const ours = removeSync(bytes).imageDigest();
  const hash = await fromPath(folder).sha256?.();
  hash?.update(bytes.subarray(0, 9));
  hash?.update(bytes.subarray(9));
  expect(hash?.hex()).toBe(createHash('sha256').update(bytes).digest('hex'));
  let made = 0;
  const source = {
    size: bytes.length,
    read: async ({ start, end }: { start: number; end: number }) => bytes.subarray(start, end),
    sha256: () => {
      made++;
      return fromPath(folder).sha256!();
    },
  };
  expect(await (await remove(source)).imageDigest()).toEqual(ours);
  expect(made).toBe(1);
});

test.each(formats)(
  '%s: the digest summed up while the file is written is that of the file',
  async (format) => {
    const expected = removeSync(files[format]!).imageDigest();
    let digest: unknown;
    const cleaned = await remove(files[format]!);
    const stream = cleaned.stream((found) => {
      digest = found;
    });
    await new Response(stream).arrayBuffer();
    expect(digest).toEqual(expected);
  },
);

test('a digest that is refused fails the stream before it ends', async () => {
  const cleaned = await remove(files['jpeg']!);
  const refusing = cleaned.stream(() => {
    throw new Error('refused');
  });
  let length = 0;
  const taking = (async () => {
    for await (const part of refusing) length += part.length;
  })();
  await expect(taking).rejects.toThrow('refused');
  expect(length).toBe(cleaned.report.bytesAfter);
});

test.each(formats)('%s: the report says what went, what stays and how large it is', (format) => {
  const { report, bytes, imageDigest } = removeSync(files[format]!);
  expect(report.format).toBe(format);
  expect(report.bytesBefore).toBe(files[format]!.length);
  expect(report.bytesAfter).toBe(bytes().length);
  expect(report.c2pa).toBe(false);
  const { before, after } = imageDigest();
  expect(after).toBe(before);
});

test.each(['jpeg', 'png', 'webp'])('%s: of a clean file nothing is said to go or to change', (format) => {
  const { report } = removeSync(removeSync(files[format]!, 'share').bytes(), 'share');
  expect([report.removed, report.changed]).toEqual([[], []]);
  expect(report.kept.map(({ kind }) => kind)).toContain('exif');
});

test('names keep their tags, and no others', async () => {
  const kept = Buffer.from(removeSync(files['jpeg']!, { keep: ['copyright'] }).bytes());
  expect(kept.includes('Their rights')).toBe(true);
  expect(kept.includes('Somebody')).toBe(false);
  const shared = Buffer.from(removeSync(files['webp']!, 'share').bytes());
  expect(shared.includes('Their rights') && shared.includes('Somebody')).toBe(true);
  const strict = await sharp(removeSync(files['jpeg']!, 'strict').bytes()).metadata();
  expect([strict.icc, strict.exif, strict.orientation]).toEqual([undefined, undefined, undefined]);
  const plain = await sharp(removeSync(files['jpeg']!, { orientation: 'drop' }).bytes()).metadata();
  expect(plain.icc).toBeDefined();
  expect(plain.exif).toBeUndefined();
});

test('a policy that is not known is refused', () => {
  expect(codeOf(() => removeSync(files['jpeg']!, { keep: ['everything' as 'icc'] }))).toBe('not-writable');
  expect(codeOf(() => removeSync(files['jpeg']!, 'all' as 'strict'))).toBe('not-writable');
  expect(codeOf(() => removeSync(files['jpeg']!, { drop: ['gps'] } as object))).toBe('not-writable');
});

test('types that cannot be cleaned are refused by name', () => {
  const head = (text: string) => Uint8Array.from({ length: 64 }, (_, i) => text.charCodeAt(i) || 0);
  expect(codeOf(() => removeSync(head('%PDF-1.7')))).toBe('unsupported-format');
  expect(codeOf(() => removeSync(new Uint8Array(0)))).toBe('unsupported-format');
  const raw = head('IIU\0\x08\0\0\0\0\0\0\0');
  expect(() => removeSync(raw)).toThrow(/cannot be cleaned/);
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof MetadataError) return error.code;
    throw error;
  }
  return 'none';
}

/** What comes of damaged bytes: a refusal with a code, or a file that is clean by its own check. */
function isSafe(bytes: Uint8Array): boolean {
  try {
    const after = removeSync(bytes).bytes();
    expect(Buffer.compare(removeSync(after).bytes(), after)).toBe(0);
    return true;
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    expect(error.code).not.toBe('unsafe-write');
    return true;
  }
}

describe('hostile input', () => {
  test.each(formats)('%s cut anywhere is refused or cleaned', (format) => {
    const bytes = files[format]!;
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 600))) {
      expect(isSafe(bytes.subarray(0, end))).toBe(true);
    }
  });

  test.each(formats)('%s with any byte changed is refused or cleaned', (format) => {
    const bytes = files[format]!;
    const step = Math.max(1, Math.floor(bytes.length / 400));
    for (let at = 0; at < bytes.length; at += step) {
      for (const value of [0, 0xff, bytes[at]! ^ 0xff]) {
        const damaged = bytes.slice();
        damaged[at] = value;
        expect(isSafe(damaged)).toBe(true);
      }
    }
  });

  test('a TIFF whose directories all share one large value is refused', () => {
    const bytes = new Uint8Array(1 << 20);
    const data = new DataView(bytes.buffer);
    const directories = 400;
    bytes.set([0x49, 0x49, 42, 0, 8]);
    for (let i = 0; i < directories; i++) {
      const at = 8 + i * 18;
      data.setUint16(at, 1, true);
      data.setUint16(at + 2, 320, true);
      data.setUint16(at + 4, 3, true);
      data.setUint32(at + 6, 500_000, true);
      data.setUint32(at + 10, 8, true);
      data.setUint32(at + 14, i + 1 < directories ? at + 18 : 0, true);
    }
    expect(codeOf(() => removeSync(bytes))).toBe('malformed');
  });

  test('TIFF tags of a JPEG that is none, of tables that are none and of numbers stored otherwise', () => {
    const bytes = files['tiff']!;
    const data = new DataView(bytes.buffer, bytes.byteOffset);
    const first = data.getUint32(4, true);
    const entryOf = (id: number): number => {
      for (let at = first + 2; ; at += 12) if (data.getUint16(at, true) === id) return at;
    };
    const heightAsStream = bytes.slice();
    heightAsStream[entryOf(257) + 1] = 2;
    const tables = bytes.slice();
    tables[data.getUint32(entryOf(347) + 8, true)] = 0;
    const lengthsAsBytes = bytes.slice();
    lengthsAsBytes[entryOf(279) + 2] = 1;
    for (const damaged of [heightAsStream, tables, lengthsAsBytes]) expect(isSafe(damaged)).toBe(true);
    const bitsAsText = bytes.slice();
    bitsAsText[entryOf(258) + 2] = 2;
    expect(codeOf(() => removeSync(bitsAsText))).toBe('malformed');
  });

  test('a PNG profile whose stream does not end comes out whole', () => {
    const damaged = files['png']!.slice();
    for (const [at, value] of [
      [189, 95],
      [185, 32],
      [352, 72],
    ] as const)
      damaged[at] = value;
    expect(isSafe(damaged)).toBe(true);
  });

  test('random edits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...formats),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 8 }),
        (format, edits) => {
          const damaged = files[format]!.slice();
          for (const [at, value] of edits) damaged[at % damaged.length] = value;
          return isSafe(damaged);
        },
      ),
      { numRuns: 500 },
    );
  });
});
