// XMP, IPTC and what all standards say, edited in whole files of each format, with ExifTool as the judge.
import { readFileSync } from 'node:fs';
import { type Changes, edit } from 'exifkit/edit';
import { readSync } from 'exifkit/sync';
import { describe, expect, test } from 'vitest';
import { jpeg, xmpSegment } from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/files/${name}`, import.meta.url)));
const edited = async (bytes: Uint8Array, changes: Changes): Promise<Uint8Array> =>
  (await edit(bytes, changes)).bytes();

/** Tags that say how the file is built, and what is worked out of others. */
const structural =
  /^(System|File|ExifTool|Composite):|(Length|Offset|Offsets|Size|Start|WebP_Flags|IPTCDigest|HasExtendedXMP|XMPToolkit|GIFVersion)$/;
const others = (tags: Record<string, unknown>, own: RegExp): Record<string, unknown> =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !structural.test(key) && !own.test(key)));

const xmp: Changes['xmp'] = {
  dc: { title: { 'x-default': 'Sea', id: 'Laut' }, subject: { add: ['sea'] }, description: null },
  Iptc4xmpExt: { LocationCreated: [{ City: 'Bandung' }] },
};
const files = [
  ...[
    'jpeg-all-blocks.jpg',
    'jpeg-xmp-extended.jpg',
    'jpeg-minimal.jpg',
    'png-xmp.png',
    'png-xmp-compressed.png',
  ],
  ...[
    'png-minimal.png',
    'webp-all-blocks.webp',
    'webp-lossy.webp',
    'heic-exif-xmp.heic',
    'heic-minimal.heic',
  ],
  ...[
    'avif-exif-xmp.avif',
    'tiff-all-blocks.tif',
    'tiff-bigtiff.tif',
    'tiff-minimal.tif',
    'gif-xmp.gif',
    'gif-minimal.gif',
  ],
];

describe.each(files)('%s', (name) => {
  test('XMP: ExifTool reads what was set, and the rest is as it was', async () => {
    const bytes = fixture(name);
    const after = judged(await edited(bytes, { xmp }), '-struct');
    expect(after).toMatchObject({
      ...{
        'XMP-dc:Title': 'Sea',
        'XMP-dc:Title-id': 'Laut',
        'XMP-dc:Subject': expect.arrayContaining(['sea']),
      },
      'XMP-iptcExt:LocationCreated': [{ City: 'Bandung' }],
    });
    expect(after).not.toHaveProperty(['XMP-dc:Description']);
    const own = /^XMP-(dc:(Title|Subject|Description)|iptcExt:LocationCreated)|^IFD0:ApplicationNotes/;
    expect(others(after, own)).toEqual(others(judged(bytes, '-struct'), own));
  });

  test('what all standards say comes back', async () => {
    const common = {
      ...{ title: 'Laut – Sea', description: 'two\nlines', keywords: ['sea', 'Ω'], creator: ['Ana', 'Budi'] },
      ...{ copyright: '© Ana', date: '2024-05-01T10:11:12.345+07:00', rating: 3 },
      location: { city: 'Bandung', state: 'Jawa Barat', country: 'Indonesia', countryCode: 'IDN' },
    };
    const bytes = await edited(fixture(name), { common });
    const { date, location, ...same } = common;
    expect(readSync(bytes).common).toMatchObject({ ...same, taken: date, place: location });
    const theirs = judged(bytes, '-use', 'MWG', '-api', 'CharsetEXIF=UTF8', '-MWG:all');
    expect(theirs).toMatchObject({
      ...{ 'MWG:Description': 'two\nlines', 'MWG:Keywords': ['sea', 'Ω'], 'MWG:Creator': ['Ana', 'Budi'] },
      ...{ 'MWG:Copyright': '© Ana', 'MWG:Rating': 3, 'MWG:City': 'Bandung', 'MWG:Country': 'Indonesia' },
      'MWG:DateTimeOriginal': '2024:05:01 10:11:12.345+07:00',
    });
  });
});

describe.each([
  'jpeg-all-blocks.jpg',
  'jpeg-iptc.jpg',
  'jpeg-iptc-latin.jpg',
  'jpeg-minimal.jpg',
  'tiff-all-blocks.tif',
  'tiff-iptc-long.tif',
])('%s', (name) => {
  test('IPTC: ExifTool reads what was set, the digest stays true, and the rest is as it was', async () => {
    const bytes = fixture(name);
    const before = judged(bytes);
    const made = await edited(bytes, { iptc: { Keywords: { add: ['Ω'] }, City: 'Bandung' } });
    const after = judged(made);
    expect(after['IPTC:City']).toBe('Bandung');
    expect([after['IPTC:Keywords']].flat()).toEqual([...[before['IPTC:Keywords'] ?? []].flat(), 'Ω']);
    const isTrue = ({ 'Photoshop:IPTCDigest': noted, 'File:CurrentIPTCDigest': now }: typeof after) =>
      noted !== undefined && noted === now;
    expect(isTrue(after)).toBe(isTrue(before));
    const own = /^IPTC:(City|Keywords|CodedCharacterSet|\w+RecordVersion)$|^IFD0:IPTC-NAA/;
    expect(others(after, own)).toEqual(others(before, own));
  });
});

test('a caption of 70 KB goes into extended XMP, and goes again', async () => {
  const bytes = fixture('jpeg-all-blocks.jpg');
  const long = 'Ω caption '.repeat(6500);
  const with70 = await edited(bytes, { xmp: { dc: { description: long } } });
  expect(judged(with70)['XMP-dc:Description']).toBe(long);
  const back = await edited(with70, { xmp: { dc: { description: null } } });
  const own = /^XMP-dc:Description/;
  expect(others(judged(back), own)).toEqual(others(judged(bytes), own));
  expect(back.length).toBeLessThan(with70.length - 70_000);
});

test('the extended XMP of a packet in UTF-16 is edited, too', async () => {
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="" dc:format="image/jpeg"/></rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>`;
  const bytes = jpeg({ segments: [xmpSegment(Buffer.from(packet, 'utf16le'))] });
  const with70 = await edited(bytes, { xmp: { dc: { description: 'caption '.repeat(9000) } } });
  expect(judged(with70)['XMP-dc:Description']).toHaveLength(72_000);
  const back = await edited(with70, { xmp: { dc: { description: 'short' } } });
  expect(judged(back)).toMatchObject({ 'XMP-dc:Description': 'short', 'XMP-dc:Format': 'image/jpeg' });
  expect(back.length).toBeLessThan(with70.length - 70_000);
});

test('all of XMP, or of IPTC, goes', async () => {
  const left = judged(await edited(fixture('jpeg-all-blocks.jpg'), { xmp: null, iptc: null }));
  expect(Object.keys(left).filter((key) => /^(XMP|IPTC)/.test(key))).toEqual([]);
  expect(left['IFD0:Make']).toBeDefined();
});
