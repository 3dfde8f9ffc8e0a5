// Computed tags against values that ExifTool prints for the same inputs.
import { describe, expect, test } from 'vitest';
import { makeTag } from '../tables/tag.js';
import type { Loaded, LoadedBlock, Tag, TagValue, Text } from '../types.js';
import { compositeTags } from './index.js';

const jpegType = { type: 'JPEG', extension: 'jpg', mimeType: 'image/jpeg' };
const layout = { fileType: jpegType, picture: {}, blocks: [], imageData: [] };

type Row = readonly [group: string, name: string, value: TagValue, text?: string, id?: number];

function computed(rows: readonly Row[], loaded: readonly LoadedBlock[] = []): Record<string, Text> {
  const tags = rows.map(([place, name, value, text, id]): Tag => {
    const [family = '', group = family] = place.split('/');
    return makeTag(
      family,
      group,
      id ?? name,
      { name, weak: /^Image(Width|Height)$/.test(name), ...(text !== undefined && { print: () => text }) },
      value,
    )!;
  });
  const found = compositeTags({ layout, fileType: jpegType, loaded, tags });
  return Object.fromEntries(found.map((tag) => [tag.name, tag.text]));
}

describe('computed tags', () => {
  test('of a phone lens: scale, circle of confusion, field of view, hyperfocal distance, light value', () => {
    const rows: Row[] = [
      ['EXIF/ExifIFD', 'FocalLength', 5.1],
      ['EXIF/ExifIFD', 'FocalLengthIn35mmFormat', 26],
      ['EXIF/ExifIFD', 'FNumber', 1.6],
      ['EXIF/ExifIFD', 'ExposureTime', 1 / 1018],
      ['EXIF/ExifIFD', 'ISO', 50],
    ];
    expect(computed(rows)).toMatchObject({
      Aperture: '1.6',
      ShutterSpeed: '1/1018',
      ScaleFactor35efl: '5.1',
      FocalLength35efl: '5.1 mm (35 mm equivalent: 26.0 mm)',
      CircleOfConfusion: '0.006 mm',
      FOV: '69.4 deg',
      HyperfocalDistance: '2.76 m',
      LightValue: '12.3',
    });
  });

  test('take Canon’s sensor from the fractions of its resolutions, and nobody else’s', () => {
    const exif: Loaded = {
      value: () => undefined,
      tags: () => [],
      fraction: (id) => (id === 0xa20e ? [3_888_000, 877] : id === 0xa20f ? [2_592_000, 582] : undefined),
    };
    const rows = (make: string): Row[] => [
      ['EXIF/IFD0', 'Make', make],
      ['EXIF/ExifIFD', 'FocalLength', 50],
      ['EXIF/ExifIFD', 'FocalPlaneXResolution', 4433],
      ['EXIF/ExifIFD', 'FocalPlaneYResolution', 4453],
      ['EXIF/ExifIFD', 'FocalPlaneResolutionUnit', 2],
      ['EXIF/ExifIFD', 'ExifImageWidth', 800],
      ['EXIF/ExifIFD', 'ExifImageHeight', 533],
    ];
    expect(computed(rows('Canon'), [{ name: 'exif', loaded: exif }])['ScaleFactor35efl']).toBe('1.6');
    expect(computed(rows('Other'), [{ name: 'exif', loaded: exif }])['ScaleFactor35efl']).toBe('7.9');
  });

  test('of place and time', () => {
    const rows: Row[] = [
      ['EXIF/GPS', 'GPSLatitude', 6.5],
      ['EXIF/GPS', 'GPSLatitudeRef', 'S'],
      ['EXIF/GPS', 'GPSLongitude', 106.99999999],
      ['EXIF/GPS', 'GPSLongitudeRef', 'E'],
      ['EXIF/GPS', 'GPSAltitude', 47.59],
      ['EXIF/GPS', 'GPSAltitudeRef', 0, 'Above Sea Level'],
      ['EXIF/GPS', 'GPSDateStamp', '2024:02:29'],
      ['EXIF/GPS', 'GPSTimeStamp', '23:59:58'],
      ['EXIF/ExifIFD', 'DateTimeOriginal', '2024:02:29 06:15:30'],
      ['EXIF/ExifIFD', 'SubSecTimeOriginal', '123'],
      ['EXIF/ExifIFD', 'OffsetTimeOriginal', '+7:00'],
    ];
    // As in ExifTool, family 1 of GPS tags is GPS.
    expect(computed(rows)).toMatchObject({
      GPSLatitude: '6 deg 30\' 0.00" S',
      GPSLongitude: '107 deg 0\' 0.00" E',
      GPSPosition: '6 deg 30\' 0.00" S, 107 deg 0\' 0.00" E',
      GPSAltitude: '47.5 m Above Sea Level',
      GPSDateTime: '2024:02:29 23:59:58Z',
      SubSecDateTimeOriginal: '2024:02:29 06:15:30.123+07:00',
    });
  });

  test('take the size from the directory of the full picture', () => {
    const rows: Row[] = [
      ['EXIF/IFD0', 'SubfileType', 1, '', 0xfe],
      ['EXIF/IFD0', 'ImageWidth', 160],
      ['EXIF/IFD0', 'ImageHeight', 120],
      ['EXIF/SubIFD', 'SubfileType', 0, '', 0xfe],
      ['EXIF/SubIFD', 'ImageWidth', 4000],
      ['EXIF/SubIFD', 'ImageHeight', 3000],
      ['EXIF/IFD1', 'ImageWidth', 80],
    ];
    expect(computed(rows)).toMatchObject({ ImageSize: '4000x3000', Megapixels: '12.0' });
  });

  test('are none where what they need is missing or no number', () => {
    expect(computed([])).toEqual({});
    expect(
      computed([
        ['EXIF/ExifIFD', 'FNumber', 'undef'],
        ['EXIF/ExifIFD', 'FocalLength', 'inf'],
      ]),
    ).not.toHaveProperty('FOV');
    expect(computed([['EXIF/ExifIFD', 'ExposureTime', 0]])).toMatchObject({ ShutterSpeed: '0' });
  });

  test('takes no altitude from several numbers, no aperture from an APEX value of 0 and no date from a 0', () => {
    expect(
      computed([
        ['EXIF/GPS', 'GPSAltitude', [1, 2]],
        ['EXIF/GPS', 'GPSAltitudeRef', 1],
        ['EXIF/ExifIFD', 'ApertureValue', 1],
        ['IPTC', 'DateCreated', '2020:01:02'],
        ['IPTC', 'TimeCreated', '0'],
      ]),
    ).not.toHaveProperty('GPSAltitude');
    expect(computed([['EXIF/ExifIFD', 'ApertureValue', 1]])).toEqual({});
    expect(
      computed([
        ['IPTC', 'DateCreated', '2020:01:02'],
        ['IPTC', 'TimeCreated', '0'],
      ]),
    ).not.toHaveProperty('DateTimeOriginal');
  });

  test('prints several shutter speeds with spaces, and tells the peak of a thermal sensor', () => {
    expect(computed([['EXIF/ExifIFD', 'ExposureTime', [1, 2.5]]])).toMatchObject({ ShutterSpeed: '1 2.5' });
    expect(computed([['APP1/FLIR', 'PlanckB', 1374.5]])).toEqual({ PeakSpectralSensitivity: '10.5 um' });
  });
});
