import { expect, test } from 'vitest';
import { bytesOf, damage, load, testContext, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import type { BlockRef, Tag } from '../../types.js';
import { iptc } from '../iptc/index.js';
import { trailer } from './index.js';

const picture = bytesOf(0xff, 0xda, u16(8), new Array(30).fill(1), 0xff, 0xd9);
const path = 'jpeg/trailer';
const le32 = (value: number): number[] => u32(value).reverse();
const le16 = (value: number): number[] => u16(value).reverse();

const loaded = (...parts: Uint8Array[]) => {
  const bytes = bytesOf(picture, ...parts);
  return { bytes, block: load(trailer, [{ ...wholeRef('trailer', bytes, path), host: 'jpeg' }], bytes) };
};
const read = (...parts: Uint8Array[]) => texts(loaded(...parts).block.tags());
const binary = (length: number): string => `(Binary data ${length} bytes, use -b option to extract)`;

const city = bytesOf(0x1c, 2, 0x5a, u16(5), 'Paris');
const station = (type: number, data: Uint8Array) =>
  bytesOf(data, u16(type), u32(data.length + 10), 0xa1, 0xb2, 0xc3, 0xd4);
const softEdit = station(
  2,
  bytesOf(...[100, 200, 3, 72_000, 27_000, 0, 1500, 250, 99_000, 50_001, 0, 4500].map(u32)),
);
const mechanic = bytesOf(
  ...[0x1c, 2, 216, u16(4), u32(2), 0x1c, 2, 221, u16(4), u32(1), 0x1c, 2, 209, u16(4), u32(655)],
  u32(27),
  'cbipcbbl',
);

function afcp(start: number, stated = start): Uint8Array {
  const values = start + 12 + 3 * 12 + stated - start;
  return bytesOf(
    'AXS!',
    u16(0x100),
    u16(3),
    u32(0),
    ...['IPTC', u32(city.length), u32(values), 'TEXT', u32(5), u32(values + city.length)],
    ...['Nail', u32(21), u32(values + city.length + 5)],
    city,
    'Hello',
    new Array(15).fill(0x20),
    [0xff, 0xd8, 0xff, 0xdb, 1, 2],
    'AXS!',
    u32(stated),
    u32(0),
  );
}

const vrdVersion1 = new Uint8Array(0x272);
vrdVersion1.set(u16(100), 2);
vrdVersion1.set(u32(-3000 >>> 0), 0x38);
vrdVersion1.set([...u16(2), ...u16(0), ...u16(0), ...u16(255), ...u16(255)], 0x126);
const vrdRecord = bytesOf(vrdVersion1, u32(4), u32(7), new Array(0x58 * 2).fill(0), u16(3), 'abc', u16(1));
const vrdEdit = bytesOf(u32(vrdRecord.length), vrdRecord);
const vrdBody = bytesOf(0xff, 0xff, 0, 0xf4, u32(vrdEdit.length), vrdEdit, 0xff, 0xff, 0, 0xf6, u32(2), '<x');
const vrd = bytesOf(
  ...['CANON OPTIONAL DATA\0', [0, 1, 0, 0], u32(vrdBody.length), vrdBody],
  ...['CANON OPTIONAL DATA\0', u32(vrdBody.length), new Array(38).fill(0), 0xff, 0xd9],
);

const samsungEntry = (type: number, name: string, value: string) =>
  bytesOf(0, 0, le16(type), le32(name.length), name, value);
const sound = samsungEntry(0x100, 'SoundShot_000', 'wav');
const time = samsungEntry(0xa01, 'Image_UTC_Data', '1532545463012');
const samsungList = bytesOf(
  ...['SEFH', le32(101), le32(2), 0, 0, le16(0x100), le32(sound.length + time.length), le32(sound.length)],
  ...[0, 0, le16(0xa01), le32(time.length), le32(time.length)],
);
const samsung = bytesOf(sound, time, samsungList, le32(samsungList.length), 'SEFT');

const vivo = bytesOf('vivo{"a":1}\0\0album\xff\xff\xff\xff\x1b*9HWfu\x84\x93\xa2\xb1');
const device = bytesOf(1, 2, 3, 4, 5, 'Phone\0');
const list = `[{"offset":${device.length},"length":${device.length},"name":"watermark.device"}]\0`;
const onePlus = bytesOf(device, list, 'jxrs', le32(list.length + 8));

const mieElements = bytesOf(
  ...['~', 0x10, 4, 0, 'Meta', '~', 0x10, 8, 0, 'Document', '~', 0x28, 5, 2, 'TitleHi', '~', 0, 0, 0],
  ...['~', 0, 4, city.length, 'IPTC', city, '~', 0x10, 3, 0, 'Geo', '~', 0x10, 3, 0, 'GPS'],
  ...['~', 0x41, 12, 2, 'Altitude(ft)', u16(55), '~', 0x53, 8, 8, 'Latitude', u32(81), u32(2)],
  ...['~', 0, 0, 0, '~', 0, 0, 0, '~', 0, 0, 0],
);
const mieLength = 8 + mieElements.length + 18;
const mie = bytesOf(
  ...['~', 0x10, 4, 0, '0MIE', mieElements, '~', 0, 4, 0, 'zmie'],
  ...['~', 0, 0, 6, u32(mieLength), 0x10, 4],
);

test('FotoStation, and its IPTC as a block of its own', () => {
  expect(read(softEdit)).toMatchObject({
    'FotoStation:OriginalImageWidth': '100',
    'FotoStation:XYResolution': '72',
    'FotoStation:Rotation': '90',
    'FotoStation:CropLeft': '1.5%',
    'FotoStation:CropRotation': '-45',
  });
  const { bytes, block } = loaded(softEdit, station(1, city));
  expect(texts(load(iptc, block.nested ?? [], bytes).tags())).toEqual({ 'IPTC2:City': 'Paris' });
});

test('Photo Mechanic', () => {
  expect(read(mechanic)).toEqual({
    'PhotoMechanic:Rotation': '180',
    'PhotoMechanic:Tagged': 'Yes',
    'PhotoMechanic:RawCropLeft': '0.999%',
  });
});

test('AFCP, also where the file has changed its length since', () => {
  for (const stated of [picture.length, picture.length + 5]) {
    const { bytes, block } = loaded(afcp(picture.length, stated));
    expect(texts(block.tags())).toEqual({ 'AFCP:Text': 'Hello', 'AFCP:ThumbnailImage': binary(6) });
    expect(texts(load(iptc, block.nested ?? [], bytes).tags())).toEqual({ 'IPTC2:City': 'Paris' });
  }
});

test('Canon VRD', () => {
  expect(read(vrd)).toMatchObject({
    'CanonVRD:VRDVersion': '1.0.0',
    'CanonVRD:RawBrightnessAdj': '-0.50',
    'CanonVRD:LuminanceCurvePoints': '(0,0) (255,255)',
    'CanonVRD:StampToolCount': '7',
    'CanonVRD:PictureStyle': 'Standard',
    'CanonVRD:CustomPictureStyleData': binary(5),
  });
  expect(loaded(vrd).block.nested).toMatchObject([{ kind: 'xmp', path: 'jpeg/trailer/CanonVRD' }]);
});

test('Samsung, Vivo, OnePlus', () => {
  expect(read(samsung)).toEqual({
    'Samsung:EmbeddedAudioFileName': 'SoundShot_000',
    'Samsung:EmbeddedAudioFile': binary(3),
    'Samsung:TimeStamp': '2018:07:25 19:04:23.012+00:00',
  });
  expect(read(vivo)).toEqual({ 'Vivo:JSONInfo': '{"a":1}' });
  expect(read(onePlus)).toEqual({
    'OnePlus:JSONInfo': list.slice(0, -1),
    'OnePlus:Device': '0x0102030405 Phone',
  });
});

test('MIE', () => {
  expect(read(mie)).toEqual({
    'MIE-Doc:Title': 'Hi',
    'MIE-GPS:GPSAltitude': '55(ft)',
    'MIE-GPS:GPSLatitude': '40 deg 30\' 0.00" N',
    'MIE-Main:TrailerSignature': '',
  });
  expect(loaded(mie).block.nested).toMatchObject([{ kind: 'iptc', path: 'jpeg/trailer/MIE/IPTC' }]);
});

test("what Google's directory lists", () => {
  const item = (mime: string, semantic: string, length: number) =>
    `<rdf:li rdf:parseType='Resource'><Container:Item Item:Mime='${mime}' Item:Semantic='${semantic}' Item:Length='${length}'/></rdf:li>`;
  const gainMap = bytesOf(0xff, 0xd8, 0xff, 0xe0, new Array(30).fill(7));
  const video = bytesOf(0, 0, 0, 24, 'ftypmp42', new Array(40).fill(9));
  const packet = bytesOf(
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" +
      "<rdf:Description xmlns:Container='http://ns.google.com/photos/1.0/container/' " +
      "xmlns:Item='http://ns.google.com/photos/1.0/container/item/'><Container:Directory><rdf:Seq>" +
      item('image/jpeg', 'Primary', 0) +
      item('image/jpeg', 'GainMap', gainMap.length) +
      item('video/mp4', 'MotionPhoto', video.length) +
      '</rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>',
  );
  const bytes = bytesOf(packet, picture, gainMap, video);
  const refs: BlockRef[] = [
    { kind: 'xmp', path: 'jpeg/APP1', ranges: [{ start: 0, end: packet.length }] },
    { kind: 'trailer', path, ranges: [{ start: packet.length, end: bytes.length }] },
  ];
  const tags: readonly Tag[] = load(trailer, refs, bytes).tags();
  const videoAt = bytes.length - video.length;
  expect(tags.map(({ group, name, value }) => [group, name, value])).toEqual([
    ['Google', 'GainMapImage', new StoredBytes([{ start: videoAt - gainMap.length, end: videoAt }])],
    ['Google', 'MotionPhotoVideo', new StoredBytes([{ start: videoAt, end: bytes.length }])],
  ]);
});

test('several behind each other, and none', () => {
  const all = loaded(softEdit, vrd, mechanic, mie, samsung, vivo).block;
  expect(new Set(all.tags().map(({ group }) => group))).toEqual(
    new Set([
      'Vivo',
      'Samsung',
      'MIE-Doc',
      'MIE-GPS',
      'MIE-Main',
      'PhotoMechanic',
      'CanonVRD',
      'FotoStation',
    ]),
  );
  expect(loaded(new Uint8Array(100)).block.value()).toBeUndefined();
  const { context, warnings } = testContext();
  expect(load(trailer, [wholeRef('trailer', picture, path)], picture, context).tags()).toEqual([]);
  expect(warnings).toEqual([]);
});

test('damage', () => {
  const start = picture.length;
  for (const one of [
    afcp(start),
    afcp(start, start + 5),
    softEdit,
    mechanic,
    vrd,
    samsung,
    vivo,
    onePlus,
    mie,
  ])
    damage(trailer, 'trailer', bytesOf(picture, one), path);
});
