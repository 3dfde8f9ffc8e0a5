// Removal from TIFF: JPEG streams, data that is longer than its picture, broken links and counts, the report.
import { deflateSync } from 'node:zlib';
import { MetadataError, type RemovePolicy, type RemoveReport } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  comment,
  concat,
  type Field,
  gradient,
  type Ifd,
  jpeg,
  jpegPageFields,
  jumbf,
  pageFields,
  tiffStructure,
  withoutTables,
} from '../fixtures/build/index.js';
import { compare } from './pictures.js';

const secret = 'Only for you';
const has = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);
const byTag = (fields: readonly Field[]): Field[] => [...fields].sort((a, b) => a[0] - b[0]);
const tiffOf = (...ifds: Ifd[]): Uint8Array => tiffStructure({ ifds });

/** Fields of a page with some of them changed or, where `undefined`, left out. */
function changed(page: readonly Field[], changes: { readonly [tag: number]: Field | undefined }): Field[] {
  return page.flatMap((field) => {
    if (!(field[0] in changes)) return [field];
    const other = changes[field[0]];
    return other ? [other] : [];
  });
}

/** What a cleaned file is, after the checks that hold for each. */
async function clean(
  bytes: Uint8Array,
  policy: RemovePolicy = {},
): Promise<{ after: Uint8Array; report: RemoveReport }> {
  const rewrite = removeSync(bytes, policy);
  const after = rewrite.bytes();
  expect(has(after, secret)).toBe(false);
  const again = removeSync(after, policy);
  expect(Buffer.compare(again.bytes(), after)).toBe(0);
  expect(again.report.removed).toEqual([]);
  const digest = rewrite.imageDigest();
  expect(digest.after).toBe(digest.before);
  return { after, report: rewrite.report };
}

const removedAs = ({ removed }: RemoveReport): string[] => removed.map(({ kind, path }) => `${kind} ${path}`);

/** A little-endian directory's entries by tag: type, count, and the place of the value. */
function entriesOf(bytes: Uint8Array, page = 0): Map<number, { count: number; value: number; at: number }> {
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  let at = data.getUint32(4, true);
  const endOf = (start: number): number => start + 2 + data.getUint16(start, true) * 12;
  for (let i = 0; i < page; i++) at = data.getUint32(endOf(at), true);
  const entries = new Map<number, { count: number; value: number; at: number }>();
  for (let entry = at + 2; entry < endOf(at); entry += 12) {
    const value = data.getUint32(entry + 8, true);
    entries.set(data.getUint16(entry, true), {
      count: data.getUint32(entry + 4, true),
      value,
      at: entry + 8,
    });
  }
  entries.set(0, { count: 0, value: data.getUint32(endOf(at), true), at: endOf(at) });
  return entries;
}

function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

