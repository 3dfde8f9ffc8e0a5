// What is measured: reading and removing, against the peers that can do the same.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, readGps } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { readGpsSync, readOrientationSync, readSync, removeSync } from 'exifkit/sync';
import exifr from 'exifr/dist/full.esm.mjs';
import ExifReader from 'exifreader';
import { removeMetadataSync } from 'picscrub';
import piexif from 'piexifjs';
import {
  benchDng,
  benchHeic,
  benchJpeg,
  benchPhotoPng,
  benchPng,
  benchTiff,
  benchWebp,
  photoNoise,
} from '../fixtures/dist/build/index.js';
import { photosLikeReal, realPhotos } from './photos.mjs';

/** Small JPEGs of the fixtures that hold what cameras and editors write. */
const fixtureNames = [
  'jpeg-all-blocks.jpg',
  'jpeg-exif-big.jpg',
  'jpeg-exif-canon.jpg',
  'jpeg-exif-fujifilm.jpg',
  'jpeg-exif-little.jpg',
  'jpeg-exif-nikon.jpg',
];

const fixture = (name) => readFileSync(new URL(`../fixtures/files/${name}`, import.meta.url));
const buffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * @typedef {import('./measure.mjs').Contender} Contender
 * @typedef {{ file: string, contenders: readonly Contender[] }} Row
 * @typedef {{ name: string, against: string, files: readonly Row[], runs?: Runs }} Case `against`: whom its floor is about
 * @typedef {import('./measure.mjs').Runs} Runs
 * @returns {Promise<readonly Case[]>}
 */
export async function cases() {
  const jpegs = [
    ...fixtureNames.map((name) => [name, fixture(name)]),
    ['JPEG, 2 MB', buffer(benchJpeg(2))],
    ['JPEG, 5 MB', buffer(benchJpeg(5))],
  ];
  const others = [
    ['PNG, 5 MB', buffer(benchPng(5))],
    ['TIFF, 5 MB', buffer(benchTiff(5))],
    ['DNG, 20 MB', buffer(benchDng(20))],
    ['HEIC, 5 MB', buffer(benchHeic(5))],
    ['WebP, 5 MB', buffer(benchWebp(5))],
  ];
  const large = jpegs.slice(fixtureNames.length);
  const photos = photosLikeReal();
  return [
    each('typed values, like photos', 'exifr', photos, typedValues),
    each('everything printed, like photos', 'exifr', photos, everythingPrinted),
    each('GPS only, like photos', 'exifr', photos, gpsOnly),
    each('orientation only, like photos', 'exifr', photos, orientationOnly),
    ...casesOfRealPhotos(realPhotos()),
    each('typed values', 'exifr', jpegs, typedValues),
    each('everything printed', 'exifr', jpegs, everythingPrinted),
    each('everything printed, other formats', 'exifr', others.slice(0, 4), everythingPrinted),
    each('GPS only', 'exifr', jpegs, gpsOnly),
    each('GPS only, other formats', 'exifr', others.slice(0, 4), gpsOnly),
    each('from path', 'exifr', onDisk([...large, ...others.slice(0, 4)]), fromDisk),
    { ...each('remove JPEG', 'piexifjs', large, removal), runs: turns },
    { ...each('remove, other formats', 'picscrub', others, removalByScrubber), runs: turns },
    besideCopy('JPEG', large),
    besideCopy('JPEG like a photo', [
      ['JPEG, 2 MB', buffer(benchJpeg(2, photoNoise))],
      ['JPEG, 5 MB', buffer(benchJpeg(5, photoNoise))],
    ]),
    besideCopy('stored PNG', others.slice(0, 1)),
    besideCopy('compressed PNG', [['PNG, 5 MB', buffer(benchPhotoPng(5))]]),
    besideCopy('TIFF', others.slice(1, 3)),
    besideCopy('HEIC', others.slice(3, 4)),
    besideCopy('WebP', others.slice(4)),
  ];
}

/** @type {(photos: ReturnType<typeof realPhotos>) => Case[]} Their floors would be those of the folder: they have goals. */
function casesOfRealPhotos(photos) {
  if (photos.length === 0) return [];
  return [
    each('typed values, real photos', 'exifr', photos, typedValues),
    each('everything printed, real photos', 'exifr', photos, everythingPrinted),
    each('GPS only, real photos', 'exifr', photos, gpsOnly),
    each('orientation only, real photos', 'exifr', photos, orientationOnly),
    each(
      'from path, real photos',
      'exifr',
      photos.map(([name, , path]) => [name, path]),
      fromDisk,
    ),
  ];
}

