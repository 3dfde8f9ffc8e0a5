// Phase One's notes: a directory of its own form, which holds the raw picture too. Only what is shown of it is read.
import type { Scan } from '../../../bytes/scan.js';
import { StoredBytes } from '../../../bytes/stored-bytes.js';
import { plainText } from '../../../bytes/text.js';
import { labels } from '../../../labels/makers/phaseone.generated.js';
import { Records, tagOfRow } from '../../../tables/records.js';
import type { Row } from '../../../tables/row.js';
import {
  type Bytes,
  readStored,
  type StoredType,
  storedType,
  typeSize,
  UNDEF,
} from '../../../tables/stored-value.js';
import { makeTag } from '../../../tables/tag.js';
import { toNumber, type Value, wordList } from '../../../tables/value.js';
import type { PhaseOneTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/phaseone.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag } from '../../../types.js';
import { loadedTags, type NamedValues } from '../../loaded.js';
import type { FormedNoteRef } from '../form.js';
import { phaseoneConversions } from './conversions.js';

const headBytes = 12;
const maxEntries = 300;
const maxValues = 100_000;
const INT32S = storedType('int32s');
const FLOAT = storedType('float');
/** By the bytes of one value, which is what an entry tells of its type. */
const typesBySize: { readonly [size: number]: StoredType } = {
  1: storedType('string'),
  2: storedType('int16s'),
  4: INT32S,
};

/** A directory: how it begins, and how long its entries are. Those of 16 bytes tell the size of a value. */
interface Form {
  readonly table: string;
  readonly head: RegExp;
  readonly entryBytes: number;
}

const main: Form = { table: 'PhaseOne::Main', head: /^(IIII.waR|MMMMRaw.)/s, entryBytes: 16 };
const calibration: Form = {
  table: 'PhaseOne::SensorCalibration',
  head: /^(IIII\x01\0\0\0|MMMM\0\0\0\x01)/,
  entryBytes: 12,
};

const records = new Records({ rows, labels, conversions: [phaseoneConversions] });

/** Phase One's notes. */
export const phaseone: Block<'phaseone', NamedValues & PhaseOneTags> = {
  name: 'phaseone',
  kinds: ['makernote/phaseone'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const tags: Tag[] = [];
    for (const ref of refs) {
      const { offset, length } = (ref as FormedNoteRef).note;
      yield* directory(main, offset, offset + length, tags, context);
    }
    return loadedTags(() => tags);
  },
};

function* directory(form: Form, start: number, end: number, tags: Tag[], context: Context): Scan<void> {
  const { entryBytes, head, table } = form;
  const view = yield { start, end: Math.min(end, start + headBytes) };
  if (!view.has(start, start + headBytes) || !head.test(latin(view.slice(start, start + headBytes)))) return;
  const littleEndian = view.u8(start) === 0x49;
  const at = start + view.u32(start + 8, littleEndian);
  const counted = yield { start: at, end: Math.min(end, at + 8) };
  const count = counted.has(at, at + 8) ? counted.u32(at, littleEndian) : 0;
  const last = at + 8 + entryBytes * count;
  if (count < 2 || count > maxEntries || last > end) return;
  const entries = yield { start: at, end: last };
  if (!entries.has(at, last)) return;
  for (let entry = at + 8; entry < last; entry += entryBytes) {
    const size = entries.u32(entry + entryBytes - 8, littleEndian);
    const place = entry + entryBytes - 4;
    const from = size > 4 ? start + entries.u32(place, littleEndian) : place;
    if (size > 4 && from + size > end) return;
    const row = records.row(table, entries.u32(entry, littleEndian));
    if (!row?.isKnown) continue;
    const type = row.ownType || typeOf(form, size, entries.u32(entry + 4, littleEndian));
    const count = Math.floor(size / typeSize(type));
    if (row.sub) yield* directory(calibration, from, from + size, tags, context);
    else if (count > maxValues || (row.isBinary && type === UNDEF)) tags.push(...storedTag(row, from, size));
    else if (context.budget.tag(size)) {
      const view = yield { start: from, end: from + size };
      tags.push(...valueTag(row, type, { view, start: from, end: from + size, littleEndian }));
    }
  }
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function typeOf({ entryBytes }: Form, size: number, stated: number): StoredType {
  if (entryBytes === main.entryBytes) return typesBySize[stated] ?? UNDEF;
  return size % 4 ? UNDEF : INT32S;
}

function valueTag(row: Row, type: StoredType, { view, start, end, littleEndian }: Bytes): readonly Tag[] {
  const read = (as: StoredType): Value =>
    readStored(view, start, end, as, Math.floor((end - start) / typeSize(as)), littleEndian);
  const stored = read(type);
  if (type === INT32S && looksLikeFloat(stored)) return tagOfRow(row, read(FLOAT));
  return tagOfRow(row, stored instanceof Uint8Array && !row.isBinary ? plainText(stored) : stored);
}

/** Whether its bits are those of a number that is neither very large nor very small. */
function looksLikeFloat(stored: Value): boolean {
  const exponent = (toNumber(wordList(stored)[0]) & 0x7f800000) >> 23;
  return exponent > 120 && exponent < 140;
}

function storedTag({ family, group, id, name, isWeak }: Row, start: number, size: number): Tag[] {
  const bytes = new StoredBytes([{ start, end: start + size }]);
  const tag = makeTag(family, group, id, { name, ...(isWeak && { weak: true }) }, bytes);
  return tag ? [tag] : [];
}
