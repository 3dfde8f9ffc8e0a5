// What all standards say is said by the copies of it that a file has, too: Windows' texts in EXIF, EXIF's tags in XMP.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from 'exifkit';
import { type CommonChanges, edit } from 'exifkit/edit';
import { expect, test } from 'vitest';
import { exif, exifSegment, type Field, jpeg, xmpSegment, xpText } from '../fixtures/build/index.js';
import { judged } from './exiftool.js';

const texts: Field[] = [
  [0x010e, 'ASCII', 'Waves'],
  [0x4746, 'SHORT', 2],
  [0x4749, 'SHORT', 25],
  [0x9c9b, 'BYTE', xpText('Old')],
  [0x9c9c, 'BYTE', xpText('Waves')],
  [0x9c9d, 'BYTE', xpText('Budi')],
  [0x9c9e, 'BYTE', xpText('sea;old')],
  [0x9c9f, 'BYTE', xpText('Something else')],
];
const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 tiff:Artist="Budi" exif:DateTimeOriginal="2001-01-01T00:00:00"><tiff:Copyright><rdf:Alt><rdf:li xml:lang="x-default">Budi</rdf:li></rdf:Alt></tiff:Copyright></rdf:Description></rdf:RDF></x:xmpmeta>`;
const bytes = jpeg({ segments: [exifSegment(exif({ ifd0: texts })), xmpSegment(packet)] });
const changed = async (common: CommonChanges, source = bytes): Promise<Uint8Array> =>
  (await edit(source, { common })).bytes();

test('are set to the same', async () => {
  const edited = await changed({
    title: 'Sea',
    description: 'Laut biru',
    keywords: { add: ['sea', 'blue'], remove: ['old'] },
    creator: ['Ana', 'Citra'],
    copyright: 'Ana',
    rating: 4,
    date: '2024-05-01T10:11:12',
  });
  expect(judged(edited)).toMatchObject({
    'IFD0:XPTitle': 'Sea',
    'IFD0:XPComment': 'Laut biru',
    'IFD0:XPAuthor': 'Ana;Citra',
    'IFD0:XPKeywords': 'sea;blue',
    'IFD0:XPSubject': 'Something else',
    'IFD0:Rating': 4,
    'IFD0:RatingPercent': 75,
    'XMP-tiff:Artist': 'Ana; Citra',
    'XMP-tiff:Copyright': 'Ana',
    'XMP-exif:DateTimeOriginal': '2024:05:01 10:11:12',
  });
});

test('go with what they are copies of', async () => {
  const edited = await changed({
    ...{ title: null, description: null, keywords: null, creator: null },
    ...{ copyright: null, rating: null, date: null },
  });
  const left = Object.keys(judged(edited)).filter((name) => /^(IFD0|XMP-(tiff|exif|dc)):/.test(name));
  expect(left).toEqual(['IFD0:XPSubject']);
  const { title, description, rating, taken } = (await read(edited)).common ?? {};
  expect({ title, description, rating, taken }).toEqual({});
});

test('do not come where there are none', async () => {
  const edited = await changed({ title: 'Sea', creator: 'Ana', rating: 5 }, jpeg({}));
  const names = Object.keys(judged(edited)).filter((name) => /XP|IFD0:Rating|XMP-(tiff|exif)/.test(name));
  expect(names).toEqual([]);
});

test("a PNG's own texts stay, and the report says so", async () => {
  const png = new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/files/png-text.png')));
  const { report } = await edit(png, { common: { title: 'Sea' } });
  expect(report.warnings.map(({ message }) => message).join()).toContain('Title of the PNG');
});
