// Blocks of the standards with a canary in each place that can hold one.
import {
  alt,
  asciiComment,
  bag,
  concat,
  exif,
  type Field,
  imageResources,
  iptc,
  jpeg,
  seq,
  unicodeComment,
  utf16,
  xmp,
  xpText,
} from '../../fixtures/build/index.js';
import type { Planter } from './planter.js';

const ifd0Texts: Record<string, number> = {
  DocumentName: 0x010d,
  ImageDescription: 0x010e,
  Make: 0x010f,
  Model: 0x0110,
  PageName: 0x011d,
  Software: 0x0131,
  DateTime: 0x0132,
  Artist: 0x013b,
  HostComputer: 0x013c,
  Copyright: 0x8298,
  'private tag': 0xfde8,
};
const windowsTexts: Record<string, number> = {
  XPTitle: 0x9c9b,
  XPComment: 0x9c9c,
  XPAuthor: 0x9c9d,
  XPKeywords: 0x9c9e,
  XPSubject: 0x9c9f,
};
const exifTexts: Record<string, number> = {
  SpectralSensitivity: 0x8824,
  DateTimeOriginal: 0x9003,
  DateTimeDigitized: 0x9004,
  OffsetTime: 0x9010,
  SubSecTime: 0x9290,
  RelatedSoundFile: 0xa004,
  ImageUniqueID: 0xa420,
  CameraOwnerName: 0xa430,
  BodySerialNumber: 0xa431,
  LensMake: 0xa433,
  LensModel: 0xa434,
  LensSerialNumber: 0xa435,
  ImageTitle: 0xa436,
  Photographer: 0xa437,
  ImageEditor: 0xa438,
};
const gpsTexts: Record<string, number> = {
  GPSSatellites: 0x0008,
  GPSMapDatum: 0x0012,
  GPSDateStamp: 0x001d,
};
const gpsNumbers: Record<string, number> = {
  GPSLatitude: 0x0002,
  GPSLongitude: 0x0004,
  GPSAltitude: 0x0006,
  GPSTimeStamp: 0x0007,
};

const byTag = (fields: readonly Field[]): Field[] => [...fields].sort((a, b) => a[0] - b[0]);

/** IFD0 fields of texts, in ASCII and in UTF-16, and PrintIM. */
export function plantedIfd0(planter: Planter, where: string): Field[] {
  const texts = Object.entries(ifd0Texts).map(
    ([name, tag]): Field => [tag, 'ASCII', planter.plant(`${where} ${name}`)],
  );
  const wide = Object.entries(windowsTexts).map(
    ([name, tag]): Field => [tag, 'BYTE', xpText(planter.plant(`${where} ${name}`))],
  );
  const printIm: Field = [0xc4a5, 'UNDEFINED', `PrintIM\0${planter.plant(`${where} PrintIM`)}`];
  return byTag([...texts, ...wide, printIm]);
}

function plantedExifIfd(planter: Planter, where: string): Field[] {
  const texts = Object.entries(exifTexts).map(
    ([name, tag]): Field => [tag, 'ASCII', planter.plant(`${where} ${name}`)],
  );
  return byTag([
    ...texts,
    [0x927c, 'UNDEFINED', planter.plant(`${where} MakerNote`, 20)],
    [0x9286, 'UNDEFINED', asciiComment(planter.plant(`${where} UserComment`))],
    [0xa40b, 'UNDEFINED', planter.plant(`${where} DeviceSettingDescription`)],
    [0xfde9, 'ASCII', planter.plant(`${where} private tag of the Exif IFD`)],
  ]);
}

function plantedGps(planter: Planter, where: string, littleEndian: boolean): Field[] {
  const texts = Object.entries(gpsTexts).map(
    ([name, tag]): Field => [tag, 'ASCII', planter.plant(`${where} ${name}`)],
  );
  const numbers = Object.entries(gpsNumbers).map(
    ([name, tag]): Field => [
      tag,
      'RATIONAL',
      [...planter.rational(`${where} ${name}`, littleEndian), 0, 1, 0, 1],
    ],
  );
  return byTag([
    [0x0001, 'ASCII', 'N'],
    [0x0003, 'ASCII', 'E'],
    ...texts,
    ...numbers,
    [0x001b, 'UNDEFINED', asciiComment(planter.plant(`${where} GPSProcessingMethod`))],
    [0x001c, 'UNDEFINED', unicodeComment(planter.plant(`${where} GPSAreaInformation`))],
  ]);
}

