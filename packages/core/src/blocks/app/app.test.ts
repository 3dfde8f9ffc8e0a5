import { expect, test } from 'vitest';
import { bytesOf, damage, load, texts, u16, u32, wholeRef } from '../../../test/blocks.js';
import { app } from './index.js';

const read = (label: string, bytes: Uint8Array, kind: 'adobe' | 'app' = 'app') =>
  texts(load(app, [wholeRef(kind, bytes, `jpeg/${label}`, label)], bytes).tags());

const adobe = bytesOf(u16(100), u16(0xc000), u16(0), 1);
const ducky = bytesOf('Ducky', u16(1), u16(4), u32(80), u16(2), u16(8), u32(2), u16(0x48), u16(0x69), 0, 0);
const picture = bytesOf(
  '[picture info]\r\nTimeDate=915117440\r\nShutter=6441\r\nFNumber=F 2.8\r\nFlash=0\r\n[end]\r\n',
);
const hdr = bytesOf('HDR_RI ver=11, ln0=0.5, alp=1~\0', 0xff, 0xd8);
const stereo = bytesOf('_JPSJPS_', u16(4), 7, 4, 3, 1, u16(2), 'ok\0');

test('Adobe', () => {
  expect(read('APP14', adobe, 'adobe')).toEqual({
    'Adobe:DCTEncodeVersion': '100',
    'Adobe:APP14Flags0': '[14], Encoded with Blend=1 downsampling',
    'Adobe:APP14Flags1': '(none)',
    'Adobe:ColorTransform': 'YCbCr',
  });
});

test('Ducky', () => {
  expect(read('APP12', ducky)).toEqual({ 'Ducky:Quality': '80%', 'Ducky:Comment': 'Hi' });
});

test('picture info', () => {
  expect(read('APP12', picture)).toEqual({
    'PictureInfo:DateTimeOriginal': '1998:12:31 15:17:20',
    'PictureInfo:ExposureTime': '1/155',
    'PictureInfo:FNumber': '2.8',
    'PictureInfo:Flash': 'Off',
  });
});

test('JPEG-HDR, JPS, a name, a quality', () => {
  expect(read('APP11', hdr)).toMatchObject({
    'JPEG-HDR:JPEG-HDRVersion': '11',
    'JPEG-HDR:Ln0': '0.5',
    'JPEG-HDR:Alpha': '1',
  });
  expect(read('APP3', stereo)).toMatchObject({
    'JPS:JPSSeparation': '7',
    'JPS:JPSFlags': 'Left field first',
    'JPS:JPSLayout': 'Over Under',
    'JPS:JPSComment': 'ok',
  });
  expect(read('APP2', bytesOf('urn:iso:x\0'))).toEqual({ 'APP2:UniformResourceName': 'urn:iso:x' });
  expect(read('APP15', bytesOf('Q 70'))).toEqual({ 'GraphConv:Quality': '70' });
});

test('a preview split over segments', () => {
  const bytes = bytesOf(0xff, 0xd8, 0xff, 0xdb, 1, 2, 0xff, 0xe4, 0, 4, 3, 4);
  const refs = [
    { kind: 'app' as const, label: 'APP3', path: 'jpeg/APP3', ranges: [{ start: 0, end: 6 }] },
    { kind: 'app' as const, label: 'APP4', path: 'jpeg/APP4', ranges: [{ start: 10, end: 12 }] },
  ];
  expect(
    load(app, refs, bytes)
      .tags()
      .map(({ name, value }) => [name, value]),
  ).toEqual([['PreviewImage', bytesOf(0xff, 0xd8, 0xff, 0xdb, 1, 2, 3, 4)]]);
});

test('damage', () => {
  damage(app, 'adobe', adobe, 'jpeg/APP14', 'APP14');
  damage(app, 'app', ducky, 'jpeg/APP12', 'APP12');
  damage(app, 'app', picture, 'jpeg/APP12', 'APP12');
  damage(app, 'app', hdr, 'jpeg/APP11', 'APP11');
  damage(app, 'app', stereo, 'jpeg/APP3', 'APP3');
});

const entry = (key: string, type: string, size: number, data: Uint8Array) =>
  bytesOf(key, type, size, u16(data.length / size), data, new Array((4 - (data.length % 4)) % 4).fill(0));
