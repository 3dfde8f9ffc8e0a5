// Files that ask for far more than they hold: values that many entries share, records of a few bytes each, streams that
// inflate, blocks without number. One or more for each block and container.
import { crc32, deflateSync } from 'node:zlib';

import { cr3, jxl, packedBox, timedRecord, timedStructures } from '../fixtures/build/index.js';

type Part = Uint8Array | string | readonly number[];

const bytes = (part: Part): Uint8Array =>
  typeof part === 'string' ? Buffer.from(part, 'latin1') : Uint8Array.from(part);
const join = (...parts: readonly Part[]): Buffer =>
  Buffer.concat(parts.map((part) => (part instanceof Uint8Array ? part : bytes(part))));
const be16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const be32 = (value: number): Buffer =>
  Buffer.from([value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255]);
const le16 = (value: number): Buffer => be16(value).reverse();
const le32 = (value: number): Buffer => be32(value).reverse();
/** The same bytes over and over, `length` of them at most. */
const filled = (length: number, part: Part): Buffer => {
  const one = join(part);
  return Buffer.alloc(Math.floor(length / one.length) * one.length, one);
};

// TIFF

type Entry = readonly [id: number, type: number, count: number, value: number];

const ascii = 2;
const short = 3;
const long = 4;
const undefinedType = 7;
const double = 12;

const sizeOf = (type: number): number => ({ [short]: 2, [long]: 4, [double]: 8 })[type] ?? 1;

const directory = (entries: readonly Entry[], next = 0): Buffer =>
  join(
    le16(entries.length),
    ...entries.map(([id, type, count, value]) => join(le16(id), le16(type), le32(count), le32(value))),
    le32(next),
  );

const tiffHead = join('II*\0', le32(8));

/** A TIFF of one directory and what follows it; values of `-1` lie behind the directory. */
function tiff(entries: readonly Entry[], tail: Uint8Array): Buffer {
  const behind = 8 + 2 + entries.length * 12 + 4;
  const placed = entries.map(
    ([id, type, count, value]): Entry => [id, type, count, value < 0 ? behind : value],
  );
  return join(tiffHead, directory(placed), tail);
}

/** A TIFF whose entries of these numbers all have one value. */
const sharing = (ids: readonly number[], type: number, value: Uint8Array): Buffer =>
  tiff(
    ids.map((id): Entry => [id, type, Math.floor(value.length / sizeOf(type)), -1]),
    value,
  );

const times = (count: number, id: number): number[] => Array<number>(count).fill(id);
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** GeoTIFF keys that all point to the same values: the key with its place and count, and the entry of the values. */
function geoKeys(
  [id, tag, count]: readonly [number, number, number],
  [valuesTag, type, valuesCount]: readonly [number, number, number],
  values: Uint8Array,
): Buffer {
  const key = join(le16(id), le16(tag), le16(count), le16(0));
  const keys = join(le16(1), le16(1), le16(0), le16(8191), filled(8191 * 8, key));
  const at = 8 + 2 + 2 * 12 + 4;
  const entries: Entry[] = [
    [0x87af, short, keys.length / 2, at],
    [valuesTag, type, valuesCount, at + keys.length],
  ];
  return join(tiffHead, directory(entries), keys, values);
}

/** A TIFF of directories that follow each other, each full of small entries. */
function manyDirectories(size: number): Buffer {
  const entries = range(0, 4096).map((i): Entry => [0x8298 + (i % 5), ascii, 4, 0x00616161]);
  const length = 6 + entries.length * 12;
  const count = Math.min(512, Math.floor(size / length));
  const all = range(0, count).map((i) => directory(entries, i + 1 < count ? 8 + (i + 1) * length : 0));
  return join(tiffHead, ...all);
}

// JPEG

const segment = (marker: number, ...parts: readonly Part[]): Buffer => {
  const data = join(...parts);
  return join([0xff, marker], be16(data.length + 2), data);
};
const maxSegment = 65_533;
/** A picture of 8 by 8 points, so that there is something to keep. */
const picture = Buffer.from(
  '/9sAQwABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB/8AACwgACAAIAQERAP' +
    '/EABQAAQAAAAAAAAAAAAAAAAAAAAD/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AH//2Q==',
  'base64',
);
const jpeg = (...segments: readonly Uint8Array[]): Buffer => join([0xff, 0xd8], ...segments, picture);
/** As many of one segment as fit. */
const repeated = (size: number, one: Uint8Array): Buffer => jpeg(filled(size, one));

// PNG, RIFF, GIF, boxes

const pngChunk = (type: string, ...parts: readonly Part[]): Buffer => {
  const body = join(type, ...parts);
  return join(be32(body.length - 4), body, be32(crc32(body)));
};
const png = (...chunks: readonly Uint8Array[]): Buffer =>
  join(
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    pngChunk('IHDR', be32(1), be32(1), [8, 0, 0, 0, 0]),
    ...chunks,
    pngChunk('IDAT', deflateSync(Buffer.alloc(2))),
    pngChunk('IEND'),
  );
