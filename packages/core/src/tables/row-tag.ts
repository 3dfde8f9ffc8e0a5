// A tag of a row: what is stored, until its value is asked for; its text when that is.
import { plainText } from '../bytes/text.js';
import { binaryText, plain } from '../present/plain.js';
import { type PlainTag, plainTag } from '../present/plain-value.js';
import type { Tag, TagValue, Text } from '../types.js';
import type { Row } from './row.js';
import type { Known } from './scope.js';
import { textOfBytes, toText, type Value } from './value.js';

/** What conversions to value and text may know, shared by tags: `id` is that of the tag at hand. */
export interface SharedKnown extends Known {
  id: number | string;
}

const numberLength = 20;
const binary = '(Binary data ';

export class RowTag implements Tag {
  readonly family: string;
  readonly group: string;
  readonly id: number | string;
  readonly name: string;
  /** What is stored, before {@link RowTag.settle}. */
  value: TagValue;
  readonly weak: boolean | undefined;
  readonly #row: Row;
  readonly #known: SharedKnown;
  #text: Text | undefined;

  constructor(row: Row, stored: Value, known: SharedKnown, group: string = row.group, suffix = '') {
    this.family = row.family;
    this.group = group;
    this.id = row.id;
    this.name = suffix === '' ? row.name : row.name + suffix;
    this.value = stored as TagValue;
    this.weak = row.isWeak || undefined;
    this.#row = row;
    this.#known = known;
  }

  /**
   * Converts what is stored to the value; `false` where a conversion drops the tag. `keepsBytes`: bytes without a text
   * of their own are no text.
   */
  settle(keepsBytes = false): boolean {
    const row = this.#row;
    const stored = this.value as Value;
    let value = stored;
    if (row.value) {
      this.#known.id = row.id;
      value = row.value(stored, this.#known);
      if (typeof value === 'string' && stored instanceof Uint8Array) value = textOfBytes(value);
    }
    if (value === undefined || Number.isNaN(value)) return false;
    if (typeof value === 'string' && value.startsWith(binary)) {
      this.#text = value;
      return true;
    }
    if (row.isBinary || (keepsBytes && value instanceof Uint8Array && !row.print && !row.labelling)) {
      this.#text = binaryText(value instanceof Uint8Array ? value.length : toText(value).length);
    } else if (row.print || row.labelling?.needsLabel || value instanceof Uint8Array) {
      const text = rowText(row, value, this.#known);
      if (text === undefined) return false;
      this.#text = text;
      if (value instanceof Uint8Array && !keepsBytes) value = plainText(value);
    }
    this.value = value as TagValue;
    return true;
  }

  get text(): Text {
    this.#text ??= rowText(this.#row, this.value as Value, this.#known) ?? '';
    return this.#text;
  }

  toJSON(): PlainTag {
    return plainTag(this);
  }

  /** Characters that the value takes at most, a number as much as any; `undefined` where its text alone tells. */
  get textLength(): number | undefined {
    const { value } = this;
    if (typeof value === 'number') return numberLength;
    if (typeof value === 'string') return value.length + 1;
    return Array.isArray(value) ? numberLength * value.length : undefined;
  }
}

/** The text of a value by its row, or several; `undefined` where a conversion drops it. */
function rowText(
  { labelling, print, id, isTextList }: Row,
  value: Value,
  known: SharedKnown,
): Text | undefined {
  if (!labelling && !print) return unconverted(value);
  known.id = id;
  const text = labelling ? labelling.of(value, known) : print?.(value, known);
  if (text === undefined) return undefined;
  if (text instanceof Uint8Array) return plainText(text);
  // What is made of bytes is made of their letters; labels are no such.
  if (print && value instanceof Uint8Array) return textOfBytes(toText(text));
  return isTextList && Array.isArray(text) ? text.map(toText) : toText(text);
}

/** A tag of several values, each with its own text. */
export class ListTag implements Tag {
  readonly family: string;
  readonly group: string;
  readonly id: number | string;
  readonly name: string;
  readonly value: readonly TagValue[];
  readonly weak: boolean | undefined;
  readonly #row: Row;
  readonly #known: SharedKnown;

  constructor(row: Row, stored: readonly Value[], known: SharedKnown, group: string = row.group) {
    this.family = row.family;
    this.group = group;
    this.id = row.id;
    this.name = row.name;
    this.weak = row.isWeak || undefined;
    this.#row = row;
    this.#known = known;
    const { value } = row;
    const values = value ? stored.map((one) => value(one, known)) : stored;
    this.value = values.filter((one) => one !== undefined);
  }

  get text(): Text {
    const texts = this.value.map((one) => this.#textOf(one as Value));
    return texts.length === 1 ? texts[0]! : texts;
  }

  toJSON(): PlainTag {
    return plainTag(this);
  }

  #textOf(value: Value): Text {
    if (value instanceof Uint8Array) return binaryText(value.length);
    return this.#row.isBinary
      ? binaryText(toText(value).length)
      : (rowText(this.#row, value, this.#known) ?? '');
  }
}

function unconverted(value: Value): string {
  if (value instanceof Uint8Array) return plainText(value);
  const text = plain(value as TagValue);
  return typeof text === 'string' ? text : toText(value);
}