const gopro = bytesOf(
  'GoPro\0',
  entry(
    'DEVC',
    '\0',
    1,
    bytesOf(
      entry('MINF', 'c', 5, bytesOf('HERO6')),
      entry('PIMX', 'L', 4, bytesOf(u32(3200))),
      entry('DZOM', 'c', 1, bytesOf('Y')),
      entry('MUID', 'L', 4, bytesOf(u32(0x0a), u32(0xffffffff))),
    ),
  ),
);

test('GoPro', () => {
  expect(read('APP6', gopro)).toEqual({
    'GoPro:Model': 'HERO6',
    'GoPro:AutoISOMax': '3200',
    'GoPro:DigitalZoomOn': 'Yes',
    'GoPro:MediaUniqueID': '0000000affffffff',
  });
});

test('GoPro of newer cameras: versions, rates, zones, times and lists of texts', () => {
  const value = (key: string, type: string, size: number, count: number, data: Uint8Array) =>
    bytesOf(key, type, size, u16(count), data, new Array(-data.length & 3).fill(0));
  const bytes = bytesOf(
    'GoPro\0',
    value('VERS', 'B', 1, 3, bytesOf(2, 0, 1)),
    value('VRES', 'L', 4, 2, bytesOf(u32(3840), u32(2160))),
    value('TZON', 's', 2, 1, bytesOf(u16(0x10000 - 90))),
    value('CDAT', 'J', 8, 1, bytesOf(u32(0), u32(1_600_000_000))),
    value('TMPC', 'c', 4, 2, bytesOf('21.522\0\0')),
    value('ACCL', 's', 2, 2, bytesOf(u16(10), u16(20))),
    value('OREN', 'c', 1, 1, bytesOf('U')),
  );
  // Of a list, each item is converted.
  expect(read('APP6', bytes)).toEqual({
    'GoPro:MetadataVersion': '2.0.1',
    'GoPro:VideoFrameSize': '3840x2160',
    'GoPro:TimeZone': '-01:30',
    'GoPro:CreationDate': '2020:09:13 12:26:40',
    'GoPro:CameraTemperature': ['21.5 C', '22 C'],
    'GoPro:Accelerometer': '(Binary data 5 bytes, use -b option to extract)',
    'GoPro:AutoRotation': 'Up',
  });
});

test('Scalado: the preview’s size, over two segments', () => {
  const entry = (key: string, value: number) => bytesOf(key, u32(5), u32(value));
  const directory = bytesOf(entry('SPMO', 36), entry('WDTH', 320), entry('HGHT', 0x100000000 - 240));
  const segments = [directory.subarray(0, 20), directory.subarray(20)].map((part, i) =>
    bytesOf('SCALADO\0', u16(2), u16(i), u32(36), part),
  );
  const refs = segments.map((bytes) => ({
    kind: 'app' as const,
    ranges: [],
    bytes,
    path: 'jpeg/APP4',
    label: 'APP4',
  }));
  expect(texts(load(app, refs, new Uint8Array(0)).tags())).toEqual({
    'Scalado:PreviewImageWidth': '320',
    'Scalado:PreviewImageHeight': '240',
  });
});

const section = (type: number, data: Uint8Array) => bytesOf(u16(type), u16(data.length + 2), data);
const ricoh = bytesOf(
  ...['RMETA\0', 'MM', u16(0), u16(0), u16(0), u16(10), u16(2), new Array(8).fill(0)],
  section(1, bytesOf('Lit\0Sign type\0')),
  section(2, bytesOf('\0Own text\0')),
  section(3, bytesOf(u16(2), u16(1))),
);

test('Ricoh fields: a menu number, and a text of its own', () => {
  expect(read('APP5', ricoh)).toEqual({ 'RMETA:Lit': 'No', 'RMETA:SignType': 'Own text' });
});

const camera = new Uint8Array(0x120);
camera[0] = 2;
camera.set(bytesOf([0x3e, 0x4c, 0xcc, 0xcd].reverse()), 0x20);
camera.set(bytesOf('FLIR i7\0'), 0xd4);
const camera32 = [...u32(camera.length)].reverse();
const flir = bytesOf(
  'FLIR\0\x01\0\0FFF\0Maker\0',
  new Array(10).fill(0),
  [100, 0, 0, 0, 64, 0, 0, 0, 1, 0, 0, 0],
  new Array(32).fill(0),
  [32, 0, ...new Array(10).fill(0), 96, 0, 0, 0, ...camera32, ...new Array(12).fill(0)],
  camera,
);