const riffChunk = (type: string, body: Uint8Array): Buffer =>
  join(type, le32(body.length), body, new Uint8Array(body.length & 1));
const webp = (...chunks: readonly Uint8Array[]): Buffer => {
  const flags = riffChunk('VP8X', join([0x2c, 0, 0, 0], [0, 0, 0], [0, 0, 0]));
  const lossless = riffChunk('VP8L', Buffer.from('2f00000010071011118888fe0700', 'hex'));
  const body = join('WEBP', flags, ...chunks.slice(0, 1), lossless, ...chunks.slice(1));
  return join('RIFF', le32(body.length), body);
};
const psdLayer = join(
  ...[filled(16, [0]), be16(0), '8BIMnorm', [255, 0, 0, 0]],
  ...[be32(16), be32(0), be32(0), [7], 'A layer'],
);
/** A Photoshop document of layers alone. */
const psd = (layers: number): Buffer => {
  const info = join(be16(layers), filled(layers * psdLayer.length, psdLayer));
  return join(
    ...['8BPS', be16(1), filled(6, [0]), be16(1), be32(1), be32(1), be16(8), be16(1)],
    ...[be32(0), be32(0), be32(info.length + 8), be32(info.length), info, be32(0), [0, 0, 0]],
  );
};
/** A FujiFilm raw file with a directory of long lists. */
const raf = (size: number): Buffer => {
  const count = Math.min(255, Math.floor(size / 65_539));
  const list = join(be16(0x130), be16(65_535), filled(65_535, [7]));
  const entries = join(be32(count), filled(count * list.length, list));
  const head = join('FUJIFILMCCD-RAW 0201', filled(0x5c - 20, [0]), be32(0x94), be32(entries.length));
  return join(head, filled(0x94 - head.length, [0]), entries);
};
/** A Canon raw file whose directory's entries all lead to the same bytes: heaps, or texts. */
const crw = (size: number, id: number): Buffer => {
  const count = Math.min(65_535, Math.floor(size / 12));
  const text = filled(512, 'a');
  const first = text.length + filled(size - count * 10, [1]).length;
  const entries = range(0, count).map((i) =>
    join(le16(id), le32(id === 0x3000 ? first + 6 - i : 512), le32(0)),
  );
  const heap = join(text, filled(first - text.length, [1]), le16(count), ...entries, le32(first));
  return join('II', le32(26), 'HEAPCCDR', filled(12, [0]), heap);
};
/** A packet in a packet, as deep as they go. */
const packetsIn = (size: number): Buffer => {
  const depth = 2000;
  const inner = Math.max(0, size - depth * 52);
  const heads = range(0, depth).map((i) =>
    join('PKTS', be32(0), 'other', filled(35, [0]), le32(inner + (depth - 1 - i) * 52)),
  );
  return join(...heads, filled(inner, join('PKTS', be32(0), 'a', filled(39, [0]), be32(0))));
};
const gif = (...extensions: readonly Uint8Array[]): Buffer =>
  join(
    'GIF89a',
    [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    ...extensions,
    [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b],
  );
const box = (type: string, ...parts: readonly Part[]): Buffer => {
  const body = join(...parts);
  return join(be32(body.length + 8), type, body);
};
const fullBox = (type: string, ...parts: readonly Part[]): Buffer => box(type, be32(0), ...parts);
const fileTypeBox = box('ftyp', 'heic', be32(0), 'mif1heic');

/** A HEIF of items of this type that all have the same extents. */
function heifItems(count: number, type: string, name: string, data: Uint8Array, extents = 1): Buffer {
  const ids = range(1, count);
  const meta = (at: number): Buffer =>
    fullBox(
      'meta',
      fullBox('hdlr', be32(0), 'pict', new Uint8Array(13)),
      fullBox('pitm', be16(1)),
      box(
        'iinf',
        be32(0),
        be16(count),
        ...ids.map((id) => box('infe', [2, 0, 0, 0], be16(id), be16(0), type, [0], name)),
      ),
      fullBox(
        'iloc',
        [0x44, 0],
        be16(count),
        ...ids.map((id) =>
          join(be16(id), be16(0), be16(extents), filled(8 * extents, join(be32(at), be32(data.length)))),
        ),
      ),
    );
  const start = fileTypeBox.length + meta(0).length + 8;
  return join(fileTypeBox, meta(start), box('mdat', data));
}

// XMP, IPTC, ICC, Photoshop, JUMBF

const packet = (inner: string): Buffer =>
  Buffer.from(
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""' +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:a="http://example.org/a/"' +
      ' xmlns:exif="http://ns.adobe.com/exif/1.0/">' +
      `${inner}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
  );
const bag = (count: number): string =>
  `<dc:subject><rdf:Bag>${'<rdf:li>a</rdf:li>'.repeat(count)}</rdf:Bag></dc:subject>`;
const repeatedText = (size: number, one: string): string => one.repeat(Math.floor(size / one.length));
const xmpText = (xmp: Uint8Array): Buffer => pngChunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', xmp);
const xmpSegment = (xmp: Uint8Array): Buffer => segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', xmp);

const keyword = join([0x1c, 2, 25, 0, 1], 'a');
const resource = (id: number, data: Uint8Array): Buffer =>
  join('8BIM', be16(id), [0, 0], be32(data.length), data, new Uint8Array(data.length & 1));

/** A profile of these tags, which all have one place. */
function profile(tags: readonly string[], data: Uint8Array): Buffer {
  const at = 128 + 4 + tags.length * 12;
  const head = Buffer.alloc(128);
  head.writeUInt32BE(at + data.length, 0);
  head.write('acsp', 36, 'latin1');
  return join(head, be32(tags.length), ...tags.map((tag) => join(tag, be32(at), be32(data.length))), data);
}

/** Texts of many languages that share their letters. */
const sharedTexts = (count: number, letters: number): Buffer =>
  join(
    'mluc',
    be32(0),
    be32(count),
    be32(12),
    ...range(0, count).map((i) =>
      join('de', [65 + (i % 26), 65 + ((i / 26) % 26)], be32(2 * letters), be32(16 + 12 * count)),
    ),
    filled(2 * letters, '\0a'),
  );

const jumbfType = (letters: string): Buffer => join(letters, Buffer.from('00110010800000aa00389b71', 'hex'));
const jumbf = (content: Uint8Array): Buffer =>
  box('jumb', box('jumd', jumbfType('cbor'), [3], 'c2pa.claim\0'), box('cbor', content));
const jumbfJson = (text: string): Buffer =>
  box('jumb', box('jumd', jumbfType('json'), [3], 'a\0'), box('json', text));

const exifSegment = (structure: Uint8Array): Buffer => segment(0xe1, 'Exif\0\0', structure);

/** EXIF with a maker note, its offsets counted from the structure. */
function noted(make: string, note: (start: number) => Uint8Array): Buffer {
  const makeAt = 8 + 2 + 2 * 12 + 4;
  const exifAt = makeAt + make.length + 1;
  const noteAt = exifAt + 2 + 12 + 4;
  const data = note(noteAt);
  return join(
    tiffHead,
    directory([
      [0x10f, ascii, make.length + 1, makeAt],
      [0x8769, long, 1, exifAt],
    ]),
    `${make}\0`,
    directory([[0x927c, undefinedType, data.length, noteAt]]),
    data,
  );
}

/** A directory of entries that share one value behind it. */
const sharedDirectory = (start: number, ids: readonly number[], type: number, value: Uint8Array): Buffer => {
  const at = start + 2 + ids.length * 12 + 4;
  const count = Math.floor(value.length / sizeOf(type));
  return join(directory(ids.map((id): Entry => [id, type, count, at])), value);
};

const gopro = (key: string, type: string, size: number, count: number, data: Uint8Array): Buffer =>
  join(key, type, [size], be16(count), data, new Uint8Array(-data.length & 3));

const extended = (size: number): Buffer => {
  const guid = '0123456789ABCDEF0123456789ABCDEF';
  const whole = packet(repeatedText(size, '<a:b>c</a:b>'));
  const pieces = range(0, Math.ceil(whole.length / 65_000)).map((i) =>
    segment(
      0xe1,
      `http://ns.adobe.com/xmp/extension/\0${guid}`,
      be32(whole.length),
      be32(i * 65_000),
      whole.subarray(i * 65_000, (i + 1) * 65_000),
    ),
  );
  const main = packet(
    `<xmpNote:HasExtendedXMP xmlns:xmpNote="http://ns.adobe.com/xmp/note/">${guid}</xmpNote:HasExtendedXMP>`,
  );
  return jpeg(xmpSegment(main), ...pieces);
};

