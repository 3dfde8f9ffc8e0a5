// Google's HDR+ notes of version 3: a protocol buffer, its fields named by their numbers along the path to them.
import { View } from '../../../bytes/view.js';
import { perlNumber } from '../../../present/number.js';
import { type MessageField, readMessage, readNumber } from '../../../structures/protobuf/message.js';
import type { Records } from '../../../tables/records.js';
import { readStored, storedType } from '../../../tables/stored-value.js';
import { byteText, type Value } from '../../../tables/value.js';
import type { Tag } from '../../../types.js';

const [VARINT, FIXED64, BYTES] = [0, 1, 2];
const FLOAT = storedType('float');
const maxDepth = 16;

/** The tags of a note's fields by the table of this name; fields of no number in it are entered where they are messages. */
export function messageTags(bytes: Uint8Array, table: string, records: Records): readonly Tag[] {
  return new MessageTags(table, records).of(bytes, '', 0);
}

class MessageTags {
  readonly #table: string;
  readonly #records: Records;
  /** Of fields of unknown number, whether they are messages: one that was none once is none. */
  readonly #areMessages = new Map<string, boolean>();
  #prefix = '';

  constructor(table: string, records: Records) {
    this.#table = table;
    this.#records = records;
  }

  of(bytes: Uint8Array, path: string, depth: number): readonly Tag[] {
    const tags: Tag[] = [];
    for (const field of readMessage(bytes)) {
      const text = field.type === BYTES ? byteText(field.bytes) : '';
      if (text.endsWith('.proto')) this.#prefix = `${text.slice(0, -6)}_`;
      const id = `${this.#prefix}${path}${field.number}`;
      const key = /^\d+$/.test(id) ? Number(id) : id;
      const row = this.#records.row(this.#table, key);
      if (row) {
        const value = fieldValue(field, row.ownType);
        if (value !== undefined) tags.push(...this.#records.tag(this.#table, key, value));
      } else if (field.type === BYTES && depth < maxDepth && this.#isMessage(id, field.bytes, text))
        tags.push(...this.of(field.bytes, `${path}${field.number}-`, depth + 1));
    }
    return tags;
  }

  #isMessage(id: string, bytes: Uint8Array, text: string): boolean {
    const before = this.#areMessages.get(id);
    if (before === false) return false;
    const isOne = (before || /[^ -~]/.test(text)) && readMessage(bytes).at(-1)?.end === bytes.length;
    if (before || isOne) this.#areMessages.set(id, isOne);
    return isOne;
  }
}

/** The value of a field: by the type of its row, or by what it looks like. */
function fieldValue(field: MessageField, type: number): Value {
  const { bytes, value } = field;
  const view = new View(bytes);
  if (type !== 0) {
    if (field.type === VARINT) return value;
    return readStored(view, 0, bytes.length, type, type === FLOAT ? bytes.length >> 2 : bytes.length, true);
  }
  if (field.type === VARINT) return `${value} (0x${value.toString(16)}, signed ${signed(value)})`;
  if (field.type === BYTES) return textOf(bytes) + rational(bytes);
  const hex = `0x${hexOf(bytes)}`;
  if (field.type === FIXED64) return `${hex} (double ${perlNumber(view.f64(0, true))})`;
  if (bytes.length < 4) return '';
  const below = bytes[3]! & 0x80 ? `, int32s ${view.i32(0, true)}` : '';
  return `${hex} (int32u ${view.u32(0, true)}${below}, float ${perlNumber(view.f32(0, true))})`;
}

const signed = (value: number): number => (value % 2 === 1 ? -(value - 1) / 2 - 1 : value / 2);

function textOf(bytes: Uint8Array): string {
  const text = byteText(bytes);
  if (!/[^\r\n\t -~]/.test(text)) return text;
  const hex = hexOf(bytes);
  return `0x${bytes.length % 4 ? hex : (hex.match(/.{8}/g) ?? []).join(' ')}`;
}

/** Two numbers that fill the bytes may be a fraction. */
function rational(bytes: Uint8Array): string {
  const above = readNumber(bytes, 0);
  const below = above && readNumber(bytes, above.end);
  return above && below?.value && below.end === bytes.length
    ? ` (rational ${above.value}/${below.value})`
    : '';
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
