// What a policy keeps of text stays in every format with its values, by ExifTool's word, and nothing else does.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Keep } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import {
  alt,
  av1Item,
  bag,
  blockFields,
  comment,
  commentExtension,
  compressedTextChunk,
  exif,
  exifItem,
  exifSegment,
  extendedXmpSegments,
  gif,
  graphicControl,
  heif,
  hevcItem,
  imageResources,
  internationalTextChunk,
  iptc,
  jpeg,
  losslessChunk,
  photoshopSegments,
  png,
  sampleExifOptions,
  sampleXmp,
  textChunk,
  tiff,
  webp,
  xmp,
  xmpChunk,
  xmpExtension,
  xmpItem,
  xmpSegment,
} from '../fixtures/build/index.js';
import { judged as judgedOf } from './exiftool.js';
import { compare } from './pictures.js';

type Tags = Record<string, unknown>;

/** The groups that may say of rights and texts. */
const groups = ['-EXIF:all', '-XMP:all', '-IPTC:all', '-Photoshop:all', '-PNG:all', '-Comment'];
const judged = (bytes: Uint8Array): Tags => judgedOf(bytes, ...groups);

async function clean(bytes: Uint8Array, keep: readonly Keep[]) {
  const { report, bytes: write } = removeSync(bytes, { keep });
  const after = write();
  const again = removeSync(after, { keep });
  expect(Buffer.compare(again.bytes(), after), 'removing twice').toBe(0);
  expect(again.report.removed, 'removed twice').toEqual([]);
  expect(await compare(bytes, after)).toBe('same');
  return { after, tags: judged(after), report, warnings: report.warnings.map(({ message }) => message) };
}

const packet = xmp({
  ...sampleXmp,
  attributes: {
    ...sampleXmp.attributes,
    'tiff:Make': 'Exifkit',
    'exifEX:LensModel': 'EK 24-70mm',
    'photoshop:Headline': 'Pagi',
    'xmpRights:WebStatement': 'https://example.com/licence',
  },
});
const options = sampleExifOptions();
const block = exif(options);
const fields = [...(options.ifd0 ?? [])].filter(([id]) => id !== 0x0112);
const exifIfd = { ifds: [[...(options.exif ?? [])].sort((a, b) => a[0] - b[0])] };

const files: Record<string, Uint8Array> = {
  jpeg: jpeg({ segments: [exifSegment(block), xmpSegment(packet), comment('Catatan')] }),
  png: png({ chunks: [['eXIf', block], xmpChunk(packet), textChunk('Title', 'Judul')] }),
  webp: webp({ picture: [losslessChunk()], exif: block, xmp: packet }),
  tiff: tiff({
    pages: [{ fields: [...fields, [0x8769, 'LONG', exifIfd], ...blockFields({ xmp: packet })] as never }],
  }),
  gif: gif({ frames: 2, extensions: [xmpExtension(packet), commentExtension('Catatan')] }),
  heic: heif({ items: [hevcItem(), exifItem(block, { id: 10 }), xmpItem(packet, { id: 11 })] }),
  avif: heif({
    brand: 'avif',
    items: [av1Item({ id: 1 }), exifItem(block, { id: 10 }), xmpItem(packet, { id: 11 })],
  }),
};

/** The tags of each name, by their groups. */
const named: Partial<Record<Keep, RegExp>> = {
  copyright: /^IFD0:Copyright$|^XMP-(dc:Rights|xmpRights:\w+)$/,
  creator:
    /^IFD0:(Artist|XPAuthor)$|^ExifIFD:(OwnerName|Photographer|ImageEditor)$|^XMP-(dc:Creator|iptcCore:Creator\w+)$/,
  captions:
    /^IFD0:(ImageDescription|XP(Title|Comment|Keywords|Subject))$|^ExifIFD:(UserComment|ImageTitle)$|^File:Comment$|^PNG:Title$|^XMP-(dc:(Title(-.*)?|Description|Subject)|lr:HierarchicalSubject|xmp:Label|photoshop:Headline|iptcExt:PersonInImage|mwg-rs:RegionName)$/,
  dates:
    /^IFD0:ModifyDate$|^ExifIFD:(DateTimeOriginal|CreateDate|(OffsetTime|SubSecTime)\w*|TimeZoneOffset)$|^XMP-(xmp:(Create|Modify)Date|photoshop:DateCreated|xmpMM:HistoryWhen)$/,
  cameraSettings:
    /^IFD0:(Make|Model)$|^ExifIFD:(?!.*(Time|Date|Serial|Comment|Version|Unique|Owner|Related|Temper|Humid|Pressure|Water|Accel|Angle|Color|Image|Interop|Compress|Components|Photographer|Software|Firmware|Gamma|Subject(Location)|Title|Editor))|^ExifIFD:(ExposureTime|CompositeImage.*)$|^XMP-(tiff:Make|exif:(ExposureTime|FNumber|ISO|Flash\w+)|aux:Lens|exifEX:LensModel)$/,
};

