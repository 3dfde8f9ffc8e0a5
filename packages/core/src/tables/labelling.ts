// The text of values that have labels, and of those that have none.
import { plainText } from '../bytes/text.js';
import type { Labels } from '../types.js';
import type { Conversion } from './conversion.js';
import type { LabelList, LabelLists } from './label-lists.js';
import { hexDigits, setBits } from './number-conversions.js';
import type { Known } from './scope.js';
import { toNumber, toText, type Value } from './value.js';

/** Labels as a cell tells of them: `#12`, `x` hexadecimal where there is none, `b` bits (of so many a word), `?` by hand. */
export class Labelling {
  /** Whether a value without a label has no text: what is to be done with it is not known. */
  readonly needsLabel: boolean;
  readonly #lists: LabelLists;
  readonly #number: number;
  readonly #isHex: boolean;
  readonly #bits: number;
  readonly #unlabelled: Conversion['unlabelled'];
  #list: LabelList | undefined;
  #bitNames: Labels | undefined;

  constructor(cell: string, unlabelled: Conversion['unlabelled'], lists: LabelLists) {
    const [, number, hex, bits, wordBits, other] = /^#(\d+)(x?)(?:(b)(\d*))?(\??)$/.exec(cell)!;
    this.#lists = lists;
    this.#number = Number(number);
    this.#isHex = hex !== '';
    this.#bits = bits ? Number(wordBits || 32) : 0;
    this.#unlabelled = other ? unlabelled : undefined;
    this.needsLabel = other !== '' && !unlabelled;
  }

  get labels(): Labels {
    return this.#made().labels;
  }

  /** The text of a value. */
  of(value: Value, scope: Known): Value {
    const list = this.#list ?? this.#made();
    const label = list.get(value);
    if (label !== undefined) return label;
    const key = toText(value);
    return list.get(key) ?? this.#without(key, value, scope);
  }

  #without(key: string, value: Value, scope: Known): Value {
    if (this.#bits > 0) return setBits(value, this.#namesOfBits(), this.#bits);
    const text = this.#unlabelled?.(value, scope, this.labels);
    if (text !== undefined) return text;
    if (this.needsLabel) return undefined;
    const isHex = this.#isHex && /^-?\d+$/.test(key);
    return isHex
      ? `Unknown (0x${hexDigits(toNumber(key))})`
      : `Unknown (${value instanceof Uint8Array ? plainText(value) : key})`;
  }

  /** The names of the bits by their numbers; the list has labels of whole values beside them. */
  #namesOfBits(): Labels {
    this.#bitNames ??= Object.fromEntries(
      Object.entries(this.labels).flatMap(([key, name]) =>
        key.startsWith('Bit') ? [[key.slice(3), name]] : [],
      ),
    );
    return this.#bitNames;
  }

  #made(): LabelList {
    this.#list ??= this.#lists.list(this.#number);
    return this.#list;
  }
}
