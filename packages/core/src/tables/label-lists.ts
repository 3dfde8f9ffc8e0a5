// Value labels in generated text: a list a line, value and label in turn, told of by the number of the line.
import type { Labels } from '../types.js';
import type { Value } from './value.js';

/** Labels from cells of value, label, value, label ... */
export function labelsOf(cells: readonly string[]): Labels {
  const labels: Record<string, string> = {};
  for (let i = 0; i + 1 < cells.length; i += 2) labels[cells[i]!] = cells[i + 1]!;
  return labels;
}

/** The labels of values, by the value as text and, where it is a number, by the number. */
export class LabelList {
  readonly labels: Labels;
  readonly #byValue = new Map<Value, string>();

  constructor(line: string) {
    this.labels = labelsOf(line.split('\t'));
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
