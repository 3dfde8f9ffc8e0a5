// What a change document says of datasets, checked against the table (IIM version 4.2, sections 5 and 6).
import type { IptcChange, IptcChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { dateParts } from '../../present/iso-date.js';
import { didYouMean } from '../../present/nearest.js';
import { iptcRecords, recordTables } from './tags.js';
import { type WrittenDataset, writtenDatasets } from './writing.js';

/** What becomes of a dataset: its values are set, none at all for one that goes, or some come and go. */
export type DatasetChange = { readonly dataset: WrittenDataset; readonly path: string } & (
  | { readonly set: readonly string[] }
  | { readonly add: readonly string[]; readonly remove: readonly string[] }
);

/** The document's changes one by one. Throws `not-writable` at the first that cannot be. */
export function datasetChanges(changes: IptcChanges): DatasetChange[] {
  const found: DatasetChange[] = [];
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const path = `iptc/${name}`;
    const dataset = writtenDatasets().get(name);
    if (!dataset) return refuse(path, `is not known${didYouMean(name, writtenDatasets().keys())}`);
    found.push({ dataset, path, ...changeOf(value, dataset, path) });
  }
  return found;
}

function changeOf(
  value: IptcChange | null,
  dataset: WrittenDataset,
  path: string,
): { readonly set: string[] } | { readonly add: string[]; readonly remove: string[] } {
  const stored = (one: unknown): string => storedText(one, dataset, path);
  if (value === null) return { set: [] };
  if (Array.isArray(value)) {
    if (!dataset.isList && value.length > 1) return refuse(path, 'takes one value, no list');
    return { set: value.map(stored) };
  }
  if (typeof value !== 'object') return { set: [stored(value)] };
  if (!dataset.isList) return refuse(path, 'takes one value, no list');
  const { add = [], remove = [], ...others } = value as { add?: unknown; remove?: unknown };
  if (!Array.isArray(add) || !Array.isArray(remove) || Object.keys(others).length > 0)
    return refuse(path, 'takes a list, or { "add": [...], "remove": [...] }');
  return { add: add.map(stored), remove: remove.map(String) };
}

const numberBytes = (value: string, bytes: number): boolean =>
  /^\d+$/.test(value) && Number(value) < 2 ** (8 * bytes);

/** The value as text in the form that the dataset has: a number in digits, dates and times without signs. */
function storedText(given: unknown, dataset: WrittenDataset, path: string): string {
  if (typeof given !== 'string' && typeof given !== 'number') return refuse(path, 'takes a text or a number');
  const { name, form, least, most } = dataset;
  const text = codeOf(String(given), dataset) ?? String(given);
  if (name === 'CodedCharacterSet') return text === 'UTF8' ? text : refuse(path, 'takes "UTF8"');
  if (form === 'i')
    return numberBytes(text, most)
      ? text
      : refuse(path, `takes a whole number of ${most} bytes${labelsOf(dataset)}`);
  if (/Date(Sent|Created)?$/.test(name) && form === 'd')
    return dateText(text) ?? refuse(path, 'takes a date such as "2024-05-01"');
  if (/Time(Sent|Created)?$/.test(name) && least === 11)
    return timeText(text) ?? refuse(path, 'takes a time with its offset such as "10:11:12+07:00"');
  if (form === 'd') {
    const digits = text.padStart(least, '0');
    if (!/^\d+$/.test(text) || digits.length > most) refuse(path, `takes ${most} digits${labelsOf(dataset)}`);
    return digits;
  }
  const { length } = new TextEncoder().encode(text);
  if (text.includes('\0')) refuse(path, 'takes a text without nulls');
  if (/\p{Surrogate}/u.test(text)) refuse(path, 'takes a text without halves of characters');
  if (length < least || length > most) {
    const wanted = least === most ? `${most}` : `${least} to ${most}`;
    refuse(path, `takes ${wanted} bytes of text in UTF-8; ${length} were given`);
  }
  return text;
}

/** `2024:05:01`, `2024-05-01`, `20240501`, of which month and day may be 00, as eight digits. */
function dateText(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-:]?(\d\d)[-:]?(\d\d)$/.exec(text.trim()) ?? [];
  if (year === undefined) return undefined;
  const isVague = month === '00' || day === '00';
  return isVague || dateParts(`${year}-${month}-${day}`) ? `${year}${month}${day}` : undefined;
}

/** `10:11:12+07:00` or `101112+0700` as eleven signs. */
function timeText(text: string): string | undefined {
  const match = /^(\d\d):?(\d\d):?(\d\d)([-+])(\d\d):?(\d\d)$/.exec(text.trim().replace(/z$/i, '+00:00'));
  if (!match) return undefined;
  const [, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = match;
  const isTime = dateParts(`2000-01-01T${hours}:${minutes}:${seconds}${sign}${zoneHours}:${zoneMinutes}`);
  return isTime && `${hours}${minutes}${seconds}${sign}${zoneHours}${zoneMinutes}`;
}

function labels({ record, dataset }: WrittenDataset): readonly (readonly [string, string])[] {
  const row = iptcRecords.row(recordTables[record] ?? '', dataset);
  return Object.entries(row?.labelling?.labels ?? {});
}

/** The stored value of a printed label. */
function codeOf(text: string, dataset: WrittenDataset): string | undefined {
  return labels(dataset).find(([, label]) => label === text)?.[0];
}

function labelsOf(dataset: WrittenDataset): string {
  const known = labels(dataset).map(([, label]) => `"${label}"`);
  return known.length > 0 ? `, or one of: ${known.slice(0, 12).join(', ')}` : '';
}

function refuse(path: string, message: string): never {
  throw new MetadataError('not-writable', `${path} ${message}`, { path });
}
