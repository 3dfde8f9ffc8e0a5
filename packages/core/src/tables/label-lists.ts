// Value labels in generated text: a list a line, told of by the number of the line.
import type { Labels } from '../types.js';
import type { Value } from './value.js';

/**
 * Labels from entries: a label alone for the value behind the one before, which is 0 at first; `+step^label` for the
 * number so far behind, `.^label` for the next part of the same number (`3.1`), `value^label`. `~count` is as many
 * labels again, in each of which the first number is one greater.
 */
export function labelsOf(entries: readonly string[]): Labels {
  const labels: Record<string, string> = {};
  let value: number | string = -1;
  let label = '';
  for (const entry of entries) {
    if (entry[0] === '~') {
      for (let more = Number(entry.slice(1)); more > 0; more--) {
        label = label.replace(/\d+/, (number) => counted(number, 1));
        value = stepped(value, 1);
        labels[value] = label;
      }
      continue;
    }
    const mark = entry.indexOf('^');
    label = entry.slice(mark + 1);
    value = mark < 0 ? stepped(value, 1) : valueTold(entry.slice(0, mark), value);
    labels[value] = label;
  }
  return labels;
}

function valueTold(told: string, before: number | string): number | string {
  if (told === '.') return String(before).replace(/(\.\d+)?$/, (part) => `.${Number(part.slice(1)) + 1}`);
  const number = Number(told);
  if (told[0] === '+') return stepped(before, number);
  return number >= 0 && String(number) === told ? number : told;
}

/** The value some steps on: its last number counts, without a part. */
function stepped(value: number | string, step: number): number | string {
  if (typeof value === 'number') return Math.trunc(value) + step;
  return value.replace(/(\d+)(\.\d+)?$/, (_, number: string) => counted(number, step));
}

/** A number some steps on, with as many digits. */
function counted(number: string, step: number): string {
  return String(Number(number) + step).padStart(number.length, '0');
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
