// Value labels in generated text: a list a line, told of by the number of the line.
import type { Labels } from '../types.js';
import type { Value } from './value.js';

/**
 * Labels from entries: `value^label`, `+step^label` for the number so far behind the one before, or a label alone for the
 * next number, which is 0 at first.
 */
export function labelsOf(entries: readonly string[]): Labels {
  const labels: Record<string, string> = {};
  let next = 0;
  for (const entry of entries) {
    const mark = entry.indexOf('^');
    let value: string | number = next;
    if (mark >= 0) value = entry[0] === '+' ? next - 1 + Number(entry.slice(1, mark)) : entry.slice(0, mark);
    labels[value] = entry.slice(mark + 1);
    next = Number(value) + 1;
  }
  return labels;
}

/** The labels of values, by the value as text and, where it is a number, by the number. */
export class LabelList {
  readonly labels: Labels;
  readonly #byValue = new Map<Value, string>();

  constructor(line: string) {
    this.labels = labelsOf(line === '' ? [] : line.split('\t'));
    for (const [key, label] of Object.entries(this.labels)) {
      this.#byValue.set(key, label);
      if (String(Number(key)) === key) this.#byValue.set(Number(key), label);
    }
  }

  /** The label of a text or number. */
  get(value: Value): string | undefined {
    return this.#byValue.get(value);
  }
}

/** Lists of labels, each made when it is first asked for. */
export class LabelLists {
  readonly #lines: readonly string[];
  readonly #made = new Map<number, LabelList>();

  constructor(text: string) {
    this.#lines = text.replace(/^\n/, '').split('\n');
  }

  /** The list of this number. */
  list(number: number): LabelList {
    let list = this.#made.get(number);
    if (!list) {
      list = new LabelList(this.#lines[number] ?? '');
      this.#made.set(number, list);
    }
    return list;
  }

  of(number: number): Labels {
    return this.list(number).labels;
  }
}
