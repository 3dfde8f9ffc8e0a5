// A tag of a row: what is stored, until its value is asked for; its text when that is.
import { plainText } from '../bytes/text.js';
import { binaryText, plain } from '../present/plain.js';
import type { Tag, TagValue } from '../types.js';
import type { Row } from './row.js';
import type { Known } from './scope.js';
import { toText, type Value } from './value.js';

/** What conversions to value and text may know, shared by tags: `id` is that of the tag at hand. */
export interface SharedKnown extends Known {
  id: number | string;
}

const numberLength = 20;
const bytesLength = 60;
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
  #text: string | undefined;

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
    }
    if (value === undefined || Number.isNaN(value)) return false;
    if (typeof value === 'string' && value.startsWith(binary)) {
      this.#text = value;
      return true;
    }
    if (row.isBinary || (keepsBytes && value instanceof Uint8Array && !row.print && !row.labelling)) {
      this.#text = binaryText(value instanceof Uint8Array ? value.length : toText(value).length);
    } else if (row.print || row.labelling?.needsLabel || value instanceof Uint8Array) {
      const text = this.#printed(value);
      if (text === undefined) return false;
      this.#text = text;
      if (value instanceof Uint8Array && !keepsBytes) value = plainText(value);
    }
    this.value = value as TagValue;
    return true;
  }

  get text(): string {
    this.#text ??= this.#printed(this.value as Value) ?? '';
    return this.#text;
  }

  /** Characters that the value takes at most, a number as much as any. */
  get textLength(): number {
    const { value } = this;
    if (typeof value === 'number') return numberLength;
    if (typeof value === 'string') return value.length + 1;
    return Array.isArray(value) ? numberLength * value.length : bytesLength;
  }

  #printed(value: Value): string | undefined {
    const { labelling, print, id } = this.#row;
    if (!labelling && !print) return unconverted(value);
    this.#known.id = id;
    const text = labelling ? labelling.of(value, this.#known) : print?.(value, this.#known);
    return text === undefined ? undefined : toText(text);
  }
}

function unconverted(value: Value): string {
  if (value instanceof Uint8Array) return plainText(value);
  const text = plain(value as TagValue);
  return typeof text === 'string' ? text : toText(value);
}
