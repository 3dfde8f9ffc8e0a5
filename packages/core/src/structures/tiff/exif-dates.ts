// Dates of EXIF (Exif 3.0 4.6.5.5.2, 4.6.6.7): each with its time zone and its parts of a second, and only whole ones.
import { ascii, bytesBeforeNull } from '../../bytes/text.js';
import { ASCII } from './field.js';
import { DATE_TIME_DIGITIZED, DATE_TIME_ORIGINAL, MODIFY_DATE } from './ids.js';
import type { NewEntry } from './write.js';

/** A date, and the tags that say more of it. */
export interface DateTags {
  readonly date: number;
  readonly zone: number;
  readonly fraction: number;
}

export const modifyDate: DateTags = { date: MODIFY_DATE, zone: 0x9010, fraction: 0x9290 };
export const dateOriginal: DateTags = { date: DATE_TIME_ORIGINAL, zone: 0x9011, fraction: 0x9291 };
export const dateDigitized: DateTags = { date: DATE_TIME_DIGITIZED, zone: 0x9012, fraction: 0x9292 };
const allDates = [modifyDate, dateOriginal, dateDigitized];

const form = /^(\d{4})[-:/.](\d\d)[-:/.](\d\d)[ T](\d\d):(\d\d):(\d\d)$/;

/** A date and time as EXIF writes it; `undefined` where it is not whole, or is none. */
export function exifDate(text: string): string | undefined {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = form.exec(text) ?? [];
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isDay = date.getUTCDate() === Number(day) && date.getUTCMonth() === Number(month) - 1;
  if (Number(year) === 0 || !isDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return undefined;
  return `${year}:${month}:${day} ${hour}:${minute}:${second}`;
}

const forms = { zone: /^[-+]\d\d:\d\d$/, fraction: /^\d+$/ };
const parts = ['zone', 'fraction'] as const;

/** Entries that stay of the two directories. */
export interface Directories {
  readonly ifd0: readonly NewEntry[];
  readonly exifIfd: readonly NewEntry[];
}

/**
 * The entries without dates that are none, and without what was said beside such. `onLost` hears of those that say
 * something.
 */
export function withWholeDates({ ifd0, exifIfd }: Directories, onLost: (text: string) => void): Directories {
  const all = [...ifd0, ...exifIfd];
  const gone = new Set<NewEntry>();
  const anew = new Map<NewEntry, NewEntry>();
  for (const tags of allDates) {
    for (const date of all.filter(({ id }) => id === tags.date)) {
      const text = textOf(date);
      const whole = exifDate(text);
      if (!whole) {
        gone.add(date);
        if (/[1-9]/.test(text)) onLost(text);
      } else if (whole !== text) anew.set(date, { id: date.id, type: ASCII, value: ascii(`${whole}\0`) });
    }
    const stale = all.some((entry) => entry.id === tags.date && gone.has(entry));
    for (const part of parts)
      for (const entry of all)
        if (entry.id === tags[part] && (stale || !forms[part].test(textOf(entry)))) gone.add(entry);
  }
  if (gone.size + anew.size === 0) return { ifd0, exifIfd };
  const left = (entries: readonly NewEntry[]): NewEntry[] =>
    entries.filter((entry) => !gone.has(entry)).map((entry) => anew.get(entry) ?? entry);
  return { ifd0: left(ifd0), exifIfd: left(exifIfd) };
}

/** The tags that say more of the date of this id. */
export function besideDate(id: number): readonly number[] {
  const tags = allDates.find(({ date }) => date === id);
  return tags ? [tags.zone, tags.fraction] : [];
}

function textOf({ value }: NewEntry): string {
  return value instanceof Uint8Array
    ? String.fromCharCode(...bytesBeforeNull(value).subarray(0, 64)).trim()
    : '';
}
