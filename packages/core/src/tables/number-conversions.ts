// What stored numbers commonly mean, whichever maker stores them: pieces that the makers' conversions are put together of.
import { bitrateText } from '../present/bitrate.js';
import { durationText } from '../present/duration.js';
import { asNumber, exposureCompensation, exposureTime, fixed, lensRange } from '../present/exposure.js';
import { significant } from '../present/number.js';
import { binaryText } from '../present/plain.js';
import { unixTimeText } from '../present/unix-time.js';
import { wholeText } from '../present/whole.js';
import type { Labels } from '../types.js';
import type { Conversion, Convert } from './conversion.js';
import type { Known, Scope } from './scope.js';
import { isSet, toNumber, toText, type Value, wordList } from './value.js';

/** Of the number that a value is. */
export const number =
  (convert: (value: number, scope: Known) => Value): Convert =>
  (value, scope) =>
    convert(toNumber(value), scope);

/** One conversion after the other, as long as there is a value. */
export const inTurn =
  (...steps: readonly Convert[]): Convert =>
  (value, scope) => {
    let now = value;
    for (const step of steps) {
      if (now === undefined) return undefined;
      now = step(now, scope);
    }
    return now;
  };

export const over = (divisor: number): Convert => number((value) => value / divisor);
export const times = (factor: number): Convert => number((value) => value * factor);
export const plus = (addend: number): Convert => number((value) => value + addend);

/** 2 to the power that a number stands for. */
export const powerOfTwo = (exponent: (value: number) => number, factor = 1): Convert =>
  number((value) => factor * 2 ** exponent(value));

export const asIs: Convert = (value) => value;

// Values that are none.

/** The value where it is something: not 0, not empty. */
export const unlessZero: Convert = (value) => (isSet(value) ? value : undefined);

/** The value where it is none of these numbers. */
export const unless = (...none: readonly number[]): Convert => {
  const unset = new Set(none);
  return (value) => (unset.has(toNumber(value)) ? undefined : value);
};

/** The value where its number is so. */
export const onlyIf =
  (holds: (value: number, scope: Known) => boolean): Convert =>
  (value, scope) =>
    holds(toNumber(value), scope) ? value : undefined;

/** The value where its text is so. */
export const onlyMatching =
  (pattern: RegExp): Convert =>
  (value) =>
    pattern.test(toText(value)) ? value : undefined;

/** Leaves the value for other tags to know. */
export const remember =
  (name: string): Convert =>
  (value, { members }) => {
    members.set(name, value);
    return value;
  };

// Texts.

export const withUnit =
  (unit: string): Convert =>
  (value) =>
    `${toText(value)}${unit}`;

export const prefixed =
  (prefix: string, print: Convert = asIs): Convert =>
  (value, scope) =>
    `${prefix}${toText(print(value, scope))}`;

/** With so many decimals. */
export const decimals = (digits: number, unit = ''): Convert =>
  number((value) => `${fixed(value, digits)}${unit}`);

/** With so many significant digits at most. */
export const digits = (count: number, unit = ''): Convert =>
  number((value) => `${significant(value, count)}${unit}`);

/** A whole number with its sign where it is above 0; 0 with it too where `zero` says so. */
export const signedWhole = (zero = false, unit = ''): Convert =>
  number((value) => {
    const whole = wholeText(value);
    const hasSign = whole.startsWith('-') || whole === 'NaN' || (!zero && whole === '0');
    return `${hasSign ? '' : '+'}${whole}${unit}`;
  });

/** With so many decimals and a sign in any case. */
export const signedDecimals = (digits: number, unit = ''): Convert =>
  number((value) => `${value < 0 || Number.isNaN(value) ? '' : '+'}${fixed(value, digits)}${unit}`);

/** With its sign and so many decimals; 0 as it is. */
export const signedOrZero = (digits: number): Convert => {
  const print = signedDecimals(digits);
  return (value, scope) => (isSet(value) ? print(value, scope) : '0');
};

/** A whole number in hexadecimal, with so many digits at least; one below 0 as its 64 bits. */
export const hexadecimal = (least: number, prefix = '0x'): Convert =>
  number((value) => `${prefix}${hexDigits(value, least)}`);

export function hexDigits(value: number, least = 1): string {
  if (!Number.isFinite(value)) return fixed(value, 0);
  const whole = Math.trunc(value);
  if (whole >= 2 ** 64) return 'f'.repeat(16);
  const isLarge = whole < 0 || whole > Number.MAX_SAFE_INTEGER;
  return (isLarge ? BigInt.asUintN(64, BigInt(whole)) : whole).toString(16).padStart(least, '0');
}

/** A whole number with so many digits at least. */
export const padded = (least: number): Convert => number((value) => wholeText(value, least));

const ofNumber =
  (print: (value: number) => string): Convert =>
  (value) => {
    const found = asNumber(typeof value === 'number' ? value : toText(value));
    return found === undefined ? toText(value) : print(found);
  };

/** Seconds as `1/250`. */
export const exposureTimeText: Convert = ofNumber(exposureTime);
/** Stops as `+1/3`. */
export const stopsText: Convert = number(exposureCompensation);
/** Seconds as `0:01:30`. */
export const durationOf: Convert = ofNumber(durationText);
/** Bits per second as `128 kbps`. */
export const bitrateOf: Convert = ofNumber(bitrateText);

/** Four numbers, two focal lengths and two f-numbers, as `24-70mm f/2.8`. */
export const lensRangeText: Convert = (value) => {
  const parts = wordList(value).map(toText);
  return parts.length === 4 ? lensRange(parts) : value;
};

