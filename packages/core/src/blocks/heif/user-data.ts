// Tags of user data (`udta`), item lists (`ilst`) and metadata keys (`keys`), as QuickTime and 3GPP define them.
import { latinText } from '../../bytes/latin.js';
import { beforeNull, utf8Text, utf16Text, withoutEndNulls } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { labelsOf } from '../../tables/label-lists.js';
import { readStored, storedType } from '../../tables/stored-value.js';
import { itemListRows, keyRows, userDataRows } from '../../tags/quicktime.generated.js';
import type { Labels, TagDef, TagValue } from '../../types.js';
import { unpackLanguage } from './records.js';
import { add, type State } from './state.js';
import type { BoxNode } from './tree.js';

/** A row of a generated list of boxes. */
export interface UserDataRow {
  readonly name: string;
  readonly type: string;
  readonly labels: Labels | undefined;
}

/** Rows by id, from text of one `id<TAB>name<TAB>type` a line, labels behind. */
function parseRows(text: string): ReadonlyMap<string, UserDataRow> {
  const rows = new Map<string, UserDataRow>();
  for (const line of text.split('\n')) {
    const [id = '', name = '', type = '', ...cells] = line.split('\t');
    const labels = cells.length > 0 ? labelsOf(cells) : undefined;
    rows.set(id.replace(/^©/, '\xa9'), { name, type, labels });
  }
  return rows;
}

let lists: Record<'items' | 'user' | 'keys', ReadonlyMap<string, UserDataRow>> | undefined;

const rows = (): NonNullable<typeof lists> => {
  lists ??= { items: parseRows(itemListRows), user: parseRows(userDataRows), keys: parseRows(keyRows) };
  return lists;
};

/** A definition with the labels that a tag of its name has in one of the lists. */
function named(name: string): TagDef {
  for (const list of [rows().user, rows().items])
    for (const row of list.values()) if (row.name === name && row.labels) return { name, labels: row.labels };
  return { name };
}

/** The row of a box of user data or of an item list. */
export function boxRow(type: string): UserDataRow | undefined {
  const { user, items } = rows();
  return user.get(type) ?? items.get(type);
}

/** Reads the names of the keys that the items of the list after it count by. */
export function metadataKeys(state: State, { view, body, end }: BoxNode): void {
  const keys: TagDef[] = [];
  for (let at = body + 8; view && at + 8 <= end && keys.length < state.context.limits.values; ) {
    const size = view.u32(at);
    if (size < 8 || at + size > end) break;
    const key = beforeNull(view.latin1(at + 8, at + size));
    keys.push({ name: keyName(key, view.fourcc(at + 4)), group: state.track ?? 'Keys' });
    at += size;
  }
  state.keys = keys;
}

/** The tag name of a metadata key. */
export function keyName(full: string, namespace: string): string {
  const short = namespace === 'mdta' ? full.replace(/^com\.(apple\.quicktime\.)?/, '') : full;
  const { items, user, keys } = rows();
  for (const key of [short, full]) {
    const row = keys.get(key) ?? items.get(key) ?? user.get(key);
    if (row) return row.name;
  }
  const words = (short || `Tag_${namespace}`)
    .replace(/[^-\w. ]/g, '')
    .replace(/[. ]+(.?)/g, (_, next: string) => next.toUpperCase());
  const name = words
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/_([a-z])/g, (_, next: string) => `_${next.toUpperCase()}`);
  return name.length < 2 ? `Tag_${name}` : name.replace(/([a-z])_([A-Z])/g, '$1$2');
}

/** Reads an item of an item list: one or more `data` boxes; `inUserData` tells the two places in a track apart. */
export function itemList(state: State, box: BoxNode, inUserData: boolean): void {
  const { view, body, end, type } = box;
  if (!view) return;
  const key = state.keys[view.u32(body - 4) - 1];
  const row = rows().items.get(type);
  const name = key?.name ?? row?.name ?? (type.startsWith('\xa9') ? `UserData_${type.slice(1)}` : undefined);
  if (!name || name.startsWith('Unknown_')) return;
  const track = state.track;
  const group = track
    ? `${mediaName(state) ?? track}${inUserData ? 'ItemList' : 'Keys'}`
    : key
      ? 'Keys'
      : 'ItemList';
  for (let at = body; at + 16 <= end && state.context.budget.left > 0; ) {
    const size = view.u32(at);
    if (size < 16 || at + size > end) break;
    if (view.fourcc(at + 4) === 'data') {
      const language = languageSuffix(view.u16(at + 14), view.u16(at + 12));
      const value = dataValue(view, at + 16, at + size, view.u32(at + 8), key ? '' : (row?.type ?? ''), type);
      const def = { ...named(name), name: name + language, group };
      if (value !== undefined) add(state, type, def, isDate(name) ? exifDate(value) : value);
    }
    at += size;
  }
}

const isDate = (name: string): boolean => name === 'ContentCreateDate' || name === 'DateTimeOriginal';

/** An ISO 8601 date and time as EXIF writes it; anything else as it is. */
function exifDate(value: TagValue): TagValue {
  const found = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d(?::\d\d)?)\s*(\S*)$/.exec(String(value));
  if (!found)
    return typeof value === 'string'
      ? value.replace(/^\d{4}(-\d\d){0,2}/, (day) => day.replaceAll('-', ':'))
      : value;
  const [, year, month, day, time, zone = ''] = found;
  return `${year}:${month}:${day} ${time}${zone.replace(/([-+]\d\d)(\d\d)$/, '$1:$2')}`;
}