/** What a picture needs, and what stays by default. */
const structural =
  /^IFD0:(Orientation|Image(Width|Height)|BitsPerSample|Compression|Photometric\w+|Strip\w+|SamplesPerPixel|RowsPerStrip|[XY]Resolution|ResolutionUnit|PlanarConfiguration|WhitePoint|PrimaryChromaticities|YCbCr\w+|ReferenceBlackWhite)$|^PNG:(?!Title|Comment|ModifyDate)|^(GIF|PNG-\w+):/;
const texts = (tags: Tags): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([tag]) => !structural.test(tag)));

describe('each name keeps its tags with their values, and nothing else', () => {
  const table = Object.keys(files).flatMap((format) =>
    Object.keys(named).map((name) => [format, name as Keep] as const),
  );
  const before = new Map<string, Tags>();

  test.each(table)('%s, %s', async (format, name) => {
    if (!before.has(format)) before.set(format, judged(files[format]!));
    const { tags, warnings, report } = await clean(files[format]!, [name]);
    const expected = Object.entries(before.get(format)!).filter(([tag]) => named[name]!.test(tag));
    expect(expected.length).toBeGreaterThan(2);
    expect(texts(tags)).toEqual(Object.fromEntries(expected));
    expect(warnings).toEqual([]);
    expect([...report.kept, ...report.changed].map(({ kind }) => kind)).toContain('xmp');
  });
});

describe('dates', () => {
  const keep: readonly Keep[] = ['dates'];
  const dated = (text: string, more: readonly unknown[] = [], attributes: Record<string, string> = {}) =>
    jpeg({
      segments: [
        exifSegment(exif({ exif: [[0x9003, 'ASCII', text], ...more] as never })),
        xmpSegment(xmp({ attributes })),
      ],
    });

  test.each([
    '0000:00:00 00:00:00',
    '    :  :     :  :  ',
    '2009:07:14   :  :  ',
    '2009:13:14 10:00:00',
    '2009:02:30 10:00:00',
    'July',
  ])('one of EXIF that is none (%s) gives way to what XMP says, with its zone', async (text) => {
    const bytes = dated(
      text,
      [
        [0x9011, 'ASCII', '+01:00'],
        [0x9291, 'ASCII', '77'],
      ],
      {
        'exif:DateTimeOriginal': '2009-07-14T15:28:06Z',
      },
    );
    const { tags, warnings } = await clean(bytes, keep);
    expect(tags).toEqual({
      'ExifIFD:DateTimeOriginal': '2009:07:14 15:28:06',
      'ExifIFD:OffsetTimeOriginal': '+00:00',
      'XMP-exif:DateTimeOriginal': '2009:07:14 15:28:06Z',
    });
    expect(warnings).toHaveLength(/[1-9a-z]/.test(text) ? 1 : 0);
  });

  test('one of EXIF with other signs between its numbers is written as EXIF has it', async () => {
    const { tags } = await clean(dated('2009-07-14T15:28:06'), keep);
    expect(tags).toEqual({ 'ExifIFD:DateTimeOriginal': '2009:07:14 15:28:06' });
  });

  test.each(['2009', '2009-07', '2009-07-14', '2009-07-14T15:28', '2009-07-14T15:28+02:00'])(
    'one of XMP that is not whole (%s) stays in XMP alone',
    async (text) => {
      const { tags } = await clean(
        jpeg({ segments: [xmpSegment(xmp({ attributes: { 'xmp:CreateDate': text } }))] }),
        keep,
      );
      expect(Object.keys(tags)).toEqual(['XMP-xmp:CreateDate']);
    },
  );

  test('a date of IPTC without a time, beside a whole one in XMP', async () => {
    const path = resolve(import.meta.dirname, '../../shared/cases/keep-dates-blank-time.jpg');
    const datasets = iptc([
      [2, 55, '20090714'],
      [2, 62, '20090000'],
    ]);
    const own = jpeg({
      segments: [
        photoshopSegments(imageResources([[0x0404, datasets]])).at(0)!,
        xmpSegment(xmp({ attributes: { 'exif:DateTimeOriginal': '2009-07-14T15:28:06Z' } })),
      ],
    });
    expect((await clean(own, keep)).tags).toMatchObject({
      'ExifIFD:DateTimeOriginal': '2009:07:14 15:28:06',
      'XMP-photoshop:DateCreated': '2009:07:14',
      'XMP-xmp:CreateDate': 2009,
    });
    if (existsSync(path))
      expect((await clean(new Uint8Array(readFileSync(path)), keep)).tags).toMatchObject({
        'ExifIFD:DateTimeOriginal': '2009:07:14 15:28:06',
      });
  });
});

