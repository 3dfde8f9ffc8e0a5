import { describe, expect, test } from 'vitest';
import { judged } from '../../../../../test/exiftool.js';
import { runSync } from '../../bytes/scan.js';
import type { ExifChanges, GpsChanges } from '../../changes.js';
import { segmentOf } from '../../containers/jpeg/xmp-segments.js';
import { MetadataError } from '../../errors.js';
import { readSync } from '../../sync.js';
import { editExif, newExif } from './encode.js';
import { exifWritings, gpsWritings } from './writing.js';

const picture = Uint8Array.of(0xff, 0xd9);
const jpeg = (exif: Uint8Array): Uint8Array =>
  Uint8Array.from([0xff, 0xd8, ...segmentOf(0xe1, [new TextEncoder().encode('Exif\0\0'), exif]), ...picture]);
const written = (exif: ExifChanges): Uint8Array => jpeg(newExif({ exif }, 'jpeg')!);
const messageOf = (exif: ExifChanges): string => {
  try {
    written(exif);
  } catch (error) {
    if (error instanceof MetadataError && error.code === 'not-writable') return error.message;
    throw error;
  }
  return 'written';
};

describe('EXIF that is encoded', () => {
  test('reads as it was set, to ExifTool and to us', () => {
    const exif = {
      Artist: 'Ana Mária',
      Copyright: 'Ana\nEditor',
      Orientation: 'Rotate 90 CW',
      XPTitle: 'Laut biru 海',
      ExposureTime: '1/125',
      FNumber: 2.8,
      ISO: 200,
      ExposureCompensation: '-1/3',
      ShutterSpeedValue: 0.008,
      ApertureValue: 2.8,
      DateTimeOriginal: '2024-05-01T10:11:12',
      OffsetTimeOriginal: '+07:00',
      SubSecTimeOriginal: '045',
      UserComment: 'grüße',
      Flash: 'Fired',
      FocalLength: '50.5 mm',
      LensInfo: '24-70mm f/2.8-4',
      SubjectArea: [100, 200, 30, 40],
      MeteringMode: 5,
      WhiteBalance: 'Manual',
      SubjectDistance: 'inf',
      FileSource: 'Digital Camera',
      ExifVersion: '0300',
    };
    const bytes = written(exif);
    expect(judged(bytes)).toMatchObject({
      'IFD0:Artist': 'Ana Mária',
      'IFD0:Copyright': 'Ana\nEditor',
      'IFD0:Orientation': 'Rotate 90 CW',
      'IFD0:XPTitle': 'Laut biru 海',
      'ExifIFD:ExposureTime': '1/125',
      'ExifIFD:FNumber': 2.8,
      'ExifIFD:ISO': 200,
      'ExifIFD:ExposureCompensation': '-1/3',
      'ExifIFD:ShutterSpeedValue': '1/125',
      'ExifIFD:ApertureValue': 2.8,
      'ExifIFD:DateTimeOriginal': '2024:05:01 10:11:12',
      'ExifIFD:OffsetTimeOriginal': '+07:00',
      'ExifIFD:SubSecTimeOriginal': '045',
      'ExifIFD:UserComment': 'grüße',
      'ExifIFD:Flash': 'Fired',
      'ExifIFD:FocalLength': '50.5 mm',
      'ExifIFD:LensInfo': '24-70mm f/2.8-4',
      'ExifIFD:SubjectArea': '100 200 30 40',
      'ExifIFD:MeteringMode': 'Multi-segment',
      'ExifIFD:WhiteBalance': 'Manual',
      'ExifIFD:SubjectDistance': 'inf',
      'ExifIFD:FileSource': 'Digital Camera',
      'ExifIFD:ExifVersion': '0300',
      // What the standard demands of new directories.
      'IFD0:YCbCrPositioning': 'Centered',
      'ExifIFD:ComponentsConfiguration': 'Y, Cb, Cr, -',
    });
    expect(readSync(bytes).exif).toMatchObject({
      FNumber: 2.8,
      ISO: 200,
      Artist: 'Ana Mária',
      ExposureTime: 0.008,
    });
  });

  test('has positions to a thirtieth of a millimetre', () => {
    const bytes = newExif({ gps: { latitude: -6.175394, longitude: 106.827183, altitude: -3.5 } }, 'jpeg');
    expect(judged(jpeg(bytes!), '-n')).toMatchObject({
      'GPS:GPSLatitude': 6.175394,
      'GPS:GPSLatitudeRef': 'S',
      'GPS:GPSLongitude': 106.827183,
      'GPS:GPSLongitudeRef': 'E',
      'GPS:GPSAltitude': 3.5,
      'GPS:GPSAltitudeRef': 1,
      'GPS:GPSVersionID': '2 3 0 0',
    });
  });

  test('takes a list as it is read, with what is not known in it', () => {
    const bytes = newExif({ exif: { LensInfo: [15, 85, undefined, undefined] } }, 'jpeg');
    expect(judged(jpeg(bytes!))).toMatchObject({ 'ExifIFD:LensInfo': '15-85mm f/?' });
    const { LensInfo } = readSync(bytes!).exif ?? {};
    expect(newExif({ exif: { LensInfo } }, 'jpeg')).toEqual(bytes);
    expect(messageOf({ SubjectArea: [1, undefined] as number[] })).toContain('a whole number');
  });

  test('takes a date that is not known as the standard has it', () => {
    const exif = { DateTimeOriginal: '    :  :     :  :  ', OffsetTimeOriginal: '   :  ' };
    const bytes = newExif({ exif }, 'jpeg')!;
    expect(readSync(bytes).exif).toMatchObject(exif);
    expect(messageOf({ DateTimeOriginal: '' })).toContain("'2024:05:01 10:11:12'");
  });

  test('takes a number without a label as it is printed', () => {
    const bytes = newExif({ exif: { Orientation: 'Unknown (0)', Flash: 'Unknown (0x2)' } }, 'jpeg')!;
    expect(judged(jpeg(bytes))).toMatchObject({
      'IFD0:Orientation': 'Unknown (0)',
      'ExifIFD:Flash': 'Unknown (0x2)',
    });
    expect(messageOf({ Orientation: 0 })).toContain('6 (Rotate 90 CW)');
    expect(messageOf({ Orientation: 'Unknown (x)' })).toContain('a whole number');
  });

  test('says what would be right', () => {
    expect(messageOf({ Artst: 'Ana' } as ExifChanges)).toContain('Artist');
    expect(messageOf({ Orientation: 9 })).toContain('6 (Rotate 90 CW)');
    expect(messageOf({ Orientation: 'sideways' })).toContain("not 'sideways'");
    expect(messageOf({ ISO: -1 })).toContain('from 0 to 65535');
    expect(messageOf({ ISO: 1.5 })).toContain('a whole number');
    expect(messageOf({ Artist: 5 })).toContain('takes text');
    expect(messageOf({ FNumber: 'wide' })).toContain('a number');
    expect(messageOf({ ExposureTime: -1 })).toContain('not negative');
    expect(messageOf({ LensInfo: [24, 70] })).toContain('4 values');
    expect(messageOf({ DateTimeOriginal: '2024:02:30 10:00:00' })).toContain("'2024:05:01 10:11:12'");
    expect(messageOf({ OffsetTime: '7' })).toContain("'+07:00'");
    expect(messageOf({ Compression: 6 })).toContain('how the file is stored');
    expect(messageOf({ Artist: 'a\0b' })).toContain('without NUL');
    expect(messageOf({ FNumber: Number.NaN })).toContain('not NaN');
  });

  test('is not written as another number where no fraction says it', () => {
    for (const value of [1e-12, '1e-12', 1e12, '1e12', '1e12/1'])
      expect(messageOf({ ExposureTime: value })).toContain('parts up to 4294967295');
    expect(messageOf({ ExposureCompensation: '-3e9' })).toContain('parts up to 2147483647');
    expect(messageOf({ ExposureTime: '1/4294967295' })).toBe('written');
  });

  test('has no half of a character, which would be read as another', () => {
    for (const name of ['Artist', 'Copyright', 'UserComment', 'XPTitle'])
      expect(messageOf({ [name]: 'a\ud83d' })).toContain('halves');
    expect(messageOf({ Artist: 'a\ud83d\ude00' })).toBe('written');
  });

  test('keeps the hemisphere that a text names', () => {
    const gps = (tags: GpsChanges) => judged(jpeg(newExif({ gps: tags }, 'jpeg')!));
    expect(gps({ GPSLatitude: '6 deg 12\' 0.00" S', GPSLongitude: '106.8 W' })).toMatchObject({
      'GPS:GPSLatitudeRef': 'South',
      'GPS:GPSLongitudeRef': 'West',
    });
    expect(() => gps({ GPSLatitude: '6.2 S', GPSLatitudeRef: 'North' })).toThrow(/GPSLatitudeRef is 'North'/);
    expect(() => gps({ GPSLatitude: '6.2 E' })).toThrow(/cannot be E/);
    expect(() => gps({ latitude: 5, longitude: 6, GPSLatitude: 7 })).toThrow(/set by latitude/);
  });

  test('is refused where it would grow over what a value behind its end points to', () => {
    const block = newExif({ exif: { Artist: 'Ana', FNumber: 2.8 } }, 'jpeg')!;
    const view = new DataView(block.buffer, block.byteOffset, block.length);
    const entry = block.findIndex((_, at) => at + 2 <= block.length && view.getUint16(at) === 0x829d);
    view.setUint32(entry + 8, block.length - 4);
    const edited = (exif: ExifChanges) => runSync(editExif(block, block.length, { exif }, 'jpeg'), block);
    expect(edited({ Artist: 'Eva' }).bytes).toHaveLength(block.length);
    expect(() => edited({ Artist: 'A longer name' })).toThrow(
      expect.objectContaining({ code: 'malformed', offset: entry, path: 'exif/ExifIFD/0x829d' }),
    );
  });

  test('has no tag of a name whose row is not understood', () => {
    expect(exifWritings().size).toBeGreaterThan(250);
    expect(gpsWritings().size).toBe(32);
    for (const { type, count } of exifWritings().values()) {
      expect(type).toBeGreaterThan(0);
      expect(count).not.toBeNaN();
    }
  });
});
