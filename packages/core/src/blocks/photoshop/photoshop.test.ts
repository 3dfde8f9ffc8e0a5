import { expect, test } from 'vitest';
import { bytesOf, damage, load, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import { photoshop } from './index.js';

const resource = (id: number, data: Uint8Array, name = '') => {
  const named = bytesOf(name.length, name);
  return bytesOf(
    '8BIM',
    u16(id),
    named,
    named.length % 2 ? 0 : [],
    u32(data.length),
    data,
    data.length % 2 ? 0 : [],
  );
};
const unicode = (text: string) =>
  bytesOf(
    u32(text.length),
    [...text].flatMap((c) => u16(c.charCodeAt(0))),
  );

const sample = bytesOf(
  resource(0x03ed, bytesOf(u32(300 * 65536), u16(1), u16(1), u32(72 * 65536 + 8192), u16(2), u16(1))),
  resource(0x0404, bytesOf(0x1c, 2, 5, u16(4), 'Name')),
  resource(0x0406, bytesOf(u16(8), u16(0x0101), u16(1))),
  resource(0x040a, bytesOf(1), 'a'),
  resource(0x040b, bytesOf('https://example.org')),
  resource(0x040c, bytesOf(new Array(28).fill(0), 0xff, 0xd8, 0xff)),
  resource(0x041e, bytesOf(u32(1), u32(0), u32(1), unicode('x'))),
  resource(0x041a, bytesOf(new Array(20).fill(0), unicode('Slices'), u32(2))),
  resource(0x0421, bytesOf(u32(1), 1, unicode('Writer'), unicode('Reader'), u32(1))),
  resource(0x0425, bytesOf(u32(0x01020304), u32(5), u32(6), u32(7))),
  resource(0x03ee, bytesOf(5, 'Alpha', 3, 'Two')),
  resource(0x0435, bytesOf(u32(1), u16(0), u16(65535), u16(0), u16(0), u16(0), 0, 50, 1)),
);
const read = (bytes: Uint8Array) => load(photoshop, [wholeRef('photoshop', bytes, 'jpeg/APP13')], bytes);

test('resources print as ExifTool prints them', () => {
  expect(texts(read(sample).tags())).toEqual({
    'Photoshop:XResolution': '300',
    'Photoshop:DisplayedUnitsX': 'inches',
    'Photoshop:YResolution': '72.13',
    'Photoshop:DisplayedUnitsY': 'cm',
    'Photoshop:PhotoshopQuality': '12',
    'Photoshop:PhotoshopFormat': 'Progressive',
    'Photoshop:ProgressiveScans': '3 Scans',
    'Photoshop:CopyrightFlag': 'True',
    'Photoshop:URL': 'https://example.org',
    'Photoshop:PhotoshopThumbnail': '(Binary data 3 bytes, use -b option to extract)',
    'Photoshop:URL_List': 'x',
    'Photoshop:SlicesGroupName': 'Slices',
    'Photoshop:NumSlices': '2',
    'Photoshop:HasRealMergedData': 'Yes',
    'Photoshop:WriterName': 'Writer',
    'Photoshop:ReaderName': 'Reader',
    'Photoshop:IPTCDigest': '01020304000000050000000600000007',
    'Photoshop:AlphaChannelsNames': 'Alpha, Two',
    'Channel0:ChannelColorSpace': 'RGB',
    'Channel0:ChannelColorData': '65535 0 0 0',
    'Channel0:ChannelOpacity': '50%',
    'Channel0:ChannelColorIndicates': 'Masked Areas',
  });
});

test('IPTC inside keeps its place in the file', () => {
  const [nested] = read(sample).nested ?? [];
  expect(nested).toMatchObject({ kind: 'iptc', path: 'jpeg/APP13/0x0404' });
  const { start, end } = nested!.ranges[0]!;
  expect(sample.slice(start, end)).toEqual(bytesOf(0x1c, 2, 5, u16(4), 'Name'));
});

test('a resource that runs over two segments', () => {
  const ranges = [
    { start: 0, end: 45 },
    { start: 55, end: sample.length + 10 },
  ];
  const split = bytesOf(sample.slice(0, 45), new Array(10).fill(9), sample.slice(45));
  const loaded = load(photoshop, [{ kind: 'photoshop', ranges, path: 'jpeg/APP13' }], split);
  expect(loaded.tags()).toHaveLength(read(sample).tags().length);
  expect(loaded.nested?.[0]?.bytes).toEqual(bytesOf(0x1c, 2, 5, u16(4), 'Name'));
});

test('damage', () => damage(photoshop, 'photoshop', sample, 'jpeg/APP13'));

test('letters beyond ASCII in names and addresses are not lost', () => {
  const bytes = bytesOf(
    resource(0x03ee, bytesOf(3, 0xe9, 't', 0xe9, 1, 0x80)),
    resource(0x0bb7, bytesOf(1, 0xe8, 0xfc, 0x09)),
    resource(0x041b, unicode('Qu\xe9')),
  );
  expect(texts(read(bytes).tags())).toMatchObject({
    'Photoshop:AlphaChannelsNames': '\xe9t\xe9, \u20ac',
    'Photoshop:ClippingPathName': '\xe8',
    'Photoshop:WorkflowURL': 'Qu\xe9',
  });
});
