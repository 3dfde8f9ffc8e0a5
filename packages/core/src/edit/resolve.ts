// The change document as what it asks of each standard.
import { orientationNumber } from '../blocks/exif/encode.js';
import type { Changes, XmpChanges } from '../changes.js';
import { MetadataError } from '../errors.js';
import { didYouMean } from '../present/nearest.js';
import { checkShift, shiftedExif } from './dates.js';
import type { FileContent } from './read-blocks.js';
import type { Asked } from './standards.js';

const keys: readonly (keyof Changes)[] = [
  ...(['exif', 'gps', 'iptc', 'xmp', 'common', 'orientation', 'shiftDates', 'c2pa'] as const),
];
const manifestRules = ['keep', 'remove', 'refuse'];

/** Throws `not-writable` where the document is none. */
export function checkChanges(changes: Changes): void {
  const wrong = (message: string, path?: string): never => {
    throw new MetadataError('not-writable', message, path === undefined ? {} : { path });
  };
  if (!isObject(changes)) wrong(`changes are an object of ${keys.join(', ')}`);
  for (const [key, value] of Object.entries(changes)) {
    if (!keys.includes(key as keyof Changes))
      wrong(`'${key}' cannot be changed${didYouMean(key, keys)}`, key);
    const isWord = key === 'orientation' || key === 'c2pa';
    if (value !== undefined && value !== null && !isWord && !isObject(value))
      wrong(`${key} takes an object of names and values`, key);
  }
  const { c2pa, shiftDates, common, orientation } = changes;
  if (c2pa !== undefined && !manifestRules.includes(c2pa))
    wrong(`c2pa takes ${manifestRules.join(', ')}`, 'c2pa');
  for (const [key, value] of Object.entries({ shiftDates, common, orientation }))
    if (value === null) wrong(`${key} cannot be deleted as a whole`, key);
  if (shiftDates) checkShift(shiftDates);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What each standard is asked for, by what the file says. */
export function resolve(changes: Changes, { tags }: FileContent): Asked {
  const { exif, gps, iptc, xmp, shiftDates } = changes;
  const orientation = changes.orientation === undefined ? undefined : orientationNumber(changes.orientation);
  const inXmp = tags.some(({ group, name }) => group === 'XMP-tiff' && name === 'Orientation');
  return {
    gps,
    iptc,
    exif: shiftDates && exif !== null ? { ...shiftedExif(tags, shiftDates), ...exif } : exif,
    orientation,
    xmp: orientation !== undefined && inXmp ? alsoOriented(xmp, orientation) : xmp,
  };
}

function alsoOriented(xmp: XmpChanges | null | undefined, orientation: number): XmpChanges | null {
  return xmp === null ? null : { ...xmp, tiff: { Orientation: orientation, ...xmp?.['tiff'] } };
}