describe('JPEG streams', () => {
  const strip = jpeg({ picture: gradient(16, 8), segments: [comment(secret)], trailer: secret });

  test('strips and tables they share lose what is no picture, and the report says so', async () => {
    const { tables, stream } = withoutTables(strip);
    const shared = concat([0xff, 0xd8, 0xff, 0xfe, 0, 2 + secret.length], secret, tables.subarray(2));
    const page = jpegPageFields({
      picture: gradient(16, 16),
      rowsPerStrip: 8,
      streams: [stream, stream],
      fields: [[0x015b, 'UNDEFINED', shared]],
    });
    const bytes = tiffOf(page);
    const { after, report } = await clean(bytes);
    expect(await compare(bytes, after)).toBe('same');
    expect(await sharp(after, { failOn: 'warning' }).raw().toBuffer()).toHaveLength(16 * 16 * 3);
    expect(removedAs(report)).toEqual([
      'comment tiff/IFD0/0x015b/COM',
      'comment tiff/IFD0/0x0111/COM',
      'trailer tiff/IFD0/0x0111/trailer',
      'comment tiff/IFD0/0x0111/COM',
      'trailer tiff/IFD0/0x0111/trailer',
    ]);
  });

  test('one that several strips point to is written once', async () => {
    const page = jpegPageFields({ picture: gradient(16, 8), rowsPerStrip: 8, streams: [strip] });
    const at = Buffer.from(tiffOf(page)).indexOf(Buffer.from(strip));
    const other = changed(page, { 273: [0x0111, 'LONG', at] });
    const { after } = await clean(tiffOf(page, other));
    expect(entriesOf(after, 1).get(0x0111)!.value).toBe(entriesOf(after, 0).get(0x0111)!.value);
  });

  test('a strip that is none stays as it is, with a warning', async () => {
    const streams = [new Uint8Array(40).fill(7)];
    const page = jpegPageFields({ picture: gradient(16, 8), rowsPerStrip: 8, streams });
    const { after, report } = await clean(tiffOf(page));
    expect(has(after, '\x07'.repeat(40))).toBe(true);
    expect(report.warnings).toEqual([expect.objectContaining({ path: 'tiff/IFD0/0x0111' })]);
  });

  const oldPage = (length: Field | undefined): Field[] => [
    [0x0100, 'SHORT', 16],
    [0x0101, 'SHORT', 8],
    [0x0103, 'SHORT', 6],
    [0x0106, 'SHORT', 6],
    [0x0201, 'LONG', { data: [strip] }],
    ...(length ? [length] : []),
  ];

  test.each<[string, Field | undefined]>([
    ['without its length', undefined],
    ['with a length behind the end of the file', [0x0202, 'LONG', 1_000_000]],
  ])('the stream of old JPEG %s is cleaned', async (_, length) => {
    const { after } = await clean(tiffOf(oldPage(length)));
    const entries = entriesOf(after);
    const { value: start } = entries.get(0x0201)!;
    const stream = after.subarray(start, start + entries.get(0x0202)!.value);
    expect(await compare(strip, stream)).toBe('same');
    expect(Buffer.compare(stream, removeSync(strip).bytes())).toBe(0);
  });

  test('a thumbnail beside strips goes, and stays cleaned where it is asked for', async () => {
    const thumbnail: Field[] = [
      [0x0201, 'LONG', { data: [strip] }],
      [0x0202, 'LONG', strip.length],
    ];
    const bytes = tiffOf(pageFields({ fields: thumbnail }));
    const { after, report } = await clean(bytes);
    expect(entriesOf(after).has(0x0201)).toBe(false);
    expect(removedAs(report)).toEqual(['thumbnail tiff/IFD0/0x0201']);
    const kept = await clean(bytes, { keep: ['thumbnail'] });
    expect(entriesOf(kept.after).get(0x0202)!.value).toBe(removeSync(strip).bytes().length);
  });
});

