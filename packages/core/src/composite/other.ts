// Computed tags about the lens and the flash, and of films.

import { bitrateText } from '../present/bitrate.js';
import { fixed } from '../present/exposure.js';
import { significant } from '../present/number.js';
import type { TagValue } from '../types.js';
import { type CompositeTag, type Computed, sameText } from './definition.js';
import type { Lookup } from './lookup.js';

const looksLikeLens = (value: TagValue | undefined): value is string =>
  typeof value === 'string' && /mm|\d\/F/.test(value);

/** Where red, green, green and blue stand in white-balance levels of each order; 256: green is 256. */
const levelOrders: readonly (readonly [order: string, ...places: number[]])[] = [
  ['RGGB', 0, 1, 2, 3],
  ['RGBG', 0, 1, 3, 2],
  ['RBGG', 0, 2, 3, 1],
  ['GRBG', 1, 0, 3, 2],
  ['GRGB', 1, 0, 2, 3],
  ['GBRG', 2, 3, 0, 1],
  ['RGB', 0, 1, 1, 2],
  ['GRB', 1, 0, 0, 2],
  ['RB', 0, 256, 256, 1],
];
const levelNames = levelOrders.map(([order]) => `WB_${order}Levels`);
const redNames = ['WBRedLevel', ...levelNames];
const blueNames = ['WBBlueLevel', ...levelNames];

export const otherComposites: readonly CompositeTag[] = [
  {
    name: 'LensID',
    needs: ['LensModel', 'Lens'],
    compute(tags) {
      if (tags.find('LensType') && tags.find('Composite:LensID')) return undefined;
      if (tags.find('XMP-aux:LensID') && tags.find('Make')) return undefined;
      const value = [tags.value('LensModel'), tags.value('Lens')].find(looksLikeLens);
      if (value === undefined) return undefined;
      const text = value
        .replace(/(\d)\/F/, '$1mm F')
        .replace('mmF', 'mm F')
        .replace(/(\d) mm/, '$1mm')
        .replace(' - ', '-');
      return { value, text };
    },
  },
  {
    name: 'Flash',
    needs: ['FlashFired', 'FlashReturn', 'FlashMode', 'FlashFunction', 'FlashRedEyeMode', 'Flash'],
    compute: flash,
  },
  { name: 'RedBalance', needs: redNames, compute: (tags) => balance(tags, 0) },
  { name: 'BlueBalance', needs: blueNames, compute: (tags) => balance(tags, 3) },
  {
    name: 'PeakSpectralSensitivity',
    group: 'FLIR',
    needs: ['PlanckB'],
    compute(tags) {
      // Planck's second constant in micrometres and kelvin, over the camera's B
      const value = 14_387.6515 / (tags.number('FLIR:PlanckB') || Number.NaN);
      return Number.isFinite(value) ? { value, text: `${fixed(value, 1)} um` } : undefined;
    },
  },
  { name: 'AvgBitrate', needs: ['MediaDataSize'], compute: averageBitrate },
  { name: 'Rotation', needs: ['MatrixStructure'], compute: rotation },
];

const flashFields = [
  'XMP:FlashFired',
  'XMP:FlashReturn',
  'XMP:FlashMode',
  'XMP:FlashFunction',
  'XMP:FlashRedEyeMode',
  'XMP:Flash',
];

/** The EXIF flash byte out of XMP's five fields (Exif 2.32 section 4.6.5, tag 0x9209). */
function flash(tags: Lookup): Computed | undefined {
  if (!flashFields.some((key) => tags.find(key))) return undefined;
  const isTrue = (key: string): boolean => String(tags.value(key)).toLowerCase() === 'true';
  const value =
    (isTrue('XMP:FlashFired') ? 1 : 0) |
    ((tags.number('XMP:FlashReturn') ?? 0) << 1) |
    ((tags.number('XMP:FlashMode') ?? 0) << 3) |
    (isTrue('XMP:FlashFunction') ? 0x20 : 0) |
    (isTrue('XMP:FlashRedEyeMode') ? 0x40 : 0);
  return { value, text: flashText(value) };
}