/** Run by run in turns: whoever gets fresh memory of the system waits for it, and a longer turn would be luck. */
const turns = { rounds: 301, milliseconds: 0 };

function besideCopy(format, inputs) {
  return { ...each(`remove ${format} beside a copy`, 'plain copy', inputs, copying), runs: turns };
}

function each(name, against, inputs, contenders) {
  return { name, against, files: inputs.map(([file, input]) => ({ file, contenders: contenders(input) })) };
}

/** @returns {Contender[]} */
function typedValues(bytes) {
  return [
    {
      name: 'exifkit',
      run: () => {
        const { exif, gps } = readSync(bytes);
        return [exif, gps];
      },
      count: valuesOf,
    },
    { name: 'exifr', run: () => exifr.parse(bytes), count: keys },
    { name: 'exifreader', run: () => ExifReader.load(bytes), count: keys },
    { name: 'piexifjs', run: () => piexif.load(bytes.toString('latin1')) },
  ];
}

/** @returns {Contender[]} */
function everythingPrinted(bytes) {
  return [
    { name: 'exifkit', run: () => printed(readSync(bytes)), count: ({ tags }) => tags },
    { name: 'exifr', run: () => exifr.parse(bytes, true), count: keys },
    { name: 'exifreader', run: () => ExifReader.load(bytes), count: keys },
  ];
}

function printed(metadata) {
  const all = metadata.tags();
  let characters = 0;
  for (const { text } of all) characters += text.length;
  return { tags: all.length, characters };
}

/** Values of both blocks. */
const valuesOf = ([exif, gps]) => keys(exif) + keys(gps);
const keys = (found) => Object.keys(found ?? {}).length;
const isFound = (answer) => Number(answer !== undefined);

/** @returns {Contender[]} */
function orientationOnly(bytes) {
  return [
    { name: 'exifkit', run: () => readOrientationSync(bytes), count: isFound },
    { name: 'exifr', run: () => exifr.orientation(bytes), count: isFound },
  ];
}

/** @returns {Contender[]} */
function gpsOnly(bytes) {
  return [
    { name: 'exifkit', run: () => readGpsSync(bytes), count: isFound },
    { name: 'exifr', run: () => exifr.gps(bytes), count: isFound },
  ];
}

/** @returns {Contender[]} */
function fromDisk(path) {
  return [
    {
      name: 'exifkit',
      run: async () => {
        const { exif, gps } = await read(fromPath(path));
        return [exif, gps];
      },
      count: valuesOf,
    },
    { name: 'exifkit, GPS', run: () => readGps(fromPath(path)) },
    { name: 'exifr', run: () => exifr.parse(path), count: keys },
    { name: 'exifr, GPS', run: () => exifr.gps(path) },
  ];
}

/** @returns {Contender[]} */
function removal(bytes) {
  return [
    { name: 'exifkit', run: () => removeSync(bytes).bytes() },
    { name: 'piexifjs', run: () => Buffer.from(piexif.remove(bytes.toString('latin1')), 'latin1') },
    { name: 'picscrub', run: () => removeMetadataSync(bytes) },
  ];
}

/** @returns {Contender[]} */
function removalByScrubber(bytes) {
  return [
    { name: 'exifkit', run: () => removeSync(bytes).bytes() },
    { name: 'picscrub', run: () => removeMetadataSync(bytes) },
  ];
}

/** @returns {Contender[]} */
function copying(bytes) {
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [
    { name: 'exifkit', run: () => removeSync(bytes).bytes() },
    { name: 'plain copy', run: () => new Uint8Array(bytes) },
    // What most code writes; it zeroes the memory before it copies.
    { name: 'slice()', run: () => plain.slice() },
  ];
}

/** The same inputs as files in a temporary folder, gone when the process ends. */
function onDisk(inputs) {
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  return inputs.map(([file, bytes], index) => {
    const path = join(folder, String(index));
    writeFileSync(path, bytes);
    return [file, path];
  });
}
