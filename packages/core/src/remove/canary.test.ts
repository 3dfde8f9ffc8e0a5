// Plants a unique string in every place of a file that can hold one, removes, and looks for each in the result.
import { deflateSync, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { removeSync } from './remove-sync.js';

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } });

let planted: string[] = [];
function canary(place: string): string {
  const text = `CANARY<${place}>${planted.length}`;
  planted.push(text);
  return text;
}

function expectNone(after: Uint8Array): void {
  const bytes = Buffer.from(after);
  for (const text of planted) {
    const utf16 = Buffer.from(text, 'utf16le');
    const found = [ascii(text), utf16, Buffer.from(utf16).swap16()].some((form) => bytes.includes(form));
    expect(found, text).toBe(false);
  }
}

async function expectSamePicture(before: Uint8Array, after: Uint8Array): Promise<void> {
  const pixels = (bytes: Uint8Array) =>
    sharp(Buffer.from(bytes), { pages: -1, failOn: 'none', ignoreIcc: true }).raw().toBuffer();
  expect((await pixels(after)).equals(await pixels(before))).toBe(true);
}

/** A classic TIFF or BigTIFF: IFD0, with directories behind the entries that point to them. */
interface Field {
  readonly id: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer | ((offset: number) => Buffer);
}

class TiffFile {
  readonly big: boolean;
  readonly little: boolean;
  bytes: Buffer;

  constructor(little: boolean, big: boolean) {
    this.little = little;
    this.big = big;
    this.bytes = Buffer.alloc(big ? 16 : 8);
    this.bytes.write(little ? 'II' : 'MM', 'latin1');
    this.number(big ? 43 : 42, 2).copy(this.bytes, 2);
    if (big) this.number(8, 2).copy(this.bytes, 4);
  }

  number(value: number, size: number): Buffer {
    const bytes = Buffer.alloc(size);
    if (size === 8) {
      if (this.little) bytes.writeBigUInt64LE(BigInt(value));
      else bytes.writeBigUInt64BE(BigInt(value));
    } else if (this.little) bytes.writeUIntLE(value, 0, size);
    else bytes.writeUIntBE(value, 0, size);
    return bytes;
  }

  add(bytes: Buffer): number {
    const at = this.bytes.length;
    this.bytes = Buffer.concat([this.bytes, bytes, Buffer.alloc(bytes.length % 2)]);
    return at;
  }

  pointer(offset: number): Buffer {
    return this.number(offset, this.big ? 8 : 4);
  }

  text(id: number, text: string): Field {
    const value = ascii(`${text}\0`);
    return { id, type: 2, count: value.length, value };
  }

  short(id: number, ...values: number[]): Field {
    return {
      id,
      type: 3,
      count: values.length,
      value: Buffer.concat(values.map((value) => this.number(value, 2))),
    };
  }

  offset(id: number, offset: number): Field {
    return { id, type: this.big ? 16 : 4, count: 1, value: this.pointer(offset) };
  }

  /** Adds a directory; gives its offset and where its link to the next one stands. */
  directory(fields: readonly Field[]): { readonly at: number; readonly link: number } {
    const room = this.big ? 8 : 4;
    const rows = [...fields]
      .sort((a, b) => a.id - b.id)
      .map(({ id, type, count, value }) => {
        const bytes = value as Buffer;
        const cell =
          bytes.length > room ? this.pointer(this.add(bytes)) : Buffer.concat([bytes, Buffer.alloc(room)]);
        return Buffer.concat([
          this.number(id, 2),
          this.number(type, 2),
          this.number(count, room),
          cell.subarray(0, room),
        ]);
      });
    const table = Buffer.concat([this.number(rows.length, this.big ? 8 : 2), ...rows, Buffer.alloc(room)]);
    const at = this.add(table);
    return { at, link: at + table.length - room };
  }

  link(place: number, offset: number): void {
    this.pointer(offset).copy(this.bytes, place);
  }
}

