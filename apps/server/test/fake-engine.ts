// A stand-in for the engine: reads and cleans a toy format, "FAKE" and then one character a block.
import { type ByteSource, gpsPosition } from 'exifkit';
import type { Engine, Tag } from '../src/engine.js';

class MetadataError extends Error {
  override readonly name: string = 'MetadataError';
  readonly code: string;
  readonly offset: number = 3;
  readonly path: string = 'fake';

  constructor(code: string) {
    super(`fake ${code}`);
    this.code = code;
  }
}

const failures: Readonly<Record<string, string>> = {
  M: 'malformed',
  T: 'truncated',
  U: 'unsafe-write',
  L: 'limit-exceeded',
  N: 'not-writable',
};

const tag = (
  family: string,
  group: string,
  name: string,
  text: Tag['text'],
  value: Tag['value'] = text,
): Tag => ({ family, group, name, text, value });

export const fakeTags: readonly Tag[] = [
  tag('File', 'File', 'FileType', 'FAKE'),
  tag('EXIF', 'IFD0', 'Make', 'Canon'),
  tag('EXIF', 'ExifIFD', 'ExposureTime', '1/1000', 0.001),
  tag('EXIF', 'ExifIFD', 'ISO', '100', 100),
  tag('IPTC', 'IPTC', 'By-line', 'Someone'),
  tag('IPTC', 'IPTC', 'CopyrightNotice', '(c) Someone'),
  tag('XMP', 'XMP-dc', 'Creator', ['Someone', 'Other']),
];

/** File bytes of the toy format. */
export function fake(flags = '', size = 21): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(size, 4 + flags.length)).fill(46);
  bytes.set(new TextEncoder().encode(`FAKE${flags}`));
  return bytes;
}

/** What stands after the name of the format. */
async function check(source: Uint8Array | ByteSource): Promise<string> {
  const bytes = 'read' in source ? await source.read({ start: 0, end: 16 }) : source;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 16));
  if (!head.startsWith('FAKE')) throw new MetadataError('unsupported-format');
  if (head[4] === '!') throw new Error('secret content of the file');
  return head.slice(4);
}

const position = {
  GPSLatitudeRef: 'S',
  GPSLatitude: 6.2,
  GPSLongitudeRef: 'E',
  GPSLongitude: 106.8,
  GPSAltitude: 8,
} as const;

export const fakeEngine: Engine = {
  gpsPosition,
  async read(source) {
    const flags = await check(source);
    if (flags.startsWith('T')) throw new MetadataError('truncated');
    const warning = { code: 'malformed', message: 'odd', offset: 7, path: 'fake/x' };
    return {
      fileType: { type: 'FAKE', extension: 'jpg', mimeType: 'image/jpeg' },
      warnings: flags.startsWith('W') ? [warning] : [],
      ...(flags.startsWith('G') && { gps: position }),
      tags: () => fakeTags,
      xmpText: () => undefined,
    };
  },
  async edit(source, changes) {
    const failure = failures[(await check(source))[0]!];
    if (failure) throw new MetadataError(failure);
    const size = 'read' in source ? (source.size ?? 0) : source.length;
    const start = new TextEncoder().encode(`FAKE{${Object.keys(changes).join('+')}}`);
    const rest = { start: start.length, end: Math.max(start.length, size) };
    const report = {
      ...{ format: 'jpeg', mimeType: 'image/jpeg', bytesBefore: size, bytesAfter: rest.end },
      ...{ changed: [], tags: [], c2pa: false, warnings: [] },
    };
    return { report, pieces: [start, rest] };
  },
  async remove(source, { preset, keep, only, gps }) {
    const failure = failures[(await check(source))[0]!];
    if (failure) throw new MetadataError(failure);
    const asked = [
      preset === 'strict' ? undefined : preset,
      only && `only:${only}`,
      gps && `grid:${gps.coarsen}`,
    ];
    const marks = [...asked.filter((mark) => mark), ...(keep ?? [])];
    const start = new TextEncoder().encode(`FAKE[${marks.join('+')}]`);
    const size = 'read' in source ? (source.size ?? 0) : source.length;
    const rest = { start: start.length, end: Math.max(start.length, size) };
    const report = {
      format: 'jpeg',
      mimeType: 'image/jpeg',
      bytesBefore: size,
      bytesAfter: start.length + rest.end - rest.start,
      removed: [{ kind: 'exif', path: 'fake', ranges: [{ start: 4, end: 5 }] }],
      kept: [],
      changed: [],
      c2pa: false,
      warnings: [],
    };
    return { report, pieces: [start, rest] };
  },
};
