// A stand-in for the engine: reads and cleans a toy format, "FAKE" and then one character a block.
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

function check(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 16));
  if (!head.startsWith('FAKE')) throw new MetadataError('unsupported-format');
  if (head[4] === '!') throw new Error('secret content of the file');
  return head.slice(4);
}

export const fakeEngine: Engine = {
  async read(bytes) {
    const flags = check(bytes);
    if (flags.startsWith('T')) throw new MetadataError('truncated');
    const warning = { code: 'malformed', message: 'odd', offset: 7, path: 'fake/x' };
    return {
      fileType: { type: 'FAKE', extension: 'jpg', mimeType: 'image/jpeg' },
      warnings: flags.startsWith('W') ? [warning] : [],
      tags: () => fakeTags,
      xmpText: () => undefined,
    };
  },
  async readGps(bytes) {
    return check(bytes).startsWith('G') ? { latitude: -6.2, longitude: 106.8, altitude: 8 } : undefined;
  },
  async remove(bytes, { preset, keep, only, gps }) {
    const failure = failures[check(bytes)[0]!];
    if (failure) throw new MetadataError(failure);
    const asked = [
      preset === 'strict' ? undefined : preset,
      only && `only:${only}`,
      gps && `grid:${gps.coarsen}`,
    ];
    const marks = [...asked.filter((mark) => mark), ...(keep ?? [])];
    const cleaned = bytes.slice();
    cleaned.set(new TextEncoder().encode(`FAKE[${marks.join('+')}]`));
    return { report: { mimeType: 'image/jpeg' }, bytes: async () => cleaned };
  },
};
