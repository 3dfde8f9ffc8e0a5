// Focus points in Pentax's records: in bits, in names, in places (ExifTool's Pentax.pm tells of each).
import type { Convert } from '../../../tables/conversion.js';
import { known } from '../../../tables/number-conversions.js';
import { isSet, toNumber, wordList } from '../../../tables/value.js';

const NONE = '(none)';

/**
 * Numbers of the points whose two bits have one of those of `mask`, or where it is told are `whole`; how many points
 * there are is what `counted` says.
 */
export const pointsInPairs =
  (counted: string, mask: number, whole?: number): Convert =>
  (value, scope) => {
    const bytes = wordList(value).map(toNumber);
    if (bytes.length === 0) return NONE;
    const count = Math.min(Math.max(known(scope, counted), 1), bytes.length * 4);
    const points: number[] = [];
    for (let i = 0; i < count; i++) {
      const bits = (bytes[i >> 2]! >> (6 - 2 * (i & 3))) & mask;
      if (whole === undefined ? bits !== 0 : bits === whole) points.push(i + 1);
    }
    return points.join(',');
  };

/** The points of the K-3 Mark III, in the order of its bytes: a column by its letter, a row by its digit. */
const names = [
  'C1 E1 G1 I1 K1 C3 E3 G3 I3 K3 C5 E5 G5 I5 K5 C7 E7 G7 I7 K7 C9 E9 G9 I9 K9 A5 M5 B3 L3 B5 L5 B7 L7 B1 L1',
  'B9 L9 A3 M3 A7 M7 D1 F1 H1 J1 D3 F3 H3 J3 D5 F5 H5 J5 D7 F7 H7 J7 D9 F9 H9 J9 C2 E2 G2 I2 K2 C4 E4 G4 I4',
  'K4 C6 E6 G6 I6 K6 C8 E8 G8 I8 K8 B2 L2 B4 L4 B6 L6 B8 L8 A1 M1 A2 M2 A4 M4 A6 M6 A8 M8 A9 M9',
]
  .join(' ')
  .split(' ');

/** Names of the points whose bytes are not 0. */
export const pointNames: Convert = (value) => {
  const points = wordList(value).flatMap((set, i) => (isSet(set) ? [names[i] ?? `Unknown(${i})`] : []));
  return points.length > 0 ? points.sort().join(',') : NONE;
};

const areaNumbers = 7;
const flags: readonly (readonly [mask: number, value: number, name: string])[] = [
  [0x10, 0x10, 'central'],
  [0x08, 0, 'peripheral'],
  [0x04, 0x04, 'in-focus'],
];

/** Areas of seven numbers each: the third and fourth are its place, bits of the last what it is. */
export const areas: Convert = (value) => {
  if (!isSet(value)) return NONE;
  const numbers = wordList(value).map(toNumber);
  const texts: string[] = [];
  for (let at = 0; at + areaNumbers <= numbers.length; at += areaNumbers) {
    const bits = numbers[at + 6]!;
    const said = flags.filter(([mask, is]) => (bits & mask) === is).map(([, , name]) => name);
    texts.push(`${numbers[at + 2]},${numbers[at + 3]}${said.length > 0 ? `(${said.join(',')})` : ''}`);
  }
  return texts;
};
