// Dates of a file moved by years to seconds: wall-clock time, whatever its offset says.
import type { DateShift, ExifChanges, IptcChanges, XmpChanges } from '../changes.js';
import { MetadataError } from '../errors.js';
import type { Tag } from '../types.js';

const parts = ['years', 'months', 'days', 'hours', 'minutes', 'seconds'] as const;
const pattern = /^(\d{4})([:-])(\d\d)[:-](\d\d)([ T])(\d\d):(\d\d)(?::(\d\d))?/;

/** Throws `not-writable` unless it says by how much. */
export function checkShift(shift: DateShift): void {
  for (const [name, value] of Object.entries(shift)) {
    if (!(parts as readonly string[]).includes(name))
      refuse(`shiftDates takes ${parts.join(', ')}, not '${name}'`);
    if (value !== undefined && !Number.isInteger(value))
      refuse(`${name} takes a whole number, not ${String(value)}`);
  }
}

function refuse(message: string): never {
  throw new MetadataError('not-writable', message, { path: 'shiftDates' });
}

/** A date in the form that it has, moved; `undefined` of what is none, or would come to lie outside the years 1 to 9999. */
function shifted(text: string, shift: DateShift): string | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [whole, year, mark, month, day, between, hours, minutes, seconds] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 60) return undefined;
  const of = (part: (typeof parts)[number]): number => shift[part] ?? 0;
  const months = Number(year) * 12 + Number(month) - 1 + of('years') * 12 + of('months');
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(months / 12), months % 12, 1);
  const last = new Date(date);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  date.setUTCDate(Math.min(Number(day), last.getUTCDate()));
  date.setUTCHours(Number(hours), Number(minutes), Number(seconds ?? 0));
  const moved = new Date(
    date.getTime() + (((of('days') * 24 + of('hours')) * 60 + of('minutes')) * 60 + of('seconds')) * 1000,
  );
  const found = moved.getUTCFullYear();
  if (!(found >= 1 && found <= 9999)) return undefined;
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = [String(found).padStart(4, '0'), two(moved.getUTCMonth() + 1), two(moved.getUTCDate())];
  const times = [two(moved.getUTCHours()), two(moved.getUTCMinutes())];
  if (seconds !== undefined) times.push(two(moved.getUTCSeconds()));
  return `${days.join(mark)}${between}${times.join(':')}${text.slice(whole.length)}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= last.getUTCDate();
}

/** Takes the names of dates that say something and stay: they are not whole, or would leave the years 1 to 9999. */
export type Staying = (name: string) => void;

const saysSomething = /[1-9]/;

/** `2024:05:01 10:11:12` */
const exifLength = 19;

const exifDates = ['ModifyDate', 'DateTimeOriginal', 'CreateDate'] as const;

/** The dates that EXIF states, moved. */
export function shiftedExif(tags: readonly Tag[], shift: DateShift, stays: Staying): ExifChanges {
  const found: { -readonly [Name in (typeof exifDates)[number]]?: string } = {};
  for (const { family, group, name, text } of tags) {
    const date = exifDates.find((one) => one === name);
    if (!date || family !== 'EXIF' || (group !== 'IFD0' && group !== 'ExifIFD')) continue;
    const moved = String(text).length === exifLength ? shifted(String(text), shift) : undefined;
    if (moved !== undefined) found[date] = moved;
    else if (saysSomething.test(String(text))) stays(`${group}:${name}`);
  }
  return found;
}

/** Dates of XMP by group and name, and their properties. */
const xmpDates: ReadonlyMap<string, readonly [prefix: string, property: string]> = new Map([
  ['XMP-exif:DateTimeOriginal', ['exif', 'DateTimeOriginal']],
  ['XMP-exif:DateTimeDigitized', ['exif', 'DateTimeDigitized']],
  ['XMP-xmp:CreateDate', ['xmp', 'CreateDate']],
  ['XMP-xmp:ModifyDate', ['xmp', 'ModifyDate']],
  ['XMP-photoshop:DateCreated', ['photoshop', 'DateCreated']],
  ['XMP-tiff:DateTime', ['tiff', 'DateTime']],
]);

/** The same of XMP. */
export function shiftedXmp(tags: readonly Tag[], shift: DateShift, stays: Staying): XmpChanges {
  const found: { [prefix: string]: { [property: string]: string } } = {};
  for (const { group, name, text } of tags) {
    const [prefix, property] = xmpDates.get(`${group}:${name}`) ?? [];
    if (!prefix || !property) continue;
    const moved = shifted(String(text), shift);
    if (moved === undefined) {
      if (saysSomething.test(String(text))) stays(`${group}:${name}`);
      continue;
    }
    found[prefix] ??= {};
    found[prefix][property] = moved.replace(/^(\d+):(\d+):(\d+) /, '$1-$2-$3T');
  }
  return found;
}

const iptcDates = [
  ['DateCreated', 'TimeCreated'],
  ['DigitalCreationDate', 'DigitalCreationTime'],
] as const;

/** The same of IPTC, which has days and times apart; a day alone moves by days and more. */
export function shiftedIptc(tags: readonly Tag[], shift: DateShift, stays: Staying): IptcChanges {
  const found: { [name: string]: string } = {};
  const textOf = (name: string): string | undefined => {
    const tag = tags.find((one) => one.group === 'IPTC' && one.name === name);
    return tag && String(tag.text);
  };
  for (const [day, time] of iptcDates) {
    const [date, clock] = [textOf(day), textOf(time)];
    if (date === undefined) continue;
    const { hours: _, minutes: __, seconds: ___, ...days } = shift;
    const moved = shifted(`${date} ${clock ?? '00:00:00'}`, clock === undefined ? days : shift);
    if (moved === undefined && saysSomething.test(date)) stays(`IPTC:${day}`);
    const [newDay, newTime] = moved?.split(' ') ?? [];
    if (newDay !== undefined) found[day] = newDay;
    if (newTime !== undefined && clock !== undefined) found[time] = newTime;
  }
  return found;
}
