// The specification of a lens in eight bytes: features, focal lengths and apertures in decimal digits, features.
import { binaryText } from '../../../present/plain.js';
import { asBytes, toNumber, toText, type Value, wordList } from '../../../tables/value.js';

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** What the bytes say, with spaces between; their length where they are not eight. */
export function lensSpec(value: Value): Value {
  const bytes = asBytes(value);
  const [first, a, b, c, d, wide, tele, last] = Array.from(bytes, hex);
  if (last === undefined || bytes.length !== 8) return binaryText(bytes.length);
  const numbers = [toNumber(`${a}${b}`), toNumber(`${c}${d}`), fNumberOf(wide!), fNumberOf(tele!)];
  return [first, ...numbers.map(toText), last].join(' ');
}

/** Tens of an f-number above 9 are told by a letter. */
const fNumberOf = (digits: string): number =>
  toNumber(digits.replace(/[a-f]/, (digit) => String(Number.parseInt(digit, 16)))) / 10;

/** Two bytes of features. */
export const lensFeatures = (value: Value): Value => Array.from(asBytes(value).subarray(0, 2), hex).join(' ');

interface Feature {
  readonly mask: number;
  readonly names: { readonly [bits: number]: string };
  /** Stands before the lens, not behind it. */
  readonly leads?: true;
}

/** In the order in which a name has them, by bits of the first and the last byte. */
const features: readonly Feature[] = [
  { mask: 0x4000, names: { 16384: 'PZ' }, leads: true },
  { mask: 0x0300, names: { 256: 'DT', 512: 'FE', 768: 'E' }, leads: true },
  { mask: 0x00e0, names: { 32: 'STF', 64: 'Reflex', 96: 'Macro', 128: 'Fisheye' } },
  { mask: 0x000c, names: { 4: 'ZA', 8: 'G' } },
  { mask: 0x0003, names: { 1: 'SSM', 2: 'SAM' } },
  { mask: 0x8000, names: { 32768: 'OSS' } },
  { mask: 0x2000, names: { 8192: 'LE' } },
  { mask: 0x0800, names: { 2048: 'II' } },
];

/** `DT 18-55mm F3.5-5.6 SAM`, or of two bytes the features alone. */
export function lensSpecText(value: Value): Value {
  const parts = wordList(value).map(String);
  const lens = parts.length === 2 ? '' : parts.length >= 6 ? rangeText(parts.slice(1, 5)) : undefined;
  if (lens === undefined) return `Unknown (${toText(value)})`;
  const flags = Number.parseInt(`${parts[0]}${parts.length === 2 ? parts[1] : parts[5]}`, 16) || 0;
  let text = lens;
  for (const { mask, names, leads } of features) {
    const bits = flags & mask;
    if (bits === 0) continue;
    const name = names[bits] ?? `Unknown(${bits.toString(16).padStart(4, '0')})`;
    text = text === '' ? name : leads ? `${name} ${text}` : `${text} ${name}`;
  }
  return text;
}

/** Focal lengths and apertures, where they may be those of a lens. */
function rangeText(parts: readonly string[]): string | undefined {
  const [short = 0, long = 0, wide = 0, tele = 0] = parts.map(toNumber);
  const may = short !== 0 && wide !== 0 && (long === 0 || long >= short) && (tele === 0 || tele >= wide);
  if (!may) return undefined;
  const upTo = (at: number): string => {
    const [from, to] = [parts[at], parts[at + 1]];
    const isRange = toNumber(to) !== 0 && toNumber(to) !== toNumber(from);
    return isRange ? `${from}-${to}` : `${from}`;
  };
  return `${upTo(0)}mm F${upTo(2)}`;
}