describe('data that is longer than its picture', () => {
  const rows = gradient(8, 8).data;
  const page = (data: Uint8Array[], counts: Field | undefined, fields: readonly Field[] = []): Field[] =>
    changed(pageFields({ picture: gradient(8, 8), fields: [[0x0111, 'LONG', { data }], ...fields] }), {
      279: counts,
    });

  test.each<[string, Field | undefined]>([
    ['is stated too large', [0x0117, 'LONG', 192 + secret.length]],
    ['goes behind the end of the file', [0x0117, 'LONG', 5_000_000]],
    ['is not stated', undefined],
    ['is stated as nothing', [0x0117, 'LONG', 0]],
  ])('bytes behind the last row go where the length %s', async (_, counts) => {
    const bytes = tiffOf(page([concat(rows, secret)], counts));
    const { after, report } = await clean(bytes);
    expect(entriesOf(after).get(0x0117)).toMatchObject({ count: 1, value: 192 });
    expect(await compare(bytes, after)).toMatch(/same|undecodable/);
    if (counts && counts[2] !== 0) expect(removedAs(report)).toEqual(['gap tiff/IFD0/0x0111']);
  });

  test('rows of bits that fill no whole byte, and planes of their own', async () => {
    const bits: Field[] = [
      [0x0100, 'SHORT', 13],
      [0x0101, 'SHORT', 3],
      [0x0102, 'SHORT', [1, 1, 1]],
      [0x011c, 'SHORT', 2],
    ];
    const plane = Uint8Array.of(0xaa, 0x50, 0x55, 0xa0, 0xaa, 0x50);
    const data = [1, 2, 3].map(() => concat(plane, secret));
    const counts: Field = [0x0117, 'LONG', data.map(({ length }) => length)];
    const { after } = await clean(tiffOf(page(data, counts, bits)));
    expect(entriesOf(after).get(0x0111)!.count).toBe(3);
    expect(Buffer.from(after).toString('hex').split(Buffer.from(plane).toString('hex'))).toHaveLength(4);
  });

  test('strips that the picture does not need go, and the report says so', async () => {
    const data = [rows, new TextEncoder().encode(secret)];
    const bytes = tiffOf(page(data, [0x0117, 'LONG', data.map(({ length }) => length)]));
    const { after, report } = await clean(bytes);
    expect(await compare(bytes, after)).toBe('same');
    expect(entriesOf(after).get(0x0111)!.count).toBe(1);
    expect(removedAs(report)).toEqual(['gap tiff/IFD0/0x0111']);
  });

  test('a picture that is cut off stays as far as it goes, with a warning', async () => {
    const bytes = tiffOf(page([rows], [0x0117, 'LONG', 192]));
    const { report } = await clean(bytes.subarray(0, bytes.length - 50));
    expect(report.warnings.at(-1)).toMatchObject({ code: 'truncated', path: 'tiff/IFD0/0x0111' });
  });

  test('data that lies outside the file is refused with its place', () => {
    const bytes = tiffOf(page([rows], [0x0117, 'LONG', 192]));
    const { at } = entriesOf(bytes).get(0x0111)!;
    expect(() => removeSync(patched(bytes, at, 1_000_000))).toThrow(MetadataError);
  });
});

describe('directories', () => {
  const two = tiffOf(pageFields(), pageFields({ picture: gradient(8, 8) }));

  test.each([
    ['nowhere', 900_000_000],
    ['back to the first page', new DataView(two.buffer).getUint32(4, true)],
  ])('a last link that leads %s is the end of the file, with a warning', async (_, link) => {
    const bytes = patched(two, entriesOf(two, 1).get(0)!.at, link);
    const { after, report } = await clean(bytes);
    expect(entriesOf(after, 1).get(0)!.value).toBe(0);
    expect(await compare(bytes, after)).toMatch(/same|undecodable/);
    expect(report.warnings).toEqual([expect.objectContaining({ code: 'malformed', path: 'tiff/IFD2' })]);
  });

  test('a SubIFD that lies outside is left out, with a warning', async () => {
    const bytes = tiffOf(pageFields({ fields: [[0x014a, 'LONG', 900_000_000]] }));
    const { after, report } = await clean(bytes);
    expect(entriesOf(after).has(0x014a)).toBe(false);
    expect(await compare(bytes, after)).toBe('same');
    expect(report.warnings).toHaveLength(1);
  });

  test('a value outside the file that no pixel depends on is left out, with a warning', async () => {
    const bytes = tiffOf(pageFields());
    const { after, report } = await clean(patched(bytes, entriesOf(bytes).get(0x011a)!.at, 900_000_000));
    expect(entriesOf(after).has(0x011a)).toBe(false);
    expect(await compare(bytes, after)).toBe('same');
    expect(report.warnings).toEqual([expect.objectContaining({ path: 'tiff/IFD0/0x011a' })]);
    const pixels = patched(bytes, entriesOf(bytes).get(0x0102)!.at, 900_000_000);
    expect(() => removeSync(pixels)).toThrow(/outside the file/);
  });

  test('more than 512 pages are cleaned', async () => {
    const page = pageFields({ picture: gradient(2, 2), fields: [[0x010e, 'ASCII', secret]] });
    const { after, report } = await clean(tiffOf(...new Array<Ifd>(700).fill(page)));
    expect((await sharp(after).metadata()).pages).toBe(700);
    expect(report.removed).toHaveLength(700);
  });
});

