// What people ask of photos, and what each library answers. ExifTool's answers are the right ones.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readSync } from 'exifkit/sync';
import exifr from 'exifr/dist/full.esm.mjs';
import ExifReader from 'exifreader';
import piexif from 'piexifjs';
import sharp from 'sharp';

/** Tags of EXIF that are asked for, by ExifTool's names. */
const asked = [
  'Make',
  'Model',
  'Software',
  'Artist',
  'Copyright',
  'Orientation',
  'DateTimeOriginal',
  'ExposureTime',
  'FNumber',
  'ISO',
  'ExposureProgram',
  'Flash',
  'FocalLength',
  'LensModel',
];
/** Of the place and the picture. */
const beside = ['latitude', 'longitude', 'altitude', 'width', 'height'];
const questions = [...asked, ...beside];

const exiftool = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl')),
  'bin/exiftool',
);

/** Answers by question; a library leaves out what it does not know. Called with bytes, may throw. */
export const libraries = {
  exifkit(bytes) {
    const { exif, gps, layout } = readSync(bytes);
    const { latitude, longitude, altitude } = gps ?? {};
    return { ...exif, latitude, longitude, altitude, ...layout.picture };
  },
  async exifr(bytes) {
    const options = { translateValues: false, reviveValues: false, mergeOutput: true };
    const found = (await exifr.parse(bytes, options)) ?? {};
    const sign = found.GPSAltitudeRef?.[0] === 1 ? -1 : 1;
    const { ImageWidth: width, ImageHeight: height, GPSAltitude } = found;
    return { ...found, altitude: GPSAltitude && sign * GPSAltitude, width, height };
  },
  ExifReader(bytes) {
    const { exif = {}, gps = {}, file = {}, png = {} } = ExifReader.load(bytes, { expanded: true });
    const answers = Object.fromEntries(
      asked.map((name) => [name, valueIn(exif[name === 'ISO' ? 'ISOSpeedRatings' : name])]),
    );
    const width = valueIn(file['Image Width'] ?? png['Image Width'] ?? exif.ImageWidth);
    const height = valueIn(file['Image Height'] ?? png['Image Height'] ?? exif.ImageLength);
    const { Latitude: latitude, Longitude: longitude, Altitude: altitude } = gps;
    return { ...answers, latitude, longitude, altitude, width, height };
  },
  piexifjs(bytes) {
    const found = piexif.load(bytes.toString('latin1'));
    const answers = {};
    for (const name of asked) {
      const own = name === 'ISO' ? 'ISOSpeedRatings' : name;
      answers[name] = plain(found['0th'][piexif.ImageIFD[own]] ?? found.Exif[piexif.ExifIFD[own]]);
    }
    const { GPSLatitude, GPSLatitudeRef, GPSLongitude, GPSLongitudeRef, GPSAltitude, GPSAltitudeRef } =
      piexif.GPSIFD;
    const { GPS } = found;
    const degrees = (value, ref) => value && piexif.GPSHelper.dmsRationalToDeg(GPS[value] ?? [], GPS[ref]);
    if (GPS[GPSLatitude]) answers.latitude = degrees(GPSLatitude, GPSLatitudeRef);
    if (GPS[GPSLongitude]) answers.longitude = degrees(GPSLongitude, GPSLongitudeRef);
    if (GPS[GPSAltitude]) answers.altitude = plain(GPS[GPSAltitude]) * (GPS[GPSAltitudeRef] === 1 ? -1 : 1);
    return answers;
  },
  async sharp(bytes) {
    const { width, height, orientation } = await sharp(bytes).metadata();
    return { width, height, Orientation: orientation };
  },
};

/** Names of tags out of makers' notes that a library finds. */
export const noteReaders = {
  exifkit: (bytes) =>
    readSync(bytes)
      .tags()
      .flatMap(({ family, name }) => (family === 'MakerNotes' ? name : [])),
  exifr: () => [],
  ExifReader: (bytes) => Object.keys(ExifReader.load(bytes, { expanded: true }).makerNotes ?? {}),
  piexifjs: () => [],
  sharp: () => [],
};

/** ExifTool's answers and its names of notes, for all files by one process. */
export function judge(paths) {
  const args = [
    '-j',
    '-n',
    '-G0',
    '-q',
    ...asked.map((name) => `-EXIF:${name}`),
    '-MakerNotes:all',
    '-FileType',
    '-File:ImageWidth',
  ];
  const more = [
    '-File:ImageHeight',
    '-PNG:ImageWidth',
    '-PNG:ImageHeight',
    '-EXIF:ImageWidth',
    '-EXIF:ImageHeight',
  ];
  const place = ['-Composite:GPSLatitude', '-Composite:GPSLongitude', '-Composite:GPSAltitude'];
  const stdout = execFileSync('perl', [exiftool, ...args, ...more, ...place, ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(stdout).map((found) => {
    const answers = Object.fromEntries(asked.map((name) => [name, found[`EXIF:${name}`]]));
    for (const side of ['Width', 'Height'])
      answers[side.toLowerCase()] =
        found[`File:Image${side}`] ??
        found[`PNG:Image${side}`] ??
        (/TIFF|DNG/.test(found['File:FileType']) ? found[`EXIF:Image${side}`] : undefined);
    for (const name of ['Latitude', 'Longitude', 'Altitude'])
      answers[name.toLowerCase()] = found[`Composite:GPS${name}`];
    const notes = Object.keys(found).flatMap((key) => (key.startsWith('MakerNotes:') ? key.slice(11) : []));
    return { answers, notes };
  });
}

/** How many questions have an answer, and how many of these a library answers as ExifTool does. */
export function score(right, given) {
  const known = questions.filter((name) => isAnswer(right[name]));
  return { asked: known.length, right: known.filter((name) => isSame(right[name], given?.[name])).length };
}

/** Blank text is none, and for letters of an encoding that nobody states ExifTool prints question marks. */
function isAnswer(value) {
  return typeof value === 'string' ? value.trim() !== '' && !value.includes('?') : value !== undefined;
}

function isSame(right, given) {
  if (given === undefined || given === null) return false;
  const one = Array.isArray(given) && given.length === 1 ? given[0] : given;
  if (typeof right === 'number' && !Number.isNaN(Number(one)))
    return Math.abs(Number(one) - right) <= 1e-6 + 1e-4 * Math.abs(right);
  const text = (value) => String(value).replace(/\0.*$/s, '').trim();
  return text(one) === text(right);
}

function valueIn(tag) {
  return plain(tag?.value);
}

/** A rational as a number, a list of one as its member. */
function plain(value) {
  if (!Array.isArray(value)) return value;
  if (value.length === 2 && value.every((part) => typeof part === 'number')) return value[0] / value[1];
  return value.length === 1 ? plain(value[0]) : value;
}
