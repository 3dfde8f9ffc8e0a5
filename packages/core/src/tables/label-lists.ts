// Value labels in generated text: a list a line, told of by the number of the line.
import type { Labels } from '../types.js';
import type { Value } from './value.js';

/** A value as what is before its last number, that number, its digits if it begins with 0, and the part of a number. */
interface Counter {
  lead: string;
  number: number;
  digits: number;
  part: number;
}

/**
 * Labels from entries: a label alone for the value behind the one before, which is 0 at first; `+step^label` for the
 * number so far behind, `.^label` for the next part of the same number (`3.1`), `value^label`. `~count` is as many
 * labels again, in each of which the first number is one greater.
 */
export function labelsOf(entries: readonly string[]): Labels {
  const labels: Record<string, string> = {};
  const at: Counter = { lead: '', number: -1, digits: 0, part: 0 };
  let label = '';
  for (const entry of entries) {
    if (entry[0] === '~') {
      for (let more = Number(entry.slice(1)); more > 0; more--) {
        label = label.replace(firstNumber, countedOn);
        labels[stepped(at, 1)] = label;
      }
      continue;
    }
    const mark = entry.indexOf('^');
    label = entry.slice(mark + 1);
    labels[valueAt(entry, mark, at)] = label;
  }
  return labels;
}

const firstNumber = /\d+/;
const countedOn = (number: string): string => padded(Number(number) + 1, digitsOf(number));
const digitsOf = (number: string): number => (number[0] === '0' ? number.length : 0);
const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

function valueAt(entry: string, mark: number, at: Counter): string | number {
  if (mark < 0) return stepped(at, 1);
  if (entry[0] === '+') return stepped(at, Number(entry.slice(1, mark)));
  if (mark === 1 && entry[0] === '.') return `${stepped(at, 0)}.${++at.part}`;
  const value = entry.slice(0, mark);
  const [, lead = '', number = '', part = 0] = valueParts.exec(value) ?? [];
  Object.assign(at, { lead, number: Number(number), digits: digitsOf(number), part: Number(part) });
  return value;
}

const valueParts = /^(.*?)(\d+)(?:\.(\d+))?$/;

/** The value some steps on. */
function stepped(at: Counter, step: number): string | number {
  at.number += step;
  if (step > 0) at.part = 0;
  return at.lead === '' && at.digits === 0 ? at.number : at.lead + padded(at.number, at.digits);
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
