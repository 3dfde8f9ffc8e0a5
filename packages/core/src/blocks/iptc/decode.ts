// Decodes one IPTC block into tags: text by its coded character set, repeated datasets as lists.
import { latinText } from '../../bytes/latin.js';
import { beforeNull, utf8Text, withoutEndNulls } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import { DatasetWalk, unswapped } from '../../structures/iptc/walk.js';
import { listOfRow, tagOfRow } from '../../tables/records.js';
import type { Row } from '../../tables/row.js';
import { DIGITS, STRING } from '../../tables/stored-value.js';
import type { Table } from '../../tables/table.js';
import type { Value } from '../../tables/value.js';
import type { Budget, Context, Tag } from '../../types.js';
import { iptcRecords, PICTURE_NUMBER, recordTables } from './tags.js';

/** The bytes of an IPTC block, where they lie, and the group its tags go to. */
export interface IptcBlock {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** `IPTC`, or `IPTC2` ... for the further ones of a file. */
  readonly group: string;
  readonly context: Context;
}

const CHARACTER_SET = 'CodedCharacterSet';

/** The tags of a block in file order; a list stands where its first value stands. */
export function iptcTags(block: IptcBlock): Tag[] {
  const { start, end, path, context } = block;
  if (context.budget.left === 0) return [];
  const turned = unswapped(block.view.slice(start, end));
  if (turned) context.warn('malformed', 'IPTC was written with its bytes swapped', start, path);
  const view = turned ? new View(turned, start) : block.view;
  const walk = new DatasetWalk(view, start, end, context.limits.values);
  const tags = collect(view, walk, block.group, context.budget);
  while (walk.advance());
  const { damage } = walk;
  if (damage) context.warn(damage.code, damage.message, damage.offset, path);
  return tags;
}

function collect(view: View, walk: DatasetWalk, group: string, budget: Budget): Tag[] {
  const found: { row: Row; values: Value[] }[] = [];
  const lists = new Map<Row, Value[]>();
  let table: Table | undefined;
  let last = 0;
  let text = latinText;
  while (walk.advance()) {
    const { record, dataset: number, start, end } = walk;
    if (record !== last) table = iptcRecords.table(recordTables[record] ?? '');
    last = record;
    const row = table?.rows.get(number)?.rows[0];
    if (!row) continue;
    const list = lists.get(row);
    if (!(list ? budget.item(end - start) : budget.tag(end - start))) {
      if (budget.left === 0) break;
      continue;
    }
    const bytes = view.slice(start, end);
    const stored = storedValue(row, bytes, record > 1 && record < 7 ? text : utf8Text);
    if (row.name === CHARACTER_SET) text = decoderFor(String(stored));
    if (list) list.push(stored);
    else {
      const values = [stored];
      found.push({ row, values });
      if (row.isList) lists.set(row, values);
    }
  }
  const tags: Tag[] = [];
  const options = { group };
  for (const { row, values } of found)
    if (row.isList) tags.push(listOfRow(row, values, group));
    else for (const tag of tagOfRow(row, values[0], options)) tags.push(tag);
  return tags;
}

function storedValue(row: Row, bytes: Uint8Array, text: (bytes: Uint8Array) => string): Value {
  if (row.isBinary || row.name === PICTURE_NUMBER) return bytes;
  if (row.ownType !== STRING && row.ownType !== DIGITS && bytes.length <= 8) return wholeNumber(bytes);
  const trimmed = withoutEndNulls(bytes);
  if (row.ownType === DIGITS) return utf8Text(trimmed);
  let all = 0;
  // Shift codes of ISO 2022 choose among character sets that are only designated: left as they are.
  let shifted = false;
  let nulls = false;
  for (let i = 0; i < trimmed.length; i++) {
    const byte = trimmed[i]!;
    all |= byte;
    if (byte === 0) nulls = true;
    else if (byte === 0x1b || byte === 0x14 || byte === 0x15) shifted = true;
  }
  const decoded = shifted ? utf8Text(trimmed) : text(trimmed);
  if (!nulls || row.value || row.print) return decoded;
  // What follows a null is old buffer; plain ASCII is kept whole, as ExifTool keeps it.
  const translated = text === latinText && !shifted && all >= 0x80;
  return translated ? beforeNull(decoded) : decoded.replaceAll('\0', '');
}

/** A number of up to eight bytes; as text where a JavaScript number does not hold it. */
function wholeNumber(bytes: Uint8Array): number | string {
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (Number.isSafeInteger(number)) return number;
  return String(bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n));
}

/** Text after a coded character set: UTF-8 and other sets chosen by `ESC %` as UTF-8, all else as Latin. */
function decoderFor(escapes: string): (bytes: Uint8Array) => string {
  return escapes.startsWith('\x1b%') ? utf8Text : latinText;
}