describe('IPTC', () => {
  const datasets = (...more: Parameters<typeof iptc>[0] & object[]) =>
    photoshopSegments(
      imageResources([
        [
          0x0404,
          iptc([
            [1, 90, [0x1b, 0x25, 0x47]],
            [2, 5, 'Judul'],
            [2, 25, 'laut'],
            [2, 25, 'kapal'],
            ...more,
          ] as never),
        ],
        [0x040a, [1]],
        [0x040b, 'https://example.com/licence'],
      ]),
    );

  test("becomes XMP, Photoshop's word on rights too", async () => {
    const bytes = jpeg({ segments: datasets([2, 105, 'Pagi'] as never, [2, 85, 'Juru foto'] as never) });
    expect((await clean(bytes, ['captions'])).tags).toEqual({
      'XMP-dc:Title': 'Judul',
      'XMP-dc:Subject': ['laut', 'kapal'],
      'XMP-photoshop:Headline': 'Pagi',
    });
    expect((await clean(bytes, ['creator'])).tags).toEqual({ 'XMP-photoshop:AuthorsPosition': 'Juru foto' });
    expect((await clean(bytes, ['copyright'])).tags).toEqual({
      'XMP-xmpRights:Marked': true,
      'XMP-xmpRights:WebStatement': 'https://example.com/licence',
    });
  });

  test('what XMP says stands, wherever it lies; of keywords all, of other texts a warning', async () => {
    const said = xmpSegment(
      xmp({ elements: { 'dc:title': alt({ 'x-default': 'Lain' }), 'dc:subject': bag('laut') } }),
    );
    for (const segments of [
      [said, ...datasets()],
      [...datasets(), said],
    ]) {
      const { tags, warnings } = await clean(jpeg({ segments }), ['captions']);
      expect(tags).toEqual({ 'XMP-dc:Title': 'Lain', 'XMP-dc:Subject': ['laut', 'kapal'] });
      expect(warnings).toEqual([expect.stringMatching(/^ObjectName of IPTC cannot be kept/)]);
    }
  });

  test('what nothing else can hold is a warning', async () => {
    const { warnings } = await clean(jpeg({ segments: datasets([2, 118, 'ayu@example.com'] as never) }), [
      'creator',
    ]);
    expect(warnings).toEqual([expect.stringMatching(/^Contact of IPTC cannot be kept/)]);
  });
});

