// Which maker notes tell a place: by maker and tag id, and by what texts of unknown form say.
import type { Scan } from '../../bytes/scan.js';
import { View } from '../../bytes/view.js';
import { ASCII, BYTE, fieldSize, UNDEFINED } from '../../ifd/field.js';
import type { Draft } from './draft.js';

/** The tags of one maker that state a place, and what the offsets of their values count from. */
interface Fact {
  readonly make: RegExp;
  readonly ids: readonly number[];
  /** From the start of the TIFF structure, or of the note plus so many bytes. */
  readonly base: 'tiff' | number;
}

/**
 * Nikon: LocationInfo 0x39, BarometerInfo 0xc3 (altitude). Panasonic: Location, Country, State, City,
 * Landmark, City2. Samsung: LocalLocationName, LocationName. Kodak: GPSString.
 */
const facts: readonly Fact[] = [
  { make: /^nikon/i, ids: [0x39, 0xc3], base: 10 },
  { make: /^(panasonic|leica)/i, ids: [0x67, 0x69, 0x6b, 0x6d, 0x6f, 0x80], base: 'tiff' },
  { make: /^samsung/i, ids: [0x30, 0x31], base: 'tiff' },
  { make: /kodak/i, ids: [0x402], base: 'tiff' },
];

/** Longest value that a place is looked for in; a stated place has a few hundred bytes. */
const longestValue = 4096;

/** Whether the note `[start, end)` tells a place. A value that cannot be looked at counts as telling one. */
export function* tellsPlace(draft: Draft, start: number, end: number, make: string): Scan<boolean> {
  const bytes = yield* draft.read(start, end);
  const view = new View(bytes, start);
  if (/latitude|longitude|\bgps/i.test(view.latin1(start, view.end))) return true;
  for (const fact of facts) {
    if (fact.make.test(make) && (yield* hasValue(draft, view, fact))) return true;
  }
  return false;
}

/** Whether an entry with one of these ids, of either byte order, has a value that says something. */
function* hasValue(draft: Draft, view: View, { ids, base }: Fact): Scan<boolean> {
  const from = base === 'tiff' ? 0 : view.start + base;
  for (let at = view.start; at + 12 <= view.end; at += 2) {
    for (const littleEndian of [true, false]) {
      if (!ids.includes(view.u16(at, littleEndian))) continue;
      const type = view.u16(at + 2, littleEndian);
      const length = view.u32(at + 4, littleEndian) * fieldSize(type);
      if (![ASCII, BYTE, UNDEFINED].includes(type) || length === 0 || length > longestValue) continue;
      if (!isEntry(view, at, littleEndian)) continue;
      const start = length <= 4 ? at + 8 : from + view.u32(at + 8, littleEndian);
      if (saysSomething(yield* draft.read(start, start + length))) return true;
    }
  }
  return false;
}

/** Whether the 12 bytes before or after look like an entry as well: entries stand in rows. */
function isEntry(view: View, at: number, littleEndian: boolean): boolean {
  const id = view.u16(at, littleEndian);
  const row = (place: number): number =>
    view.has(place, place + 4) && fieldSize(view.u16(place + 2, littleEndian)) > 0
      ? view.u16(place, littleEndian)
      : Number.NaN;
  return row(at - 12) < id || row(at + 12) > id;
}

/** More than nulls, blanks and dashes behind the header that some makers put before: an encoding, a version. */
function saysSomething(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes).replace(/^(ASCII\0|UNICODE\0|0100[\0-\x02]?)/, '');
  return /[^\0 -]/.test(text);
}
