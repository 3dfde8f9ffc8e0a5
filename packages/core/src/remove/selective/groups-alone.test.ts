// Each group alone: what the rules say of it goes from every block, and only that.
import { expect, test } from 'vitest';
import {
  be16,
  be32,
  concat,
  exif,
  exifSegment,
  internationalTextChunk,
  jfif,
  jpeg,
  png,
  textChunk,
  xmpChunk,
  xmpSegment,
} from '../../../../../fixtures/build/index.js';
import { readSync } from '../../read/read-sync.js';
import { blocks } from '../../registry/blocks.js';
import { everyBlock } from '../../registry/every-block.js';
import { removeSync } from '../remove-sync.js';
import type { OnlyGroup } from './groups.js';

test('the check reads with every block that reading knows, and none of them waits to be fetched', () => {
  expect(everyBlock.map(({ name }) => name)).toEqual(blocks.map(({ name }) => name));
  // What follows from other blocks has nothing of its own to load.
  for (const block of everyBlock) expect('load' in block || 'from' in block, block.name).toBe(true);
});

/** A packet whose properties are of namespaces by these prefixes. */
function packet(namespaces: Readonly<Record<string, string>>, properties: string): string {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""${declared.join('')}>${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`;
}

const item = (fields: string): string =>
  `<rdf:Bag><rdf:li rdf:parseType="Resource">${fields}</rdf:li></rdf:Bag>`;
const texts = (text: string): string => `<rdf:Bag><rdf:li>${text}</rdf:li></rdf:Bag>`;
const uris = {
  MP: 'http://ns.microsoft.com/photo/1.2/',
  MPRI: 'http://ns.microsoft.com/photo/1.2/t/RegionInfo#',
  MPReg: 'http://ns.microsoft.com/photo/1.2/t/Region#',
  mwgrs: 'http://www.metadataworkinggroup.com/schemas/regions/',
  mwgkw: 'http://www.metadataworkinggroup.com/schemas/keywords/',
  ext: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  lr: 'http://ns.adobe.com/lightroom/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  mm: 'http://ns.adobe.com/xap/1.0/mm/',
  ref: 'http://ns.adobe.com/xap/1.0/sType/ResourceRef#',
  plus: 'http://ns.useplus.org/ldf/xmp/1.0/',
  acdsee: 'http://ns.acdsee.com/iptc/1.0/',
  digiKam: 'http://www.digikam.org/ns/1.0/',
  mediapro: 'http://ns.iview-multimedia.com/mediapro/1.0/',
  dji: 'http://www.dji.com/drone-dji/1.0/',
  skydio: 'https://www.skydio.com/drone-skydio/1.0/',
  Camera: 'http://pix4d.com/camera/1.0',
  GeoTate: 'http://ns.geotate.com/geotate/1.0/',
  apple: 'http://ns.apple.com/exif/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  GCamera: 'http://ns.google.com/photos/1.0/camera/',
};
const stays = '<xmp:CreatorTool>STAYS</xmp:CreatorTool>';
const region = '<mwgrs:Type>STAYS</mwgrs:Type>';

const stated: readonly (readonly [OnlyGroup, string, string])[] = [
  [
    'captions',
    'a face of Microsoft',
    `<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions>${item('<MPReg:Rectangle>STAYS</MPReg:Rectangle><MPReg:PersonDisplayName>GONE</MPReg:PersonDisplayName><MPReg:PersonEmailDigest>GONE</MPReg:PersonEmailDigest>')}</MPRI:Regions></MP:RegionInfo>`,
  ],
  [
    'captions',
    'a face of the MWG',
    `<mwgrs:Regions rdf:parseType="Resource"><mwgrs:RegionList>${item(`<mwgrs:Name>GONE</mwgrs:Name>${region}`)}</mwgrs:RegionList></mwgrs:Regions>`,
  ],
  [
    'captions',
    'a face of the MWG in attributes',
    `<mwgrs:Regions><rdf:Description><mwgrs:RegionList><rdf:Bag><rdf:li><rdf:Description mwgrs:Name="GONE" mwgrs:Type="STAYS"/></rdf:li></rdf:Bag></mwgrs:RegionList></rdf:Description></mwgrs:Regions>`,
  ],
  [
    'captions',
    'a region of the IPTC',
    `<ext:ImageRegion>${item('<ext:Name><rdf:Alt><rdf:li xml:lang="x-default">GONE</rdf:li></rdf:Alt></ext:Name><ext:rCtype>STAYS</ext:rCtype>')}</ext:ImageRegion>`,
  ],
  [
    'captions',
    'keywords of the MWG',
    `<mwgkw:Keywords rdf:parseType="Resource"><mwgkw:Hierarchy>${item('<mwgkw:Keyword>GONE</mwgkw:Keyword>')}</mwgkw:Hierarchy></mwgkw:Keywords>`,
  ],
  ['captions', 'weighted subjects', `<lr:weightedFlatSubject>${texts('GONE')}</lr:weightedFlatSubject>`],
  ['captions', 'categories', '<acdsee:categories>GONE</acdsee:categories>'],
  ['captions', 'a comment of EXIF', '<exif:UserComment>GONE</exif:UserComment>'],
  [
    'gps',
    "a drone's aim",
    '<dji:LRFTargetLat>GONE</dji:LRFTargetLat><dji:LRFTargetDistance>GONE</dji:LRFTargetDistance><dji:GimbalReverse>STAYS</dji:GimbalReverse>',
  ],
  [
    'gps',
    'another drone',
    '<skydio:Latitude>GONE</skydio:Latitude><skydio:AbsoluteAltitude>GONE</skydio:AbsoluteAltitude>',
  ],
  ['gps', 'a height of a flight', '<Camera:MAVRelativeAltitude>GONE</Camera:MAVRelativeAltitude>'],
  ['gps', 'Geotate', '<GeoTate:RawData>GONE</GeoTate:RawData>'],
  ['location', 'a place of a catalogue', '<mediapro:Location>GONE</mediapro:Location>'],
  [
    'copyright',
    'expressions of rights',
    `<ext:EmbdEncRightsExpr>${item('<ext:EncRightsExpr>GONE</ext:EncRightsExpr>')}</ext:EmbdEncRightsExpr><ext:LinkedEncRightsExpr>${item('<ext:LinkedRightsExpr>GONE</ext:LinkedRightsExpr>')}</ext:LinkedEncRightsExpr>`,
  ],
  ['copyright', 'rights of old files', '<xmp:Rights>GONE</xmp:Rights>'],
  [
    'copyright',
    'who holds the rights',
    `<plus:CopyrightOwner><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:CopyrightOwnerName>GONE</plus:CopyrightOwnerName></rdf:li></rdf:Seq></plus:CopyrightOwner>`,
  ],
  [
    'dates',
    'parts of a second',
    '<exif:SubsecTimeOriginal>GONE</exif:SubsecTimeOriginal><exif:SubSecTime>GONE</exif:SubSecTime>',
  ],
  [
    'captions',
    'text layers',
    `<photoshop:TextLayers>${item('<photoshop:LayerName>GONE</photoshop:LayerName><photoshop:LayerText>GONE</photoshop:LayerText>')}</photoshop:TextLayers>`,
  ],
  ['dates', 'a log of edits', '<photoshop:History>GONE</photoshop:History>'],
  ['dates', 'when the IPTC was edited', '<ext:IPTCLastEdited>GONE</ext:IPTCLastEdited>'],
  [
    'dates',
    'no moment of a clip',
    '<xmp:CreateDate>GONE</xmp:CreateDate><GCamera:MotionPhotoPresentationTimestampUs>STAYS</GCamera:MotionPhotoPresentationTimestampUs>',
  ],
  ['dates', 'the time of an exposure', '<dji:UTCAtExposure>GONE</dji:UTCAtExposure>'],
  ['serialNumbers', 'EXIF', '<exif:SerialNumber>GONE</exif:SerialNumber>'],
  [
    'serialNumbers',
    'programs and drones',
    '<digiKam:ImageUniqueID>GONE</digiKam:ImageUniqueID><dji:DroneSerialNumber>GONE</dji:DroneSerialNumber>',
  ],
  [
    'serialNumbers',
    'media management',
    '<mm:DocumentID>GONE</mm:DocumentID><mm:OriginalDocumentID>GONE</mm:OriginalDocumentID><mm:DerivedFrom rdf:parseType="Resource"><ref:instanceID>GONE</ref:instanceID></mm:DerivedFrom>',
  ],
];

test.each(stated)('only %s takes out of XMP %s', (group, _, properties) => {
  const text = packet(uris, properties + stays);
  for (const file of [jpeg({ segments: [xmpSegment(text)] }), png({ chunks: [xmpChunk(text)] })]) {
    const after = Buffer.from(removeSync(file, { only: [group] }).bytes()).toString('latin1');
    expect(after).not.toContain('GONE');
    expect(after.match(/STAYS/g)).toEqual(text.match(/STAYS/g));
    expect(removeSync(file, { only: ['makernote'] }).report.removed).toEqual([]);
  }
});

test.each<[OnlyGroup, string]>([
  ['gps', 'geo:lat'],
  ['gps', 'exif:GPSLatitude'],
  ['creator', 'Artist'],
  ['captions', 'exif:UserComment'],
  ['serialNumbers', 'exif:BodySerialNumber'],
  ['dates', 'date:create'],
])('only %s takes the PNG text %s', (group, keyword) => {
  const kept = textChunk('Software', 'a program');
  const file = png({ chunks: [kept, textChunk(keyword, 'GONE'), internationalTextChunk(keyword, 'GONE')] });
  const after = removeSync(file, { only: [group] }).bytes();
  expect(Buffer.from(after)).toEqual(Buffer.from(png({ chunks: [kept] })));
});

test('a JFIF thumbnail goes, and the density stays', () => {
  const [marker, bytes] = jfif(300, 300, 1);
  const plain = jpeg({ segments: [[marker, bytes]] });
  const thumbnail = concat(new Uint8Array(bytes as Uint8Array).subarray(0, 12), [2, 2], 'pixelpixelGO');
  const file = jpeg({ segments: [[marker, thumbnail]] });
  const { report, bytes: write } = removeSync(file, { only: ['thumbnail'] });
  expect(report.removed.map(({ kind }) => kind)).toEqual(['thumbnail']);
  expect(Buffer.from(write()).includes('pixel')).toBe(false);
  const told = (one: Uint8Array) =>
    [...readSync(one).tags()].filter(({ family }) => family === 'JFIF').map(({ name, text }) => [name, text]);
  expect(told(write())).toEqual(told(plain));
});

test('a serial number in the settings of a GoPro is blanked, and the rest stays', () => {
  const entry = (key: string, text: string) =>
    concat(key, 'c', [1], be16(text.length), text, new Uint8Array((4 - (text.length % 4)) % 4));
  const settings = concat(entry('CASN', 'C3221324567890'), entry('FMWR', 'HD6.01.02.01.00'));
  const file = jpeg({ segments: [[0xe6, concat('GoPro\0', settings)]] });
  const read = (bytes: Uint8Array) =>
    Object.fromEntries(
      [...readSync(bytes).tags()]
        .filter(({ group }) => group === 'GoPro')
        .map(({ name, text }) => [name, text]),
    );
  expect(read(file)).toMatchObject({ CameraSerialNumber: 'C3221324567890' });
  const after = removeSync(file, { only: ['serialNumbers'] }).bytes();
  expect(Buffer.from(after).includes('C3221324567890')).toBe(false);
  expect(read(after)).toMatchObject({ FirmwareVersion: 'HD6.01.02.01.00' });
});

test('the date of a thermal camera is set to zero, and its picture stays', () => {
  const camera = new Uint8Array(1130);
  camera[0] = 2;
  camera.set([0x40, 0x8e, 0x36, 0x4f], 900);
  const [size = 0, more = 0] = [camera.length & 0xff, camera.length >> 8];
  const data = concat(
    'FFF\0Maker\0',
    new Uint8Array(10),
    [100, 0, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0],
    new Uint8Array(32),
    [32, 0, ...new Array<number>(10).fill(0), 96, 0, 0, 0, size, more, 0, 0],
    new Uint8Array(12),
    camera,
  );
  const file = jpeg({ segments: [[0xe1, concat('FLIR\0\x01\0\0', data)]] });
  const told = (bytes: Uint8Array) =>
    new Map(
      [...readSync(bytes).tags()].filter(({ group }) => group === 'FLIR').map((tag) => [tag.name, tag.text]),
    );
  expect(told(file).get('DateTimeOriginal')).toMatch(/^2012:02:11/);
  const after = told(removeSync(file, { only: ['dates'] }).bytes());
  expect(after.get('DateTimeOriginal')).toMatch(/^1970:01:01/);
  expect(after.size).toBe(told(file).size);
});

test('a preview that a maker note points to goes with the note, wherever in the EXIF it lies', () => {
  const preview = concat([0xff, 0xd8, 0xff], 'PREVIEW'.repeat(40), [0xff, 0xd9]);
  const pointer = (id: number, value: number): Uint8Array =>
    concat(be16(id), [0, 4, 0, 0, 0, 1], be32(value));
  const note = (offset: number): Uint8Array =>
    concat(
      ...['Nikon\0', [2, 0x10, 0, 0], 'MM', [0, 42], be32(8)],
      ...[[0, 1], pointer(0x11, 26), be32(0)],
      ...[[0, 2], pointer(0x201, offset), pointer(0x202, preview.length), be32(0)],
    );
  const block = (offset: number): Uint8Array =>
    exif({
      ifd0: [[0x010f, 'ASCII', 'NIKON CORPORATION']],
      exif: [[0x927c, 'UNDEFINED', note(offset)]],
    });
  const start = Buffer.from(block(0)).indexOf('Nikon\0') + 10;
  const file = jpeg({ segments: [exifSegment(concat(block(block(0).length - start), preview))] });
  const found = readSync(file)
    .tags()
    .find(({ name }) => name === 'PreviewImage');
  expect(found?.text).toMatch(/^\(Binary data 285 bytes/);
  const { report, bytes } = removeSync(file, { only: ['thumbnail'] });
  expect(report.removed.map(({ kind }) => kind)).toContain('makernote');
  expect(Buffer.from(bytes()).includes('PREVIEWPREVIEW')).toBe(false);
});
