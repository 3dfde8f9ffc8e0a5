// The value labels of a maker: a list a line, value and label in turn, told of by the number of the line.
import type { Labels } from '../../types.js';

/** Lists of labels, each made when it is first asked for. */
export class LabelLists {
  readonly #lines: readonly string[];
  readonly #made = new Map<number, Labels>();

  constructor(text: string) {
    this.#lines = text.replace(/^\n/, '').split('\n');
  }

  of(number: number): Labels {
    let labels = this.#made.get(number);
    if (!labels) {
      const cells = (this.#lines[number] ?? '').split('\t');
      const made: Record<string, string> = {};
      for (let i = 0; i + 1 < cells.length; i += 2) made[cells[i]!] = cells[i + 1]!;
      labels = made;
      this.#made.set(number, labels);
    }
    return labels;
  }
}