describe("texts of a format's own", () => {
  test('PNG: by keyword, uncompressed, so that nothing hides behind a stream', async () => {
    const hidden = compressedTextChunk('Comment', 'Catatan');
    const bytes = png({
      chunks: [
        [hidden[0], Buffer.concat([Buffer.from(hidden[1] as Uint8Array), Buffer.from('hidden')])],
        internationalTextChunk('Title', 'Judul', { language: 'id', translated: 'Judul', compressed: true }),
        textChunk('Software', 'a program'),
        textChunk('GPSLatitude', '8.7'),
        textChunk('Author', 'Ayu'),
        ['tIME', [0x07, 0xe8, 2, 29, 6, 15, 30]],
      ],
    });
    const { after, tags } = await clean(bytes, ['captions']);
    expect(texts(tags)).toEqual({ 'PNG:Comment': 'Catatan', 'PNG:Title-id': 'Judul' });
    expect(Buffer.from(after).includes('hidden')).toBe(false);
    expect(texts((await clean(bytes, ['dates'])).tags)).toEqual({ 'PNG:ModifyDate': '2024:02:29 06:15:30' });
  });

  test('GIF: a comment between a control and its picture', async () => {
    const bytes = gif({
      extensions: [graphicControl(20), commentExtension('Catatan'), xmpExtension(packet)],
    });
    const { tags } = await clean(bytes, ['captions']);
    expect(tags).toMatchObject({ 'File:Comment': 'Catatan', 'XMP-photoshop:Headline': 'Pagi' });
  });
});

describe('room', () => {
  const long = 'x'.repeat(70_000);
  const packetOf = xmp({
    elements: { 'dc:description': alt({ 'x-default': long }), 'dc:title': alt({ 'x-default': 'Judul' }) },
  });

  test('JPEG: text that no segment holds lies in extended XMP, and that is read again', async () => {
    const { segments, guid } = extendedXmpSegments(packetOf, [0, 1]);
    const main = xmp({ attributes: { 'xmpNote:HasExtendedXMP': guid } });
    const { tags } = await clean(jpeg({ segments: [xmpSegment(main), ...segments] }), ['captions']);
    expect(tags).toMatchObject({ 'XMP-dc:Description': long, 'XMP-dc:Title': 'Judul' });
  });

  test.each(['png', 'webp', 'heic'])('%s has as much as is asked for', async (format) => {
    const bytes = {
      png: png({ chunks: [xmpChunk(packetOf)] }),
      webp: webp({ picture: [losslessChunk()], xmp: packetOf }),
      heic: heif({ items: [hevcItem(), xmpItem(packetOf, { id: 11 })] }),
    }[format]!;
    expect((await clean(bytes, ['captions'])).tags).toMatchObject({
      'IFD0:ImageDescription': long,
      'XMP-dc:Description': long,
    });
  });
});

test('a WebP without VP8X has no place for text: a warning says so', async () => {
  const whole = webp({ picture: [losslessChunk()], xmp: packet, exif: block });
  const bytes = Buffer.concat([whole.subarray(0, 12), whole.subarray(30)]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  const { tags, warnings } = await clean(bytes, ['captions']);
  expect(tags).toEqual({});
  expect(warnings).toEqual([
    expect.stringMatching(/EXIF without VP8X/),
    expect.stringMatching(/ImageDescription, .* of IFD0 cannot be kept/),
    expect.stringMatching(/UserComment, .* of ExifIFD cannot be kept/),
    expect.stringMatching(/Title, .* of XMP cannot be kept/),
  ]);
});

test('XMP of unknown namespaces, resources, qualifiers and signs of XML stays as it was said', async () => {
  const extra =
    '<u:Caption xmlns:u="urn:unknown#">a &lt;b&gt; &amp; "c"&#13;d</u:Caption><cc:license xmlns:cc="http://creativecommons.org/ns#" rdf:resource="https://example.com/by"/>' +
    '<dc:source xmlns:dc="http://purl.org/dc/elements/1.1/">never asked for</dc:source>' +
    '<photoshop:Headline xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" rdf:parseType="Resource"><rdf:value>Pagi</rdf:value><q:by xmlns:q="urn:q#">x</q:by></photoshop:Headline>';
  const { tags } = await clean(jpeg({ segments: [xmpSegment(xmp({ extra }))] }), ['captions', 'copyright']);
  expect(tags).toEqual({
    'XMP-u:Caption': 'a <b> & "c"\rd',
    'XMP-cc:License': 'https://example.com/by',
    'XMP-photoshop:Headline': 'Pagi',
  });
});