/** A TIFF of two pages and a sub-directory, with a canary in each tag that says something. */
function tiffFile(little: boolean, big: boolean): Buffer {
  const file = new TiffFile(little, big);
  const pixels = file.add(Buffer.from(Array.from({ length: 48 }, (_, i) => i * 5)));
  const image = [
    file.short(256, 4),
    file.short(257, 4),
    file.short(258, 8, 8, 8),
    file.short(259, 1),
    file.short(262, 2),
    file.offset(273, pixels),
    file.short(277, 3),
    file.short(278, 4),
    file.short(279, 48),
  ];
  file.add(ascii(canary('gap')));
  const gps = file.directory([file.text(1, 'N'), file.text(29, canary('GPS date'))]);
  const makerNote = { ...file.text(37500, canary('maker note')), type: 7 };
  const exif = file.directory([
    file.text(36867, canary('date')),
    file.text(42033, canary('serial')),
    makerNote,
  ]);
  const sub = file.directory([...image, file.text(270, canary('sub description'))]);
  const told = [
    269, 270, 271, 272, 285, 305, 306, 315, 316, 337, 33432, 34737, 42112, 50735, 50827, 51123, 65000,
  ];
  const bytes = [700, 33723, 34377, 37724, 50341, 50740, 50781];
  const first = file.directory([
    ...image,
    ...told.map((id) => file.text(id, canary(`tag ${id}`))),
    ...bytes.map((id) => ({ ...file.text(id, canary(`bytes ${id}`)), type: 7 })),
    file.offset(330, sub.at),
    file.offset(34665, exif.at),
    file.offset(34853, gps.at),
  ]);
  const second = file.directory([...image, file.text(315, canary('second artist'))]);
  file.link(big ? 8 : 4, first.at);
  file.link(first.link, second.at);
  return Buffer.concat([file.bytes, ascii(canary('trailer'))]);
}

function exifTiff(orientation: number): Buffer {
  const file = new TiffFile(true, false);
  const thumbnail = file.add(ascii(canary('thumbnail')));
  const exif = file.directory([file.text(37510, canary('user comment')), file.text(37500, canary('note'))]);
  const gps = file.directory([file.text(29, canary('gps'))]);
  const first = file.directory([
    file.text(315, canary('artist')),
    file.short(274, orientation),
    file.offset(34665, exif.at),
    file.offset(34853, gps.at),
  ]);
  const second = file.directory([file.offset(513, thumbnail), file.short(514, 12)]);
  file.link(4, first.at);
  file.link(first.link, second.at);
  return Buffer.concat([file.bytes, ascii(canary('exif gap'))]);
}