/** The IFDs of an Exif block, as options of `exif` and `exifPointers`. */
export function plantedIfds(planter: Planter, where: string, littleEndian = true): PlantedIfds {
  return {
    ifd0: plantedIfd0(planter, where),
    exif: plantedExifIfd(planter, where),
    gps: plantedGps(planter, where, littleEndian),
    interop: [
      [0x0001, 'ASCII', 'R98'],
      [0x1000, 'ASCII', planter.plant(`${where} RelatedImageFileFormat`)],
    ],
  };
}

interface PlantedIfds {
  readonly ifd0: Field[];
  readonly exif: Field[];
  readonly gps: Field[];
  readonly interop: Field[];
}

/** A whole Exif block, with a thumbnail, bytes behind it, and an orientation where one is asked for. */
export function plantedExif(
  planter: Planter,
  where: string,
  { orientation = 1, littleEndian = true }: { orientation?: number; littleEndian?: boolean } = {},
): Uint8Array {
  const ifds = plantedIfds(planter, where, littleEndian);
  const block = exif({
    ...ifds,
    ifd0: byTag([...ifds.ifd0, [0x0112, 'SHORT', orientation]]),
    ifd1: [
      [0x0103, 'SHORT', 6],
      [0x010e, 'ASCII', planter.plant(`${where} IFD1 ImageDescription`)],
    ],
    thumbnail: plantedJpeg(planter, `${where} thumbnail`),
    littleEndian,
  });
  return concat(block, planter.plant(`${where} behind its directories`));
}

/** A small JPEG with a comment, for thumbnails and second pictures. */
export function plantedJpeg(planter: Planter, where: string): Uint8Array {
  return jpeg({ segments: [[0xfe, planter.plant(`${where}: comment`)]] });
}

/** An XMP packet in one of its encodings. */
export function plantedXmp(
  planter: Planter,
  where: string,
  encoding: 'utf-8' | 'utf-16be' | 'utf-16le' = 'utf-8',
): Uint8Array {
  const text = (name: string): string => planter.plant(`${where} ${name}`);
  return xmp({
    encoding,
    toolkit: text('toolkit'),
    about: text('about'),
    attributes: {
      'xmp:CreatorTool': text('CreatorTool'),
      'exif:GPSLatitude': text('GPSLatitude'),
      'photoshop:City': text('City'),
    },
    elements: {
      'dc:description': alt({ 'x-default': text('description') }),
      'dc:creator': seq(text('creator')),
      'dc:subject': bag(text('subject')),
      'ek:Unknown': text('property of an unknown schema'),
    },
    extra: `<!-- ${text('comment')} -->`,
    padding: 20,
  });
}

/** IPTC datasets. */
export function plantedIptc(planter: Planter, where: string): Uint8Array {
  const datasets: Record<string, readonly [number, number]> = {
    ObjectName: [2, 5],
    Keywords: [2, 25],
    'By-line': [2, 80],
    City: [2, 90],
    'Caption-Abstract': [2, 120],
    'dataset of an unknown record': [9, 200],
  };
  return iptc(
    Object.entries(datasets).map(([name, [record, dataset]]) => [
      record,
      dataset,
      planter.plant(`${where} ${name}`),
    ]),
  );
}

/** Photoshop image resources that hold IPTC, a thumbnail, a name and a resource nobody knows. */
export function plantedResources(planter: Planter, where: string): Uint8Array {
  const thumbnail = plantedJpeg(planter, `${where} thumbnail`);
  return imageResources([
    [0x0404, plantedIptc(planter, `${where} IPTC`)],
    [0x040b, planter.plant(`${where} URL`)],
    [0x040c, concat(new Uint8Array(28), thumbnail)],
    [0x041b, concat([0, 0, 0, 7], utf16(planter.plant(`${where} border text`)))],
    [0x0fa0, planter.plant(`${where} plug-in resource`), planter.plant(`${where} resource name`)],
  ]);
}