function mediaName({ mediaType }: State): string | undefined {
  return mediaType === 'soun' ? 'Audio' : mediaType === 'vide' ? 'Video' : undefined;
}

/** `-lang` or `-lang-COUNTRY`; nothing for the default. */
function languageSuffix(language: number, country: number): string {
  const code = language > 255 ? unpackLanguage(language) : '';
  const own = code === 'und' || code === 'eng' ? '' : code;
  const land = country > 255 ? String.fromCharCode(country >> 8, country & 255) : '';
  if (/^[A-Z]{2}$/.test(land) && land !== 'ZZ') return `-${code || 'und'}-${land}`;
  return own && `-${/^[a-z]+$/.test(own) ? own : 'err'}`;
}

/** A value by its type code (QuickTime File Format, well-known types), else by the type of its tag. */
function dataValue(
  view: View,
  start: number,
  end: number,
  code: number,
  type: string,
  id: string,
): TagValue | undefined {
  const bytes = view.slice(start, end);
  if (code === 1 || code === 4) return utf8Text(withoutEndNulls(bytes));
  if (code === 2 || code === 5) return utf16Text(bytes);
  if (code === 3) return latinText(withoutEndNulls(bytes));
  if ((id === 'trkn' || id === 'disk') && bytes.length >= 6) {
    const [number, total] = [view.u16(start + 2), view.u16(start + 4)];
    return total > 0 ? `${number} of ${total}` : number;
  }
  if (id === 'gnre' && bytes.length >= 2) return view.u16(start);
  const format = numberFormat(code, type, bytes.length);
  return format ? readStored(view, start, end, storedType(format), 1) : bytes;
}

const integers: { readonly [length: number]: [signed: string, unsigned: string] } = {
  1: ['int8s', 'int8u'],
  2: ['int16s', 'int16u'],
  4: ['int32s', 'int32u'],
};

function numberFormat(code: number, type: string, length: number): string | undefined {
  if (type.startsWith('int')) return integers[length]?.[1];
  if (code === 0x15 || code === 0x16)
    return code === 0x16 && length === 8 ? 'int64u' : integers[length]?.[code - 0x15];
  if (code === 0x17) return 'float';
  if (code === 0x18) return 'double';
  return code === 0 && length < 3 ? integers[length]?.[1] : undefined;
}

/** Reads a box of user data: texts in several languages, 3GPP texts, and plain values. */
export function userData(state: State, { view, body, end, type }: BoxNode): void {
  const row = rows().user.get(type);
  const name = row?.name ?? (type.startsWith('\xa9') ? `UserData_${type.slice(1)}` : undefined);
  if (!view || !name || body >= end || type === 'XMP_') return;
  const { track } = state;
  const group = track ? `${mediaName(state) ?? track}UserData` : 'UserData';
  const def: TagDef = { name: track ? (track + name).replace(/^(Track\d+)Track/, '$1') : name, group };
  if (type.startsWith('\xa9')) internationalTexts(state, view, body, end, type, def);
  else if (texts3gp.has(type)) {
    if (body + 6 >= end) return;
    const name = def.name + languageSuffix(view.u16(body + 4), 0);
    add(state, type, { ...def, name }, anyText(view.slice(body + 6, end)));
  } else if (row?.type === 'string' || row?.type === '?') {
    const text = utf8Text(withoutEndNulls(view.slice(body, end)));
    if (!text.includes('\0')) add(state, type, def, isDate(row.name) ? exifDate(text) : text);
  } else if (row?.type.startsWith('int')) {
    const count = Math.floor((end - body) / (Number.parseInt(row.type.slice(3), 10) / 8));
    const type = storedType(row.type);
    const value = readStored(view, body, end, type, Math.min(count, state.context.limits.values));
    if (value !== undefined) add(state, type, { ...named(name), ...def }, value);
  }
}

/** User data boxes with 4 bytes of version and flags and 2 of language before their text (3GPP TS 26.244, 8). */
const texts3gp: ReadonlySet<string> = new Set([
  'cprt',
  'auth',
  'titl',
  'dscp',
  'perf',
  'gnre',
  'albm',
  'coll',
]);

function anyText(bytes: Uint8Array): string {
  const marked = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe);
  return marked ? utf16Text(bytes) : utf8Text(withoutEndNulls(bytes));
}

function internationalTexts(
  state: State,
  view: View,
  body: number,
  end: number,
  type: string,
  def: TagDef,
): void {
  for (let at = body; at + 4 <= end && state.context.budget.left > 0; ) {
    let length = view.u16(at);
    const language = view.u16(at + 2);
    at += 4;
    if (at + length > end) length -= 4;
    if (length < 0 || at + length > end) return;
    if (length > 0 || at === body + 4) {
      const macintosh = language < 0x400 || language === 0x7fff;
      const suffix = macintosh ? '' : languageSuffix(language, 0);
      add(state, type, { ...def, name: def.name + suffix }, anyText(view.slice(at, at + length)));
    }
    at += length;
  }
}
