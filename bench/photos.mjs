// Photos to read: generated ones that hold as much as real ones do, and real ones out of the folder EXIFKIT_PHOTOS names.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canonMakerNote,
  exif,
  exifSegment,
  gradient,
  icc,
  iccSegments,
  imageResources,
  iptc,
  jpeg,
  mpfJpeg,
  nikonMakerNote,
  photoshopSegments,
  sampleExif,
  sampleExifOptions,
  sampleGps,
  sampleIfd0,
  sampleProfileTags,
  sampleResources,
  sampleXmp,
  seq,
  sorted,
  structs,
  xmp,
  xmpSegment,
} from '../fixtures/dist/build/index.js';
import { canonRecords, nikonRecords } from '../fixtures/dist/build/maker-records.js';

const photo = /\.(jpe?g|tiff?|dng|hei[cf]|avif)$/i;

/** @returns {[name: string, bytes: Buffer, path: string][]} none where EXIFKIT_PHOTOS is not set */
export function realPhotos() {
  const folder = process.env.EXIFKIT_PHOTOS;
  if (!folder) return [];
  return readdirSync(folder)
    .filter((name) => photo.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)), join(folder, name)]);
}

/** @returns {[name: string, bytes: Buffer][]} */
export function photosLikeReal() {
  return [
    ['phone: MPF, gain map', phone()],
    ['camera: notes of Canon', camera('Canon', 'Canon EOS 5D', canonMakerNote(canonRecords))],
    ['camera: notes of Nikon', camera('NIKON CORPORATION', 'NIKON D200', nikonMakerNote(nikonRecords))],
    ['edited: big XMP, IPTC', edited()],
  ].map(([name, bytes]) => [name, Buffer.from(bytes)]);
}

/** The camera's photo with coded data of its picture so long that the file has this many bytes. */
export function withPictureOf(size) {
  const photo = Buffer.from(camera('Canon', 'Canon EOS 5D', canonMakerNote(canonRecords)));
  const end = photo.length - 2;
  const data = Buffer.alloc(size - photo.length).map((_, i) => (i * 2_654_435_761) % 255);
  return Buffer.concat([photo.subarray(0, end), data, photo.subarray(end)]);
}

const picture = gradient(320, 240);
const thumbnail = jpeg({ picture: gradient(160, 120) });

function exifOf(make, model, note) {
  const ifd0 = sampleIfd0.filter(([tag]) => tag !== 0x010f && tag !== 0x0110);
  return exif(
    sampleExifOptions({
      ifd0: sorted([...ifd0, [0x010f, 'ASCII', make], [0x0110, 'ASCII', model]]),
      exif: note ? sorted([...sampleExif, note]) : sampleExif,
      gps: sampleGps,
      thumbnail,
    }),
  );
}

const profile = () => iccSegments(icc({ tags: sampleProfileTags }));

function phone() {
  const uri = 'xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"';
  const gainMap = xmp({
    extra: `<hdrgm:Version ${uri}>1.0</hdrgm:Version><hdrgm:GainMapMax ${uri}>2.3</hdrgm:GainMapMax>`,
  });
  return mpfJpeg({
    segments: [exifSegment(exifOf('Apple', 'Phone')), xmpSegment(xmp(sampleXmp)), ...profile()],
    pictures: [jpeg({ picture, segments: [xmpSegment(gainMap)] })],
  });
}

function camera(make, model, note) {
  return jpeg({ picture, segments: [exifSegment(exifOf(make, model, note)), ...profile()] });
}

/** As an editor of raw files leaves it: hundreds of settings, curves, and a history of every save. */
function edited() {
  const settings = Array.from({ length: 250 }, (_, i) => [`crs:Setting${i}`, `${i % 7 ? '+' : ''}${i}`]);
  const curve = seq(...Array.from({ length: 40 }, (_, i) => `${i * 6}, ${i * 6 + 1}`));
  const saves = Array.from({ length: 40 }, (_, i) =>
    [
      `<stEvt:action>saved</stEvt:action><stEvt:instanceID>xmp.iid:${i}</stEvt:instanceID>`,
      `<stEvt:when>2024-02-29T12:${10 + i}:00Z</stEvt:when><stEvt:changed>/metadata</stEvt:changed>`,
    ].join(''),
  );
  const packet = xmp({
    ...sampleXmp,
    attributes: { ...sampleXmp.attributes, ...Object.fromEntries(settings) },
    elements: { ...sampleXmp.elements, 'crs:ToneCurve': curve, 'xmpMM:History': structs(...saves) },
    padding: 2048,
  });
  return jpeg({
    picture,
    segments: [
      exifSegment(exifOf('Canon', 'Canon EOS 5D')),
      xmpSegment(packet),
      ...profile(),
      ...photoshopSegments(imageResources(sampleResources(iptc()))),
    ],
  });
}