/** Seconds since 1970 as a date. */
export const unixTime: Convert = number((seconds) => unixTimeText(Math.trunc(seconds)));

/** Minutes east of Greenwich as `+02:00`. */
export const timeZone: Convert = number((minutes) => {
  const size = Math.trunc(Math.abs(minutes) + 0.5);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
});

/** A setting around 0, its normal: with a sign; 16-bit numbers close to their end are below 0. */
export const settingAroundZero: Convert = (value) => {
  const setting = toNumber(value);
  if (setting > 0xfff0) return toText(setting - 0x10000);
  return setting > 0 ? `+${toText(value)}` : toText(value);
};

/** What is stored as the note says where it is long. */
export const binaryIfLongerThan =
  (length: number): Convert =>
  (value) => {
    const size = value instanceof Uint8Array ? value.length : toText(value).length;
    return size > length ? binaryText(size) : value;
  };

/** Bytes in hexadecimal, two digits each. */
export function hexText(value: Value, between = ''): string {
  const text = toText(value);
  let hex = '';
  for (let i = 0; i < text.length; i++) {
    if (i > 0) hex += between;
    hex += text.charCodeAt(i).toString(16).padStart(2, '0');
  }
  return hex;
}

/** The numbers of the set bits, lowest first. */
export const bitNumbers: Convert = (value) => setBits(value, undefined);

const maxBitWords = 64;

/**
 * The names of the set bits of each word, or their numbers where there are no names; `bits` are those that a word
 * has, the lowest of the first being 0.
 */
export function setBits(value: Value, names: Labels | undefined, bits: number = names ? 32 : 16): string {
  const all = wordList(value);
  let text = '';
  for (let index = 0; index < all.length && index < maxBitWords; index++) {
    const word = Math.trunc(toNumber(all[index]));
    const halves = [word >>> 0, Math.floor(word / 2 ** 32) >>> 0];
    for (let bit = 0; bit < bits && bit < 64; bit++) {
      if (((halves[bit >> 5]! >>> (bit & 31)) & 1) === 0) continue;
      const place = bit + index * bits;
      const name = names ? (names[place] ?? `[${place}]`) : String(place);
      text += text === '' ? name : `${names ? ', ' : ','}${name}`;
    }
  }
  return text === '' ? '(none)' : text;
}

/** Positions of faces or another of their properties, each there if so many were found. */
export function facePositions(most: number, property = 'Position'): { readonly [name: string]: Conversion } {
  const ofFace = (face: number): Conversion => ({
    raw: onlyIf((_, scope) => known(scope, 'FacesDetected') >= face),
  });
  return Object.fromEntries(
    Array.from({ length: most }, (_, i) => [`Face${i + 1}${property}`, ofFace(i + 1)]),
  );
}

// Which of several layouts counts.

/** The camera's model. */
export const modelOf = ({ members }: Known): string => toText(members.get('Model'));

/** What a tag before left, as a number. */
export const known = ({ members }: Known, name: string): number => toNumber(members.get(name));

/** The index of the first pattern that the model has; the number of patterns where the last row is any other model's. */
export const byModel =
  (patterns: readonly RegExp[], others: 'others follow' | 'no others' = 'no others') =>
  (scope: Known): number => {
    const found = patterns.findIndex((pattern) => pattern.test(modelOf(scope)));
    return found < 0 && others === 'others follow' ? patterns.length : found;
  };

export const isModel =
  (pattern: RegExp) =>
  (scope: Known): boolean =>
    pattern.test(modelOf(scope));

export const isNotModel =
  (pattern: RegExp) =>
  (scope: Known): boolean =>
    !pattern.test(modelOf(scope));

/** The index of the first list that the number of values is in; with `others` as above. */
export const byCount =
  (counts: readonly (readonly number[])[], others: 'others follow' | 'no others' = 'no others') =>
  (scope: Scope): number => {
    const found = counts.findIndex((some) => some.includes(scope.count));
    return found < 0 && others === 'others follow' ? counts.length : found;
  };

/** The first row, where it is so. */
export const when =
  (holds: (scope: Scope) => boolean) =>
  (scope: Scope): number =>
    holds(scope) ? 0 : -1;

/** The index of the first of these that holds. */
export const firstThat =
  (...conditions: readonly ((scope: Scope) => boolean)[]) =>
  (scope: Scope): number =>
    conditions.findIndex((holds) => holds(scope));

/** As many as the value at this index of the record says. */
export const countOfItem =
  (index: number) =>
  ({ items }: Scope): number =>
    toNumber(items?.[index]);

/** Whether a tag before had this number. */
export const is =
  (name: string, ...numbers: readonly number[]) =>
  (scope: Known): boolean =>
    numbers.includes(known(scope, name));

/** Whether a tag before had at least this number. */
export const atLeast =
  (name: string, least: number) =>
  (scope: Known): boolean =>
    known(scope, name) >= least;

export const both =
  (...conditions: readonly ((scope: Scope) => boolean)[]) =>
  (scope: Scope): boolean =>
    conditions.every((holds) => holds(scope));

export const either =
  (...conditions: readonly ((scope: Scope) => boolean)[]) =>
  (scope: Scope): boolean =>
    conditions.some((holds) => holds(scope));

export const isNot =
  (condition: (scope: Scope) => boolean) =>
  (scope: Scope): boolean =>
    !condition(scope);

/** The last of several layouts, where none before counts. */
export const otherwise = (): boolean => true;

/** By the first bytes of a value, each a character. */
export const startsWith =
  (pattern: RegExp) =>
  ({ head }: Scope): boolean =>
    pattern.test(head);
