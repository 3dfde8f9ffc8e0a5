import { describe, expect, test } from 'vitest';
import {
  be16,
  be32,
  be64,
  box,
  concat,
  fullBox,
  rotation,
  spatialExtents,
} from '../../../../../fixtures/build/index.js';
import { damage, load, testContext, texts, wholeRef } from '../../../test/blocks.js';
import type { TagValue, Text } from '../../types.js';
import { quicktime } from './index.js';

/** Printed values of a box's body. */
function read(label: string, ...contents: Uint8Array[]): { readonly [name: string]: Text } {
  const body = concat(...contents);
  return texts(load(quicktime, [wholeRef('heif', body, `heif/${label}`, label)], body).tags());
}

const meta = (...boxes: Uint8Array[]): Uint8Array => concat(be32(0), ...boxes);
const properties = (...boxes: Uint8Array[]): Uint8Array => box('iprp', box('ipco', ...boxes));
const handler = (type: string, name = ''): Uint8Array =>
  fullBox('hdlr', 0, 0, be32(0), type, new Uint8Array(12), name, [0]);

test('the file type box', () => {
  expect(read('ftyp', concat('heic', [0, 1, 2, 0x1f], 'mif1', 'heic', [0, 0, 0, 0]))).toEqual({
    'QuickTime:MajorBrand': 'High Efficiency Image Format HEVC still image (.HEIC)',
    'QuickTime:MinorVersion': '1.2.1f',
    'QuickTime:CompatibleBrands': ['mif1', 'heic'],
  });
});

test('the place of the media data, which are not read', () => {
  const refs = [
    { kind: 'heif' as const, label: 'mdat', ranges: [{ start: 400, end: 5000 }], path: 'heif/mdat' },
  ];
  expect(texts(load(quicktime, refs, new Uint8Array(0)).tags())).toEqual({
    'QuickTime:MediaDataSize': '4600',
    'QuickTime:MediaDataOffset': '400',
  });
});

describe('the meta box', () => {
  test('primary item and handler', () => {
    expect(read('meta', meta(handler('pict', 'a name'), fullBox('pitm', 0, 0, be16(49))))).toEqual({
      'QuickTime:HandlerType': 'Picture',
      'QuickTime:HandlerDescription': 'a name',
      'Meta:PrimaryItemReference': '49',
    });
    expect(read('meta', meta(fullBox('pitm', 1, 0, be32(70_000))))).toEqual({
      'Meta:PrimaryItemReference': '70000',
    });
  });

  test('item properties', () => {
    const hvcC = box(
      'hvcC',
      [1, 3, 0x70, 0, 0, 0, 0xb0, 0, 0, 0, 0, 0, 90, 0xf0, 0, 0xfc, 0xfd, 0xf8, 0xf8, 0, 0, 0x0f],
    );
    const printed = read(
      'meta',
      meta(
        properties(
          hvcC,
          spatialExtents(640, 480),
          rotation(3),
          box('pasp', be32(1), be32(2)),
          box('clap', be32(330), be32(1), be32(385), be32(1), be32(-308), be32(1), be32(207), be32(2)),
          fullBox('pixi', 0, 0, [3, 8, 8, 8]),
          fullBox('auxC', 0, 0, 'urn:mpeg:hevc:2015:auxid:1\0'),
          box('clli', be16(486), be16(263)),
          box('colr', 'nclx', be16(9), be16(16), be16(99), [0x80]),
          box('colr', 'prof', 'not read here'),
        ),
      ),
    );
    expect(printed).toMatchObject({
      'QuickTime:GeneralProfileIDC': 'Main Still Picture',
      'QuickTime:GenProfileCompatibilityFlags': 'Main Still Picture, Main 10, Main',
      'QuickTime:ConstraintIndicatorFlags': '176 0 0 0 0 0',
      'QuickTime:GeneralLevelIDC': '90 (level 3.0)',
      'QuickTime:ChromaFormat': '4:2:0',
      'QuickTime:BitDepthLuma': '8',
      'QuickTime:NumTemporalLayers': '1',
      'QuickTime:TemporalIDNested': 'Yes',
      'QuickTime:ImageSpatialExtent': '640x480',
      'QuickTime:Rotation': 'Rotate 90 CW',
      'QuickTime:PixelAspectRatio': '1 2',
      'QuickTime:CleanAperture': '330 385 -308 103.5',
      'QuickTime:ImagePixelDepth': '8 8 8',
      'QuickTime:AuxiliaryImageType': 'urn:mpeg:hevc:2015:auxid:1',
      'QuickTime:MaxContentLightLevel': '486',
      'QuickTime:ColorProfiles': 'nclx',
      'QuickTime:ColorPrimaries': 'BT.2020, BT.2100',
      'QuickTime:TransferCharacteristics': 'SMPTE ST 2084, ITU BT.2100 PQ',
      'QuickTime:MatrixCoefficients': 'Unknown (99)',
      'QuickTime:VideoFullRangeFlag': 'Full',
    });
  });

  test('an AV1 configuration', () => {
    expect(read('meta', meta(properties(box('av1C', [0x81, 0, 0x1d, 0]))))).toEqual({
      'QuickTime:AV1ConfigurationVersion': '1',
      'QuickTime:ChromaFormat': 'Monochrome 4:0:0',
      'QuickTime:ChromaSamplePosition': 'Vertical',
    });
  });
});

