// Where the values of a directory lie whose offsets are wrong (ExifTool's MakerNotes.pm and Sanyo.pm tell of such).

/** One behind the other, behind the directory; or those of ids from one on so many bytes elsewhere. */
export type MovedValues = 'in order' | { readonly from: number; readonly by: number };

/** The offset of this entry is garbage where those of all others are left out of account. */
const SANYO_THUMBNAIL = 0x100;

/** The places of a directory's values, asked for in the order of its entries. */
export class ValuePlaces {
  readonly #moved: MovedValues;
  #next: number;

  /** `first`: where the first value lies, behind the directory. */
  constructor(moved: MovedValues, first: number) {
    this.#moved = moved;
    this.#next = first;
  }

  /** The place of the next value, which by its offset begins at `start`. */
  next(id: number, start: number, length: number): number {
    if (this.#moved !== 'in order') return id >= this.#moved.from ? start + this.#moved.by : start;
    if (id === SANYO_THUMBNAIL) return start;
    const place = this.#next;
    this.#next += length + (length & 1);
    return place;
  }
}