const mie = (elements: Uint8Array): Buffer => {
  const head = join('~\x10\x04\xfe', '0MIE', be32(0));
  const body = join(head, elements);
  return join(body, '~\0\0\x06', be32(body.length + 10), [0x10, 4]).subarray(0);
};

const imageIndex = (size: number): Buffer => {
  const data = filled(Math.min(size, 65_000), join(be32(0x20003), be32(100), be32(100), be32(0)));
  const head = join(
    'MPF\0',
    'MM\0*',
    be32(8),
    be16(1),
    be16(0xb002),
    be16(7),
    be32(data.length),
    be32(26),
    be32(0),
  );
  return segment(0xe2, head, data);
};

const user = (type: string, data: Uint8Array): Buffer => box(type, data);
const movie = (...boxes: readonly Uint8Array[]): Buffer => join(fileTypeBox, box('moov', ...boxes));

/** By name: the file for a size of about so many bytes. */
export const stallingFiles: { readonly [name: string]: (size: number) => Uint8Array } = {
  'TIFF entries that share a text': () => sharing(range(0x8000, 4096), ascii, filled(65_536, 'a')),
  'TIFF entries that share a long text': (size) => sharing(range(0x8000, 4096), ascii, filled(size, 'a')),
  'TIFF entries that share doubles': () => sharing(range(0x8000, 4096), double, filled(409_600, '?')),
  'TIFF entries of one known name that share a text': (size) =>
    sharing(times(4096, 0x10e), ascii, filled(Math.min(size, 1 << 20), 'a')),
  'TIFF entries of one known name that share numbers': () =>
    sharing(times(4096, 0xc65a), double, filled(409_600, '?')),
  'TIFF entries of one known name that share short numbers': () =>
    sharing(times(4096, 0xc65a), short, filled(2000, '?')),
  'TIFF entries that share XMP': (size) => sharing(times(4096, 700), 1, packet(bag(size / 18))),
  'TIFF entries that share IPTC': (size) =>
    sharing(times(4096, 33_723), undefinedType, filled(size, keyword)),
  'TIFF entries that share Photoshop resources': (size) =>
    sharing(times(4096, 34_377), 1, filled(size, resource(0x03ee, bytes('\x01a\x01b')))),
  'TIFF entries that share a profile': (size) =>
    sharing(
      times(4096, 34_675),
      undefinedType,
      profile(
        times(200, 0).map(() => 'desc'),
        sharedTexts(1000, size / 4),
      ),
    ),
  'TIFF directories of small entries': manyDirectories,
  'TIFF with many IPTC datasets': (size) => sharing([33_723], undefinedType, filled(size, keyword)),
  'TIFF with IPTC of long texts': (size) =>
    sharing([33_723], undefinedType, filled(size, join([0x1c, 2, 120, 0x75, 0x30], filled(30_000, 'a')))),
  'TIFF with many opcodes': (size) =>
    sharing(
      [0xc740],
      undefinedType,
      join(be32(size >> 4), filled(size, join(be32(1), be32(0), be32(0), be32(0)))),
    ),
  'TIFF with a table of floats': (size) => sharing([0xc6fa, 0xc6fb, 0xc726], 11, filled(size, '?AAA')),
  'TIFF with GeoTIFF keys that share a text': () =>
    geoKeys([1026, 0x87b1, 65_000], [0x87b1, ascii, 65_536], filled(65_536, 'a')),
  'TIFF with GeoTIFF keys that share numbers': () =>
    geoKeys([2057, 0x87b0, 8000], [0x87b0, double, 8000], filled(64_000, '?')),
  'TIFF with tiles without number': (size) => {
    const count = Math.floor(size / 8);
    const at = 8 + 2 + 6 * 12 + 4;
    return join(
      tiffHead,
      directory([
        [256, long, 1, 1 << 20],
        [257, long, 1, 1 << 20],
        [322, long, 1, 16],
        [323, long, 1, 16],
        [324, long, count, at],
        [325, long, count, at + 4 * count],
      ]),
      filled(4 * count, le32(8)),
      filled(4 * count, le32(1)),
    );
  },
  'TIFF with Photoshop layers': (size) => {
    const name = join([1], 'a', [0, 0]);
    const extra = join(be32(0), be32(0), name);
    const layer = join(
      filled(16, be32(1)),
      be16(0),
      '8BIM',
      'norm',
      [255, 0, 0, 0],
      be32(extra.length),
      extra,
    );
    const records = join(be16(30_000), filled(Math.min(size, 30_000 * layer.length), layer));
    return sharing(
      [0x935c],
      undefinedType,
      join('Adobe Photoshop Document Data Block\0', '8BIM', 'Layr', be32(records.length), records),
    );
  },
  'TIFF with many documents of Photoshop layers': (size) => {
    const layer = join(
      filled(16, be32(1)),
      be16(0),
      '8BIM',
      'norm',
      [255, 0, 0, 0],
      be32(12),
      be32(0),
      be32(0),
      [1],
      'a',
      [0, 0],
    );
    const records = join(be16(1), layer);
    const part = join('8BIM', 'Layr', be32(records.length), records, new Uint8Array(-records.length & 3));
    return sharing(
      [0x935c],
      undefinedType,
      join('Adobe Photoshop Document Data Block\0', filled(size, part)),
    );
  },
  'JPEG of EXIF segments full of entries': (size) => {
    const entries = range(0, 5000).map((i): Entry => [0x8298 + (i % 5), ascii, 4, 0x00616161]);
    return repeated(size, exifSegment(tiff(entries, new Uint8Array())));
  },
  'JPEG of EXIF segments that share a text': (size) =>
    repeated(size, exifSegment(sharing(range(0xf000, 2500), ascii, join('Name: ', filled(30_000, 'a'))))),
  'JPEG of EXIF segments with GPS': (size) => {
    const gps = directory([
      [0, 1, 4, 0x302],
      [1, ascii, 2, 0x4e],
    ]);
    return repeated(size, exifSegment(tiff([[0x8825, long, 1, -1]], gps)));
  },
  'JPEG of IPTC segments': (size) =>
    repeated(size, segment(0xed, 'Photoshop 3.0\0', resource(0x0404, filled(65_000, keyword)))),
  'JPEG of IPTC blocks': (size) =>
    repeated(size, segment(0xed, 'Photoshop 3.0\0', filled(65_000, resource(0x0404, keyword)))),
  'JPEG of Photoshop resources': (size) =>
    repeated(size, segment(0xed, 'Photoshop 3.0\0', filled(65_000, resource(0x0bb7, bytes('\x01a'))))),
  'JPEG of Photoshop names': (size) =>
    repeated(size, segment(0xed, 'Photoshop 3.0\0', resource(0x03ee, filled(65_000, '\x01a')))),
  'JPEG of profiles': (size) =>
    repeated(
      size,
      segment(0xe2, 'ICC_PROFILE\0\x01\x01', profile(Array(200).fill('desc'), sharedTexts(1000, 20_000))),
    ),
  'JPEG of one large profile': (size) => {
    const whole = profile(Array(200).fill('desc'), sharedTexts(10_000, Math.min(size, 10 << 20) / 2));
    const count = Math.min(255, Math.ceil(whole.length / 65_000));
    return jpeg(
      ...range(0, count).map((i) =>
        segment(0xe2, 'ICC_PROFILE\0', [i + 1, count], whole.subarray(i * 65_000, (i + 1) * 65_000)),
      ),
    );
  },
  'JPEG of XMP packets': (size) => repeated(size, xmpSegment(packet(bag(3400)))),
  'JPEG of XMP packets of one property': (size) =>
    repeated(size, xmpSegment(packet('<dc:title>a</dc:title>'))),
  'JPEG of XMP packets of properties': (size) =>
    repeated(size, xmpSegment(packet(repeatedText(64_000, '<a:b>c</a:b>')))),
  'JPEG of XMP packets of places': (size) =>
    repeated(size, xmpSegment(packet(repeatedText(64_000, '<exif:GPSLatitude>1,2N</exif:GPSLatitude>')))),
  'JPEG of extended XMP': extended,
  'JPEG of comments': (size) => repeated(size, segment(0xfe, filled(maxSegment, 'a'))),
  'JPEG of short comments': (size) => repeated(size, segment(0xfe, 'a')),
  'JPEG of MPF': (size) => repeated(size, imageIndex(size)),
  'JPEG of CBOR numbers': (size) =>
    repeated(size, segment(0xeb, 'JP', be16(1), be32(1), jumbf(filled(65_000, [1])))),
  'JPEG of CBOR maps': (size) =>
    jpeg(
      ...range(0, Math.floor(size / 65_000)).map((i) =>
        segment(
          0xeb,
          'JP',
          be16(i),
          be32(1),
          jumbf(join([0xb9, 0x40, 0], filled(64_000, [0x61, 0x61, 0x61, 0x62]))),
        ),
      ),
    ),
  'JPEG of nested CBOR': (size) =>
    jpeg(
      ...range(0, Math.floor(size / 65_000)).map((i) =>
        segment(
          0xeb,
          'JP',
          be16(i),
          be32(1),
          jumbf(filled(64_000, join(filled(30, [0xa1, 0x61, 0x61]), [1]))),
        ),
      ),
    ),
  'JPEG of JSON': (size) =>
    jpeg(
      ...range(0, Math.floor(size / 65_000)).map((i) =>
        segment(0xeb, 'JP', be16(i), be32(1), jumbfJson(`[${'{"a":1},'.repeat(7000)}1]`)),
      ),
    ),
  'JPEG of JUMBF boxes': (size) =>
    jpeg(
      ...range(0, Math.floor(size / 65_000)).map((i) =>
        segment(
          0xeb,
          'JP',
          be16(i),
          be32(1),
          box('jumb', box('jumd', jumbfType('cbor'), [3], 'a\0'), filled(64_000, box('bfdb', [0], 'a\0'))),
        ),
      ),
    ),
  'JPEG of GoPro numbers': (size) =>
    repeated(size, segment(0xe6, 'GoPro\0', filled(65_000, gopro('ISOE', 'B', 1, 4, bytes([1, 2, 3, 4]))))),
  'JPEG of GoPro lists': (size) =>
    repeated(size, segment(0xe6, 'GoPro\0', gopro('WBAL', 'c', 1, 65_000, filled(65_000, 'a')))),
  'JPEG of nested GoPro': (size) => {
    let inner: Buffer = gopro('MINF', 'c', 1, 4, bytes('abcd'));
    for (let i = 0; i < 30; i++) inner = gopro('DEVC', '\0', 1, inner.length, inner);
    return repeated(size, segment(0xe6, 'GoPro\0', filled(65_000, inner)));
  },
  'JPEG of picture info': (size) =>
    repeated(size, segment(0xec, '[picture info]\n', filled(65_000, 'Resolution=1\n'))),
  'JPEG of Ducky': (size) =>
    repeated(size, segment(0xec, 'Ducky', filled(65_000, join(be16(2), be16(6), be32(1), 'a\0')))),
  'JPEG of Media Jukebox': (size) =>
    repeated(
      size,
      segment(0xe9, 'Media Jukebox\0', `<MJMD>${repeatedText(64_000, '<Date>1</Date>')}</MJMD>`),
    ),
  'JPEG of FLIR records': (size) => {
    const records = filled(
      60_000,
      join(be16(0x20), new Uint8Array(10), be32(64), be32(500), new Uint8Array(12)),
    );
    const head = join('FFF\0', new Uint8Array(20), be32(64), be32(records.length / 32), new Uint8Array(32));
    return repeated(size, segment(0xe1, 'FLIR\0', [1, 0, 0], join(head, records)));
  },
  'JPEG of small APP segments': (size) => repeated(size, segment(0xe5, 'RMETA\0')),
  'JPEG of FlashPix': (size) =>
    repeated(size, segment(0xe2, 'FPXR\0', filled(65_000, [0, 1, 0, 1, 0, 10, 0, 0, 0, 0, 65, 0]))),
  'JPEG with a Canon note of shared values': () =>
    jpeg(
      exifSegment(
        noted('Canon', (start) => sharedDirectory(start, times(2500, 6), ascii, filled(30_000, 'a'))),
      ),
    ),
  'JPEG with a Canon note of shared records': () =>
    jpeg(
      exifSegment(
        noted('Canon', (start) => sharedDirectory(start, times(2500, 0x4001), short, filled(20_000, [1, 0]))),
      ),
    ),
  'TIFF with a Canon note of shared records': (size) =>
    noted('Canon', (start) => sharedDirectory(start, times(4000, 0x4001), short, filled(size / 2, [1, 0]))),
  'TIFF with a Nikon note of shared values': (size) =>
    noted('NIKON CORPORATION', () =>
      join('Nikon\0\x02\x10\0\0', tiffHead, sharedDirectory(8, times(4000, 4), ascii, filled(size / 2, 'a'))),
    ),
  'TIFF with a Nikon note of shared records': (size) =>
    noted('NIKON CORPORATION', () =>
      join(
        'Nikon\0\x02\x10\0\0',
        tiffHead,
        sharedDirectory(8, times(4000, 0x91), undefinedType, join('0215', filled(size / 2, 'a'))),
      ),
    ),
  'JPEG with a trailer of MIE elements': (size) =>
    join(jpeg(), mie(filled(Math.min(size, 30 << 20), join('~\x28\x06\x01', 'Author', 'a')))),
  'JPEG with text behind it': (size) => join(jpeg(), filled(size, 'vivo{"a":1}')),
  'JPEG with many pictures behind it': (size) => join(jpeg(), filled(size, jpeg())),
  'PNG of compressed texts': (size) =>
    png(filled(size, pngChunk('zTXt', 'Comment\0\0', deflateSync(Buffer.alloc(200_000, 97))))),
  'PNG of short compressed texts': (size) =>
    png(filled(size, pngChunk('zTXt', 'Comment\0\0', deflateSync(Buffer.alloc(20, 97))))),
  'PNG of short texts': (size) => png(filled(size, pngChunk('tEXt', 'Comment\0a'))),
  'PNG of texts with many names': (size) =>
    png(
      ...range(0, Math.min(19_000, size / 2000)).map((i) =>
        pngChunk('iTXt', `Name${i}\0\0\0de\0\0`, filled(2000, 'a')),
      ),
    ),
  'PNG of raw profiles': (size) =>
    png(
      filled(
        size,
        pngChunk('tEXt', 'Raw profile type iptc\0\niptc\n    2000\n', filled(4000, '1c0219000161')),
      ),
    ),
  'PNG of compressed raw profiles': (size) =>
    png(
      filled(
        size,
        pngChunk(
          'zTXt',
          'Raw profile type iptc\0\0',
          deflateSync(join('\niptc\n    60000\n', filled(120_000, '1c0219000161'))),
        ),
      ),
    ),
  'PNG of EXIF chunks': (size) =>
    png(
      filled(
        size,
        pngChunk('eXIf', sharing(range(0xf000, 2000), ascii, join('Name: ', filled(20_000, 'a')))),
      ),
    ),
  'PNG of profiles': (size) =>
    png(
      filled(
        size,
        pngChunk('iCCP', 'a\0\0', deflateSync(profile(Array(200).fill('desc'), sharedTexts(1000, 20_000)))),
      ),
    ),
  'PNG of XMP packets': (size) => png(filled(size, xmpText(packet(bag(100))))),
  'PNG with a long XMP list': (size) => png(xmpText(packet(bag(size / 18)))),
  'PNG with XMP of references': (size) =>
    png(xmpText(packet(`<dc:title>${'&amp;'.repeat(size / 5)}</dc:title>`))),
  'PNG with XMP of many elements': (size) => png(xmpText(packet(repeatedText(size, '<a:b>c</a:b>')))),
  'PNG with XMP of places': (size) =>
    png(xmpText(packet(repeatedText(size, '<exif:GPSLatitude>1,2N</exif:GPSLatitude>')))),
  'PNG with XMP of attributes': (size) =>
    png(
      xmpText(
        packet(
          `<a:b ${range(0, size / 12)
            .map((i) => `a:c${i}="1"`)
            .join(' ')}/>`,
        ),
      ),
    ),
  'PNG with XMP of empty elements': (size) => png(xmpText(packet(repeatedText(size, '<a:b/>')))),
  'PNG with a long media summary': (size) =>
    png(
      xmpText(
        packet(
          `<plus:MediaSummaryCode xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">|PLUS|V0120|U001|${'2WAB'.repeat(size / 4)}|</plus:MediaSummaryCode>`,
        ),
      ),
    ),
  'PNG with XMP of comments': (size) => png(xmpText(packet(repeatedText(size, '<!---->')))),
  'PNG with one long XMP text': (size) =>
    png(xmpText(packet(`<dc:title>${repeatedText(size, 'a')}</dc:title>`))),
  'PNG with XMP in UTF-16': (size) =>
    png(xmpText(join([0xff, 0xfe], Buffer.from(packet(bag(size / 36)).toString(), 'utf16le')))),
  'PNG with XMP of namespaces': (size) =>
    png(
      xmpText(
        packet(
          range(0, size / 60)
            .map((i) => `<n${i}:a xmlns:n${i}="http://example.org/n${i}/">1</n${i}:a>`)
            .join(''),
        ),
      ),
    ),
  'GIF of comments': (size) => gif(filled(size, join([0x21, 0xfe], [255], filled(255, 'a'), [0]))),
  'GIF of short comments': (size) => gif(filled(size, join([0x21, 0xfe], [1], 'a', [0]))),
  'GIF with a long comment': (size) =>
    gif(join([0x21, 0xfe], filled(size, join([255], filled(255, 'a'))), [0])),
  'RAF of layouts': (size) => raf(size),
  'CRW of heaps in one directory': (size) => crw(size, 0x3000),
  'CRW of texts': (size) => crw(size, 0x0816),
  'Leaf of packets': (size) =>
    sharing([0x8606], undefinedType, filled(size, join('PKTS', be32(0), 'a', filled(39, [0]), be32(0)))),
  'Leaf of packets in packets': (size) => sharing([0x8606], undefinedType, packetsIn(size)),
  'PSD of layers': (size) => psd(Math.min(32_767, Math.floor(size / psdLayer.length))),
  'GIF of controls': (size) => gif(filled(size, [0x21, 0xf9, 4, 1, 1, 0, 1, 0])),
  'GIF of XMP': (size) =>
    gif(
      filled(
        size,
        join(
          [0x21, 0xff, 11],
          'XMP DataXMP',
          packet(bag(10)),
          [1],
          range(0, 256).map((i) => 255 - i),
          [0, 0],
        ),
      ),
    ),
  'GIF of profiles': (size) =>
    gif(
      filled(
        size,
        join(
          [0x21, 0xff, 11],
          'ICCRGBG1012',
          ...subBlocks(profile(Array(200).fill('desc'), sharedTexts(100, 2000))),
        ),
      ),
    ),
  'WebP of EXIF chunks': (size) =>
    webp(
      new Uint8Array(),
      filled(
        size,
        riffChunk('EXIF', sharing(range(0xf000, 2000), ascii, join('Name: ', filled(20_000, 'a')))),
      ),
    ),
  'WebP of XMP chunks': (size) => webp(new Uint8Array(), filled(size, riffChunk('XMP ', packet(bag(100))))),
  'WebP of small chunks': (size) =>
    webp(new Uint8Array(), filled(size, riffChunk('abcd', new Uint8Array(2)))),
  'HEIF of items that share EXIF': (size) =>
    heifItems(
      20_000,
      'Exif',
      '',
      join(be32(0), sharing(range(0xf000, 4000), ascii, join('Name: ', filled(size / 4, 'a')))),
    ),
  'HEIF of items that share XMP': (size) =>
    heifItems(10_000, 'mime', 'application/rdf+xml\0', packet(bag(size / 18))),
  'HEIF with an item of many extents': (size) => heifItems(1, 'Exif', '', filled(size / 2, 'a'), 20_000),
  'HEIF of JPEG items': (size) => heifItems(10_000, 'jpeg', '', filled(size / 2, 'a')),
  'HEIF of user data': (size) =>
    movie(box('udta', filled(size, user('\xa9nam', join(be16(1), be16(0), 'a'))))),
  'HEIF of long user data': (size) =>
    movie(box('udta', filled(size, user('\xa9nam', join(be16(60_000), be16(0), filled(60_000, 'a')))))),
  'HEIF of texts in one box': (size) =>
    movie(box('udta', user('\xa9nam', filled(size, join(be16(1), be16(0), 'a'))))),
  'HEIF of list items': (size) =>
    movie(
      box(
        'udta',
        fullBox(
          'meta',
          fullBox('hdlr', be32(0), 'mdir', new Uint8Array(13)),
          box('ilst', filled(size, box('\xa9nam', box('data', be32(1), be32(0), 'a')))),
        ),
      ),
    ),
  'HEIF of list items in one': (size) =>
    movie(
      box(
        'udta',
        fullBox(
          'meta',
          fullBox('hdlr', be32(0), 'mdir', new Uint8Array(13)),
          box('ilst', box('\xa9nam', filled(size, box('data', be32(1), be32(0), 'a')))),
        ),
      ),
    ),
  'HEIF of metadata keys': (size) =>
    movie(
      box(
        'meta',
        fullBox('hdlr', be32(0), 'mdta', new Uint8Array(13)),
        fullBox('keys', be32(size / 12), filled(size, join(be32(12), 'mdta', 'abcd'))),
      ),
    ),
  'HEIF of tracks': (size) =>
    movie(filled(size, box('trak', box('mdia', fullBox('hdlr', be32(0), 'vide', new Uint8Array(13)))))),
  'HEIF of properties': (size) =>
    join(
      fileTypeBox,
      fullBox(
        'meta',
        fullBox('hdlr', be32(0), 'pict', new Uint8Array(13)),
        box('iprp', box('ipco', filled(size, fullBox('ispe', be32(1), be32(1))))),
      ),
    ),
  'HEIF of profiles': (size) =>
    join(
      fileTypeBox,
      fullBox(
        'meta',
        fullBox('hdlr', be32(0), 'pict', new Uint8Array(13)),
        box(
          'iprp',
          box(
            'ipco',
            filled(size, box('colr', 'prof', profile(Array(200).fill('desc'), sharedTexts(1000, 20_000)))),
          ),
        ),
      ),
    ),
  'HEIF of associations': (size) =>
    join(
      fileTypeBox,
      fullBox(
        'meta',
        fullBox('hdlr', be32(0), 'pict', new Uint8Array(13)),
        box(
          'iprp',
          box('ipco', fullBox('ispe', be32(1), be32(1))),
          fullBox('ipma', be32(size / 8), filled(size, [0, 1, 5, 1, 1, 1, 1, 1])),
        ),
      ),
    ),
  'HEIF of references': (size) =>
    join(
      fileTypeBox,
      fullBox(
        'meta',
        fullBox('hdlr', be32(0), 'pict', new Uint8Array(13)),
        fullBox('iref', filled(size, box('cdsc', be16(1), be16(2), be16(1), be16(2)))),
      ),
    ),
  'HEIF of uuid boxes with XMP': (size) =>
    join(
      fileTypeBox,
      filled(size, box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), packet(bag(100)))),
    ),
  'CR3 of timed records': (size) => cr3({ timed: [filled(size, timedRecord(1, new Uint8Array(12)))] }),
  'CR3 of samples': (size) =>
    cr3({ timed: Array(Math.min(20_000, Math.ceil(size / 40))).fill(timedRecord(1, new Uint8Array(12))) }),
  'CR3 of timed structures': (size) =>
    cr3({
      timed: [timedRecord(8, filled(size, timedStructures([0x8769, [[0x9003, 'ASCII', 'A date']]])))],
    }),
  'JPEG XL of brands': (size) =>
    join(box('JXL ', [0x0d, 0x0a, 0x87, 0x0a]), box('ftyp', 'jxl ', be32(0), filled(size, 'jxl '))),
  'JPEG XL of gain maps': (size) => jxl({ before: [filled(size, box('hrgm'))] }),
  'JPEG XL of packed boxes': (size) => jxl({ after: [filled(size, packedBox('xml ', packet(bag(100))))] }),
  'HEIF of boxes without content': (size) => join(fileTypeBox, filled(size, box('free'))),
};

function subBlocks(data: Uint8Array): Buffer[] {
  const blocks = range(0, Math.ceil(data.length / 255)).map((i) => {
    const part = data.subarray(i * 255, (i + 1) * 255);
    return join([part.length], part);
  });
  return [...blocks, Buffer.from([0])];
}