test('FLIR', () => {
  expect(read('APP1', flir)).toMatchObject({
    'FLIR:CreatorSoftware': 'Maker',
    'FLIR:Emissivity': '0.20',
    'FLIR:CameraModel': 'FLIR i7',
    'FLIR:IRWindowTemperature': '-273.1 C',
  });
});

const wide = (text: string) =>
  bytesOf(
    [...text].flatMap((c) => [c.charCodeAt(0), 0]),
    0,
    0,
  );
const nail = bytesOf(new Array(28).fill(0), 1, 2, 0xff, 0xd8, 0xff, 0xd9);
const list = bytesOf('FPXR\0', 0, 1, u16(1), u32(nail.length), 0, wide('/\x05Screen Nail_0011223344556677'));
const data = bytesOf('FPXR\0', 0, 2, u16(0), u32(0), nail);

test('FlashPix', () => {
  const bytes = bytesOf(list, data);
  const at = (start: number, end: number) => ({
    kind: 'app' as const,
    label: 'APP2',
    path: 'jpeg/APP2',
    ranges: [{ start, end }],
  });
  expect(texts(load(app, [at(0, list.length), at(list.length, bytes.length)], bytes).tags())).toEqual({
    'FlashPix:ScreenNail': '(Binary data 6 bytes, use -b option to extract)',
    'FlashPix:PreviewImage': '(Binary data 4 bytes, use -b option to extract)',
  });
});

const meta = bytesOf(
  'Meta\0\0MM\0*',
  u32(8),
  u16(2),
  [...u16(0xc359), ...u16(3), ...u32(1), ...u16(7), 0, 0],
  [...u16(0xc36f), ...u16(4), ...u32(1), ...u32(38)],
  u32(0),
  u16(1),
  [...u16(2), ...u16(3), ...u32(1), ...u16(5), 0, 0],
  u32(0),
);

test('Kodak Meta and its borders', () => {
  expect(read('APP3', meta)).toEqual({ 'MetaIFD:FrameNumber': '7', 'KodakBordersIFD:BorderID': '5' });
});

test('damage of the larger ones', () => {
  damage(app, 'app', gopro, 'jpeg/APP6', 'APP6');
  damage(app, 'app', ricoh, 'jpeg/APP5', 'APP5');
  damage(app, 'app', flir, 'jpeg/APP1', 'APP1');
  damage(app, 'app', list, 'jpeg/APP2', 'APP2');
  damage(app, 'app', meta, 'jpeg/APP3', 'APP3');
});

test('a gain curve, a revision, and the thermal segments of DJI drones', () => {
  const curve = bytesOf('AROT\0\0', u32(2), 1, 0, 0, 0, 0, 1, 0, 0);
  expect(read('APP10', curve)).toEqual({
    'AROT:HDRGainCurveSize': '2',
    'AROT:HDRGainCurve': '(Binary data 5 bytes, use -b option to extract)',
  });
  expect(read('APP0', bytesOf('Ocad$Rev: 14797 $'))).toEqual({ 'Ocad:OcadRevision': '14797' });
  const params3 = bytesOf(new Array(32).fill(0), 0xaa, 0x55, 0x38, 0, 60, 0, 25, 0, 95, 0, 230, 0);
  expect(read('APP4', params3)).toEqual({
    'DJI:RelativeHumidity': '60',
    'DJI:ObjectDistance': '2.5',
    'DJI:Emissivity': '0.95',
    'DJI:ReflectedTemperature': '23',
  });
  const data = bytesOf(params3, 7, 7, 7);
  const refs = [
    { kind: 'app' as const, label: 'APP4', path: 'jpeg/APP4', ranges: [{ start: 0, end: params3.length }] },
    ...[0, 1].map((i) => ({
      kind: 'app' as const,
      label: 'APP3',
      path: 'jpeg/APP3',
      ranges: [{ start: params3.length + i, end: params3.length + i + 1 }],
    })),
  ];
  expect(texts(load(app, refs, data).tags())).toMatchObject({
    'DJI:ThermalData': '(Binary data 2 bytes, use -b option to extract)',
  });
  expect(read('APP3', bytesOf(7, 7))).toEqual({});
});
