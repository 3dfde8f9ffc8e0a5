// What conversions may know around a value.
import type { View } from '../bytes/view.js';
import { byteText, type Value } from './value.js';

/** What is known whenever a value is converted. */
export interface Known {
  /** What tags left for others, and `Make`, `Model`, `FileType` of the file. */
  readonly members: Map<string, Value>;
  /** The tag's id. */
  readonly id: number | string;
}

const headBytes = 128;

/**
 * What is known while bytes are read: one object for each directory or record, moved from value to value. Conversions
 * to value and text come later and know less.
 */
export class Scope implements Known {
  readonly #around: Pick<Known, 'members'>;
  view: View;
  start: number;
  end: number;
  readonly littleEndian: boolean;
  /** What offsets count from. */
  readonly base: number;
  /** What they counted from before that was corrected. */
  firstBase: number;
  id: number | string = 0;
  /** Of an entry: the name of its type, and how many values there are. */
  format = '';
  count = 0;
  /** Of a record: the values before, by their index; kept where a count depends on them. */
  items: Value[] | undefined;
  #head = '';
  #headStart = -1;
  #headEnd = -1;

  /** `around` has the members, which may be made when they are asked for. */
  constructor(
    around: Pick<Known, 'members'>,
    view: View,
    start: number,
    end: number,
    littleEndian: boolean,
    base = 0,
  ) {
    this.#around = around;
    this.view = view;
    this.start = start;
    this.end = end;
    this.littleEndian = littleEndian;
    this.base = base;
    this.firstBase = base;
  }

  get members(): Map<string, Value> {
    return this.#around.members;
  }

  /** The first 128 bytes, each as the character of its number. */
  get head(): string {
    if (this.#headStart !== this.start || this.#headEnd !== this.end) {
      this.#headStart = this.start;
      this.#headEnd = this.end;
      this.#head = byteText(this.view.slice(this.start, Math.min(this.end, this.start + headBytes)));
    }
    return this.#head;
  }
}