const flashLabels: { readonly [value: number]: string } = {
  0: 'No Flash',
  1: 'Fired',
  5: 'Fired, Return not detected',
  7: 'Fired, Return detected',
  8: 'On, Did not fire',
  9: 'On, Fired',
  13: 'On, Return not detected',
  15: 'On, Return detected',
  16: 'Off, Did not fire',
  20: 'Off, Did not fire, Return not detected',
  24: 'Auto, Did not fire',
  25: 'Auto, Fired',
  29: 'Auto, Fired, Return not detected',
  31: 'Auto, Fired, Return detected',
  32: 'No flash function',
  48: 'Off, No flash function',
  65: 'Fired, Red-eye reduction',
  69: 'Fired, Red-eye reduction, Return not detected',
  71: 'Fired, Red-eye reduction, Return detected',
  73: 'On, Red-eye reduction',
  77: 'On, Red-eye reduction, Return not detected',
  79: 'On, Red-eye reduction, Return detected',
  80: 'Off, Red-eye reduction',
  88: 'Auto, Did not fire, Red-eye reduction',
  89: 'Auto, Fired, Red-eye reduction',
  93: 'Auto, Fired, Red-eye reduction, Return not detected',
  95: 'Auto, Fired, Red-eye reduction, Return detected',
};

function flashText(value: number): string {
  return flashLabels[value] ?? `Unknown (0x${BigInt.asUintN(64, BigInt(value)).toString(16)})`;
}

/** Red or blue over green, out of white-balance levels. */
function balance(tags: Lookup, index: 0 | 3): Computed | undefined {
  const value = ratioOfLevels(tags, index) ?? ratioOfTags(tags, index === 0 ? 'WBRedLevel' : 'WBBlueLevel');
  return value === undefined
    ? undefined
    : { value, text: significant(Math.trunc(value * 1e6 + 0.5) * 1e-6, 15) };
}

function ratioOfLevels(tags: Lookup, index: 0 | 3): number | undefined {
  for (const [order, ...places] of levelOrders) {
    const stored = tags.value(`WB_${order}Levels`);
    const levels = (typeof stored === 'string' ? stored.split(' ') : Array.isArray(stored) ? stored : []).map(
      Number,
    );
    const [first = 0, second = 0] = [places[1], places[2]];
    const color = levels[places[index]!];
    if (levels.length < 2 || color === undefined || (first < 4 && levels.length < 3)) continue;
    // Some cameras scale to 1.
    const green = first < 4 ? (levels[first]! + levels[second]!) / 2 : color < 4 ? 1 : first;
    const ratio = color / green;
    if (Number.isFinite(ratio)) return ratio;
  }
  return undefined;
}

function ratioOfTags(tags: Lookup, name: string): number | undefined {
  const color = tags.number(name);
  const green = tags.number('WBGreenLevel');
  return color && green ? color / green : undefined;
}

function averageBitrate(tags: Lookup): Computed | undefined {
  const sizes = tags.all('MediaDataSize').filter((tag) => tag.family === 'QuickTime');
  const duration = tags.number('QuickTime:Duration');
  if (sizes.length === 0 || !duration) return undefined;
  const bytes = sizes.reduce((sum, tag) => sum + Number(tag.value), 0);
  const value = Math.floor((bytes * 8) / duration + 0.5);
  return { value, text: bitrateText(value) };
}

/** Clockwise turn in degrees, out of the matrix of the first picture track. */
function rotation(tags: Lookup): Computed | undefined {
  const track = tags.all('HandlerType').findLast((tag) => tag.text === 'Video Track')?.group;
  const matrix = track && tags.all('MatrixStructure').find((tag) => tag.group === track)?.value;
  if (!matrix) return undefined;
  const cells = Array.isArray(matrix) ? matrix.map(Number) : String(matrix).split(' ').map(Number);
  if (cells.length < 4 || cells.some(Number.isNaN)) return undefined;
  const [a = 0, b = 0] = cells;
  if (!a && !b) return undefined;
  const degrees = (Math.atan2(b, a) * 180) / Math.PI;
  return sameText(significant(Math.floor((degrees < 0 ? degrees + 360 : degrees) * 1000 + 0.5) / 1000, 15));
}