function segment(marker: number, ...data: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(data.map((part) => (typeof part === 'string' ? ascii(part) : part)));
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

async function jpegFile(progressive: boolean): Promise<Buffer> {
  const plain = await picture.clone().jpeg({ progressive }).toBuffer();
  const jfif = segment(
    0xe0,
    'JFIF\0',
    Buffer.from([1, 2, 1, 0, 72, 0, 72, 2, 1]),
    canary('jfif').padEnd(20).slice(0, 18),
  );
  const apps = Array.from({ length: 16 }, (_, n) => segment(0xe0 + n, `Any\0${canary(`APP${n}`)}`));
  const metadata = Buffer.concat([
    segment(0xe0, `JFXX\0\x10${canary('jfxx')}`),
    segment(0xe1, 'Exif\0\0', exifTiff(6)),
    segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${canary('xmp')}`),
    segment(0xe1, `http://ns.adobe.com/xmp/extension/\0${canary('extended xmp')}`),
    segment(0xe1, `FLIR\0${canary('flir')}`),
    segment(0xe2, `FPXR\0${canary('fpxr')}`),
    segment(0xe2, `MPF\0${canary('mpf')}`),
    segment(0xe2, `ICC_PROFILE\0\x02\x02${canary('half a profile')}`),
    segment(0xeb, `JP\0\x01\0\0\0\x01${canary('c2pa')}`),
    segment(0xed, `Photoshop 3.0\x008BIM${canary('iptc')}`),
    segment(0xee, 'Adobe\0\x64\0\0\0\0\x01', canary('adobe')),
    segment(0xfe, canary('comment')),
    ascii(canary('between segments')),
    Buffer.from([0xff, 0xff, 0xff]),
    ...apps,
  ]);
  const scans = withinScans(plain.subarray(2));
  return Buffer.concat([plain.subarray(0, 2), jfif, metadata, scans, ascii(canary('trailer'))]);
}

/** Puts a comment and an application segment before each scan but the first, and before the end. */
function withinScans(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (let i = 1; i < bytes.length - 1; i++) {
    if (bytes[i] !== 0xff || (bytes[i + 1] !== 0xda && bytes[i + 1] !== 0xd9)) continue;
    parts.push(bytes.subarray(at, i), segment(0xfe, canary('scan')), segment(0xe5, canary('scan app')));
    at = i;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

function chunk(type: string, ...data: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat([
    ascii(type),
    ...data.map((part) => (typeof part === 'string' ? ascii(part) : part)),
  ]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(body.length - 4);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc(body), body.length + 4);
  return bytes;
}

function crc(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  }
  return ~sum >>> 0;
}

function pngFile(): Buffer {
  const header = Buffer.from([0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0]);
  const stream = deflateSync(Buffer.alloc(20, 1));
  const profile = Buffer.alloc(160);
  profile.writeUInt32BE(160);
  profile.write('acsp', 36);
  const control = Buffer.from('00000001000000040000000400000000000000000001000a0000', 'hex');
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk(
      'iCCP',
      canary('profile name').padEnd(30).slice(0, 30),
      '\0\0',
      deflateSync(profile),
      canary('profile tail'),
    ),
    chunk('gAMA', Buffer.from([0, 0, 0xb1, 0x8f])),
    chunk('gAMA', ascii(canary('second gamma'))),
    chunk('sRGB', ascii(canary('long sRGB'))),
    chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])),
    chunk('tEXt', `parameters\0${canary('prompt')}`),
    chunk('zTXt', 'Comment\0\0', deflateSync(ascii(canary('zTXt')))),
    chunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${canary('iTXt')}`),
    chunk('eXIf', exifTiff(1)),
    chunk('tIME', Buffer.from([7, 0xe8, 1, 1, 1, 1, 1])),
    chunk('caBX', canary('caBX')),
    chunk('dSIG', canary('dSIG')),
    chunk('vpAg', canary('vpAg')),
    chunk('prVt', canary('private')),
    chunk('fcTL', Buffer.from('00000000000000040000000400000000000000000001000a0000', 'hex')),
    chunk('IDAT', stream.subarray(0, 5)),
    chunk('IDAT', stream.subarray(5), canary('in data')),
    chunk('IDAT', canary('behind data')),
    chunk('fcTL', control),
    chunk('fdAT', Buffer.from([0, 0, 0, 2]), stream, canary('in frame')),
    chunk('tEXt', `Late\0${canary('behind frames')}`),
    chunk('zTXt', 'Raw profile type exif\0\0', deflateSync(ascii('\nexif\n 10\n00112233'))),
    chunk('IEND'),
    ascii(canary('trailer')),
  ]);
}

function riff(type: string, ...data: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(data.map((part) => (typeof part === 'string' ? ascii(part) : part)));
  const head = Buffer.concat([ascii(type), Buffer.alloc(4)]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

async function webpFile(): Promise<Buffer> {
  const simple = await picture.clone().webp().toBuffer();
  const features = Buffer.from([0x2c, 0, 0, 0, 39, 0, 0, 29, 0, 0]);
  return Buffer.concat([
    riff(
      'RIFF',
      'WEBP',
      riff('VP8X', features),
      riff('ANY ', canary('unknown')),
      simple.subarray(12),
      riff('EXIF', 'Exif\0\0', exifTiff(3)),
      riff('XMP ', canary('xmp')),
      riff('C2PA', canary('c2pa')),
    ),
    ascii(canary('trailer')),
  ]);
}

async function animatedWebp(): Promise<Buffer> {
  const frames = await sharp({ create: { width: 8, height: 16, channels: 3, background: '#888' } })
    .webp({ loop: 1 })
    .toBuffer();
  const frame = riff(
    'ANMF',
    Buffer.alloc(6),
    Buffer.from([7, 0, 0, 15, 0, 0, 9, 0, 0, 0]),
    frames.subarray(12),
    riff('secr', canary('in frame')),
  );
  const features = Buffer.from([0x02, 0, 0, 0, 7, 0, 0, 15, 0, 0]);
  return riff('RIFF', 'WEBP', riff('VP8X', features), riff('ANIM', Buffer.alloc(6)), frame, frame);
}

async function gifFile(): Promise<Buffer> {
  const plain = await picture.clone().gif({ loop: 3 }).toBuffer();
  const block = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), ascii(text)]);
  const extension = (label: number, ...texts: readonly string[]): Buffer =>
    Buffer.concat([Buffer.from([0x21, label]), ...texts.map(block), Buffer.from([0])]);
  const table = 13 + (plain[10]! & 0x80 ? 3 << ((plain[10]! & 7) + 1) : 0);
  return Buffer.concat([
    plain.subarray(0, table),
    extension(0xfe, canary('comment')),
    extension(0xff, 'XMP DataXMP', canary('xmp')),
    extension(0xff, 'NETSCAPE2.0', canary('not a loop count')),
    extension(0xff, 'MIDICTRLJon', canary('midi')),
    Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]),
    extension(0x01, 'twelve bytes', canary('plain text')),
    extension(0xaa, canary('unknown')),
    plain.subarray(table),
    ascii(canary('trailer')),
  ]);
}

const files: readonly (readonly [string, () => Buffer | Promise<Buffer>, orientation: number | undefined])[] =
  [
    ['baseline JPEG', () => jpegFile(false), 6],
    ['progressive JPEG', () => jpegFile(true), 6],
    ['PNG', pngFile, 1],
    ['WebP', webpFile, 3],
    ['animated WebP', animatedWebp, 1],
    ['GIF', gifFile, 1],
    ['little-endian TIFF', () => tiffFile(true, false), 1],
    ['big-endian TIFF', () => tiffFile(false, false), 1],
    ['little-endian BigTIFF', () => tiffFile(true, true), 1],
    ['big-endian BigTIFF', () => tiffFile(false, true), 1],
  ];

test.each(files)('%s holds nothing of what was planted', async (_, make, orientation) => {
  planted = [];
  const before = await make();
  const cleaned = removeSync(before);
  const after = cleaned.bytes();
  expect(planted.length).toBeGreaterThan(0);
  expectNone(after);
  await expectSamePicture(before, after);
  expect((await sharp(after).metadata()).orientation ?? 1).toBe(orientation);
  expect(removeSync(after).bytes()).toEqual(after);
  const { before: coded, after: kept } = cleaned.imageDigest();
  expect(kept).toBe(coded);
  expect(cleaned.report.bytesAfter).toBe(after.length);
  const strict = removeSync(before, 'strict').bytes();
  expectNone(strict);
  expect((await sharp(strict).metadata()).orientation ?? 1).toBe(1);
});

test('a PNG keeps its profile under a plain name, and its stream alone', () => {
  planted = [];
  const after = Buffer.from(removeSync(pngFile()).bytes());
  const at = after.indexOf('iCCP');
  expect(after.toString('latin1', at + 4, at + 8)).toBe('icc\0');
  expect(inflateSync(after.subarray(at + 9, at + 4 + after.readUInt32BE(at - 4))).length).toBe(160);
});