describe('the report', () => {
  const small = pageFields({ picture: gradient(4, 4), subfileType: 1 });

  test('a smaller copy stays in a pyramid, and is listed', async () => {
    const { report } = await clean(tiffOf(pageFields(), small));
    expect(report.kept).toEqual([
      expect.objectContaining({ kind: 'preview', path: 'tiff/IFD1', why: expect.stringMatching(/sizes/) }),
    ]);
  });

  test('what a raw developer needs is listed tag by tag', async () => {
    const dng: Field[] = [
      [0xc612, 'BYTE', [1, 4, 0, 0]],
      [0xc614, 'ASCII', 'Exifkit camera'],
      [0xc62f, 'ASCII', secret],
    ];
    const { report } = await clean(tiffOf(pageFields({ fields: dng })));
    expect(report.kept.map(({ kind, path }) => [kind, path])).toEqual([
      ['dng', 'tiff/IFD0/0xc612'],
      ['dng', 'tiff/IFD0/0xc614'],
    ]);
  });

  test('a manifest goes, and stays where it is asked for', async () => {
    const manifest = jumbf('c2pa', 'c2pa', new TextEncoder().encode('signed by nobody'));
    const bytes = tiffOf(byTag(pageFields({ fields: [[0xcd41, 'UNDEFINED', manifest]] })));
    const gone = await clean(bytes);
    expect([gone.report.c2pa, has(gone.after, 'signed by nobody')]).toEqual([true, false]);
    expect(removedAs(gone.report)).toEqual(['c2pa tiff/IFD0/0xcd41']);
    const kept = await clean(bytes, { keep: ['c2pa'] });
    expect([kept.report.c2pa, has(kept.after, 'signed by nobody')]).toEqual([true, true]);
  });
});