const unity = concat(...[1, 0, 0, 0, 1, 0, 0, 0].map((part) => be32(part << 16)), be32(0x40000000));
const movieHeader = fullBox(
  'mvhd',
  1,
  0,
  be64(3_632_166_600),
  be64(0),
  be32(30),
  be64(90),
  be32(0x10000),
  be16(0x100),
  new Uint8Array(10),
  unity,
  new Uint8Array(24),
  be32(3),
);
const track = box(
  'trak',
  fullBox(
    'tkhd',
    0,
    3,
    be32(3_632_166_600),
    be32(5),
    be32(1),
    be32(0),
    be32(1800),
    new Uint8Array(8),
    be16(0),
    be16(0),
    be16(0),
    be16(0),
    unity,
    be32(640 << 16),
    be32(480 << 16),
  ),
  box(
    'mdia',
    fullBox('mdhd', 0, 0, be32(0), be32(0), be32(10), be32(48), be16(0x55c4), be16(0)),
    handler('pict', 'libavif'),
    box(
      'minf',
      fullBox('vmhd', 0, 1, be16(0), be16(0), be16(0), be16(0)),
      box(
        'stbl',
        fullBox('stsd', 0, 0, be32(1), box('av01', new Uint8Array(78), box('av1C', [0x81, 0, 0, 0]))),
      ),
    ),
  ),
);

test('the tracks of a sequence', () => {
  const printed = read('moov', movieHeader, track, track);
  expect(printed).toMatchObject({
    'QuickTime:CreateDate': '2019:02:04 23:10:00',
    'QuickTime:ModifyDate': '0000:00:00 00:00:00',
    'QuickTime:TimeScale': '30',
    'QuickTime:Duration': '3.00 s',
    'QuickTime:PreferredVolume': '100.00%',
    'QuickTime:MatrixStructure': '1 0 0 0 1 0 0 0 1',
    'QuickTime:NextTrackID': '3',
    'Track1:TrackModifyDate': '1970:01:01 00:00:05',
    'Track1:TrackDuration': '0:01:00',
    'Track1:ImageWidth': '640',
    'Track1:MediaDuration': '4.80 s',
    'Track1:MediaLanguageCode': 'und',
    'Track1:HandlerType': 'Picture',
    'Track1:GraphicsMode': 'srcCopy',
    'Track1:OpColor': '0 0 0',
    'Track2:OtherFormat': 'av01',
  });
});

test('the items of an item list, by their own names and by keys', () => {
  const data = (type: number, ...value: (Uint8Array | string | number[])[]): Uint8Array =>
    box('data', be32(type), be32(0), ...value);
  const list = box('ilst', box('trkn', data(0, [0, 0, 0, 2, 0, 9, 0, 0])), box('cprt', data(1, 'ours')));
  const encoder = concat(be32(8 + 16 + 4), Uint8Array.of(0xa9), 'too', data(1, 'GPAC'));
  expect(read('moov', box('udta', fullBox('meta', 0, 0, handler('mdir'), list)))).toMatchObject({
    'QuickTime:HandlerType': 'Metadata',
    'ItemList:TrackNumber': '2 of 9',
    'ItemList:Copyright': 'ours',
  });
  expect(read('moov', box('udta', fullBox('meta', 0, 0, box('ilst', encoder))))).toEqual({
    'ItemList:Encoder': 'GPAC',
  });
  const keys = fullBox('keys', 0, 0, be32(1), box('mdta', 'com.apple.quicktime.make'));
  const values = box('ilst', concat(be32(8 + 16 + 5), be32(1), data(1, 'Apple')));
  expect(read('moov', box('meta', keys, values))).toEqual({ 'Keys:Make': 'Apple' });
});

test('the value has the first tag of each name', () => {
  const body = meta(properties(spatialExtents(64, 64), spatialExtents(8, 8)));
  const value = load(quicktime, [wholeRef('heif', body, 'heif/meta', 'meta')], body).value();
  expect(value?.['ImageSpatialExtent'] as TagValue).toEqual([64, 64]);
});

describe('damage', () => {
  test('of a meta box', () => {
    const body = meta(
      handler('pict'),
      fullBox('pitm', 0, 0, be16(1)),
      properties(
        spatialExtents(64, 64),
        box('clap', new Uint8Array(32)),
        fullBox('pixi', 0, 0, [3, 8, 8, 8]),
      ),
      box('idat', [0, 0, 1, 1, 0, 9, 0, 8]),
    );
    damage(quicktime, 'heif', body, 'heif/meta', 'meta');
  });

  test('of a movie', () => {
    damage(quicktime, 'heif', concat(movieHeader, track), 'heif/moov', 'moov');
  }, 30_000);

  test('boxes nested without end', () => {
    let boxes: Uint8Array = box('udta', box('meta', be32(0)));
    for (let i = 0; i < 100; i++) boxes = box('udta', box('meta', be32(0), boxes));
    const { context, warnings } = testContext();
    load(quicktime, [wholeRef('heif', boxes, 'heif/moov', 'moov')], boxes, context).tags();
    expect(warnings.every((warning) => warning.startsWith('limit-exceeded'))).toBe(true);
  });
});
