// The change document as what it asks of each standard.
import { orientationNumber } from '../blocks/exif/encode.js';
import type { Changes, CommonChanges, XmpChanges } from '../changes.js';
import { commonChanges } from '../common/changes.js';
import { copiesInStep } from '../common/copies.js';
import { MetadataError } from '../errors.js';
import { didYouMean } from '../present/nearest.js';
import type { Context, Tag } from '../types.js';
import { hasPlace } from './copy-groups.js';
import { checkShift, type Staying, shiftedExif, shiftedIptc, shiftedXmp } from './dates.js';
import { contentTags, type FileContent } from './read-blocks.js';
import { warnOfTexts } from './stale.js';
import type { AskedStandards } from './standards.js';

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

/** What all standards are to say, and the copies of it that the file has. */
function sharedLayers(common: CommonChanges, tags: readonly Tag[], context: Context): Layer[] {
  warnOfTexts(common, tags, context);
  const shared = commonChanges(common, { iptc: tags.some(({ family }) => family === 'IPTC') });
  return [shared, copiesInStep(shared, tags)];
}

/** What each standard is asked for, by what the file says: what is named there counts before what all are asked. */
export function resolve(
  changes: Changes,
  content: FileContent,
  format: string,
  context: Context,
): AskedStandards {
  const { shiftDates, common } = changes;
  const { warn } = context;
  const orientation = changes.orientation === undefined ? undefined : orientationNumber(changes.orientation);
  const isByContent = common || shiftDates || orientation !== undefined;
  const tags = isByContent ? contentTags(content) : [];
  const inXmp = tags.some(({ group, name }) => group === 'XMP-tiff' && name === 'Orientation');
  const stays: Staying = (name) =>
    warn('unknown', `${name} is no whole date that can be moved: it stays`, 0, name);
  const layers: Layer[] = [
    ...(common ? sharedLayers(common, tags, context) : []),
    shiftDates
      ? {
          exif: shiftedExif(tags, shiftDates, stays),
          xmp: shiftedXmp(tags, shiftDates, stays),
          iptc: shiftedIptc(tags, shiftDates, stays),
        }
      : {},
    orientation !== undefined && inXmp ? { xmp: { tiff: { Orientation: orientation } } } : {},
  ];
  const together: readonly Layer[] = hasPlace(format, 'exif') ? layers : layers.map(({ xmp }) => ({ xmp }));
  return {
    gps: changes.gps,
    orientation,
    exif: layered(
      together.map(({ exif }) => exif),
      changes.exif,
    ),
    iptc: layered(
      together.map(({ iptc }) => iptc),
      changes.iptc,
    ),
    xmp: layeredXmp(
      together.map(({ xmp }) => xmp),
      changes.xmp,
    ),
  };
}

type Layer = Pick<Changes, 'exif' | 'iptc' | 'xmp'>;

/** Later ones over earlier ones; `undefined` where nothing is asked for. */
function layered<Of extends object>(
  layers: readonly (Of | null | undefined)[],
  asked: Of | null | undefined,
): Of | null | undefined {
  if (asked === null) return null;
  const all = [...layers, asked].filter((layer) => layer && Object.keys(layer).length > 0);
  // Entry by entry, so that a name like `__proto__` is a name, and refused as one. Entries of `Of` make an `Of`.
  return all.length > 0
    ? (Object.fromEntries(all.flatMap((layer) => Object.entries(layer!))) as Of)
    : undefined;
}

function layeredXmp(
  layers: readonly (XmpChanges | null | undefined)[],
  asked: XmpChanges | null | undefined,
): XmpChanges | null | undefined {
  if (asked === null) return null;
  const found = new Map<string, XmpChanges[string]>();
  for (const layer of [...layers, asked])
    for (const [prefix, own] of Object.entries(layer ?? {})) {
      const earlier = found.get(prefix);
      found.set(prefix, own && earlier ? { ...earlier, ...own } : own);
    }
  return found.size > 0 ? Object.fromEntries(found) : undefined;
}