describe('bytes behind compressed data', () => {
  const raw = { raw: { width: 16, height: 16, channels: 3 as const } };
  const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => (i * 7) % 256);
  /** A TIFF of libvips' with something behind its one strip, and with what `change` makes of that. */
  async function longer(compression: 'webp' | 'ccittfax4', change = (strip: Uint8Array) => strip) {
    const picture = sharp(pixels, raw);
    const made =
      compression === 'ccittfax4'
        ? await picture.toColourspace('b-w').tiff({ compression, bitdepth: 1 }).toBuffer()
        : await picture.tiff({ compression }).toBuffer();
    const tags = entriesOf(made);
    const [offset, count] = [tags.get(273)!, tags.get(279)!];
    expect([offset.count, count.count]).toEqual([1, 1]);
    const length = new DataView(made.buffer, made.byteOffset).getUint16(count.at, true);
    const strip = concat(change(made.subarray(offset.value, offset.value + length)), secret);
    const moved = patched(concat(made, strip), offset.at, made.length);
    return { made, file: patched(moved, count.at, strip.length) };
  }

  test.each(['webp', 'ccittfax4'] as const)('%s: go, and no pixel changes', async (compression) => {
    const { file, made } = await longer(compression);
    expect(has(file, secret)).toBe(true);
    expect(await compare(made, file)).toBe('same');
    const { after, report } = await clean(file);
    expect(removedAs(report).join()).toMatch(/(gap|trailer) tiff.IFD0.0x0111/);
    expect(report.kept.filter(({ kind }) => kind === 'picture')).toEqual([]);
    expect(await compare(made, after)).toBe('same');
  });

  test('a WebP in a strip is cleaned as a WebP is', async () => {
    const chunk = concat('EXIF', [secret.length, 0, 0, 0], secret);
    const { file, made } = await longer('webp', (strip) => {
      const riff = concat(strip, chunk);
      new DataView(riff.buffer).setUint32(4, riff.length - 8, true);
      return riff;
    });
    const { after } = await clean(file);
    expect(await compare(made, after)).toBe('same');
  });

  const page = (compression: number, data: Uint8Array): Uint8Array =>
    tiffOf(
      byTag(
        changed(pageFields(), {
          259: [259, 'SHORT', compression],
          273: [273, 'LONG', { data: [data] }],
          279: [279, 'LONG', [data.length]],
        }),
      ),
    );
  const holds = (bytes: Uint8Array, part: Uint8Array) => Buffer.from(bytes).includes(Buffer.from(part));
  const boxOf = (type: string, ...content: (string | Uint8Array | readonly number[])[]): Uint8Array => {
    const body = concat(...content);
    return concat([0, 0, 0, body.length + 8], type, body);
  };
  const codestream = concat(
    [0xff, 0x4f, 0xff, 0x51, 0, 4, 1, 2],
    [0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 16, 0, 1, 0xff, 0x93, 5, 6],
  );
  const comments = concat([0xff, 0x64, 0, secret.length + 4, 0, 1], secret);
  const told = concat(codestream.subarray(0, 8), comments, codestream.subarray(8), [0xff, 0xd9]);
  const end = Uint8Array.of(0xff, 0xd9);

  test('JPEG 2000: comments go, boxes that are no picture, and what follows', async () => {
    const { after } = await clean(page(34712, concat(told, secret)));
    expect(holds(after, concat(codestream, end))).toBe(true);
    const start = concat(boxOf('jP  ', [13, 10, 0x87, 10]), boxOf('ftyp', 'jp2 ', [0, 0, 0, 0], 'jp2 '));
    const header = boxOf('ihdr', new Uint8Array(14));
    const file = concat(
      start,
      boxOf('jp2h', header, boxOf('colr', [2, 0, 0], secret), boxOf('res ', secret)),
      boxOf('xml ', secret),
      boxOf('jp2c', told),
      boxOf('uuid', new Uint8Array(16), secret),
    );
    const { after: boxed } = await clean(page(34712, file), { preset: 'strict' });
    const clear = concat(start, boxOf('jp2h', header), boxOf('jp2c', codestream, end));
    expect(holds(boxed, clear)).toBe(true);
  });

  test('JPEG XL: boxes that are no picture go, and the report says what is not looked into', async () => {
    const start = concat(boxOf('JXL ', [13, 10, 0x87, 10]), boxOf('ftyp', 'jxl ', [0, 0, 0, 0], 'jxl '));
    const picture = boxOf('jxlc', [0xff, 0x0a, 1, 2, 3]);
    const file = page(52546, concat(start, boxOf('Exif', secret), picture, boxOf('jbrd', secret)));
    const { after, report } = await clean(file);
    expect(holds(after, concat(start, picture))).toBe(true);
    expect(report.kept).toMatchObject([{ kind: 'picture', why: expect.stringMatching(/other bytes/) }]);
  });

  test.each([
    ['JPEG XL without boxes', 50002],
    ['fax codes without an end mark', 2],
    ['JBIG', 34661],
  ])('%s: the report says that they may be there', async (_, compression) => {
    const { report } = await clean(page(compression, Uint8Array.of(0xff, 0x0a, 1, 2, 3, 4)));
    expect(report.kept).toMatchObject([
      { kind: 'picture', path: 'tiff/IFD0/0x0111', why: expect.stringMatching(/may hold other bytes/) },
    ]);
  });

  test('LERC that is packed once more: they go behind what packs it', async () => {
    const packed = deflateSync('blobs of LERC'.repeat(9));
    const fields = changed(pageFields(), {
      259: [259, 'SHORT', 34887],
      273: [273, 'LONG', { data: [concat(packed, secret)] }],
      279: [279, 'LONG', [packed.length + secret.length]],
    });
    const { report } = await clean(tiffOf(byTag([...fields, [50674, 'LONG', [4, 1]]])));
    expect(removedAs(report)).toContain('gap tiff/IFD0/0x0111');
  });
});
