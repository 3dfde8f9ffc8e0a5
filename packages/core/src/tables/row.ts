// A row of a table out of its cells, with what is meant where they have a mark. Cells: `f:` format, `m:` a mask,
// `g:` group, `x:` flags (see `flagsOf` in scripts/tables/makers.mjs), `p:` the value labels (`p[` and `v[` of each of
// several values, `p[*` where the last is that of all others; `l:0 1/2` which of them have a text together), `p:=`
// printed as it is, `s:` the table of a sub-directory with what is told of it in cells of full names. Labels are told by
// the number of their list, `#12`; `#` alone is the list behind the one before. A letter alone, or a `?`, is a mark: `c`
// a condition, `r` `v` `p` conversions from stored to raw to value to text, `h` a shift of the fields behind, `o` whether
// it is an offset, `f:type[?]` a count.
import type { Cells, SubTable } from './cells.js';
import type { Conversion, Convert } from './conversion.js';
import type { Labelling } from './labelling.js';
import { STRING, type StoredType, typeSize } from './stored-value.js';
import { toNumber, type Value } from './value.js';

/** What a row has from its table. */
export interface RowOrigin {
  /** Family 0 group of its tags. */
  readonly family: string;
  readonly name: string;
  readonly group: string;
  readonly type: StoredType;
  readonly flags: string;
  /** Whether tags without a text of their own have that of the table, and which it is. */
  readonly hasPrint: boolean;
  readonly print: Convert | undefined;
}

/** As many values as there is room for. */
export const ALL = -1;

/** What is known of an entry, in one flat form. A conversion that is `undefined` is none. */
export class Row {
  readonly id: number | string;
  readonly name: string;
  readonly family: string;
  readonly group: string;
  /** The type that is told of it, 0 where none is; of a field of a record it is that of the table then. */
  readonly ownType: StoredType;
  readonly type: StoredType;
  /** Bytes of one value of a field. */
  readonly size: number;
  /** How many values are told, `undefined` where it is not; of a field one, or {@link ALL}, then. */
  readonly ownCount: number | undefined;
  readonly count: number;
  readonly countOf: Conversion['count'];
  /** Whether it tells its length itself and moves the fields behind it. */
  readonly isVariable: boolean;
  readonly mask: number;
  readonly maskShift: number;
  readonly shift: Conversion['shift'];
  readonly typeOf: Conversion['type'];
  readonly isOffset: Conversion['isOffset'];
  readonly raw: Conversion['raw'];
  readonly value: Convert | undefined;
  /** Its text: labels, a conversion by hand, or none of both. */
  readonly labelling: Labelling | undefined;
  readonly print: Convert | undefined;
  /** Whether several values as its text are a list of texts. */
  readonly isTextList: boolean;
  readonly sub: SubTable | undefined;
  /** The marks that have no conversion, `#` for values without a label: but for those, its tag is left out. */
  readonly missing: string;
  /** Whether it is of an entry of unknown conversion. */
  readonly isUnknown: boolean;
  /** Whether it gives a tag, or leads on. */
  readonly isKnown: boolean;
  /** Whether by how much it shifts the fields behind is not known. */
  readonly hasUnknownLength: boolean;
  /** Whether its tag does not count before an earlier one. */
  readonly isWeak: boolean;
  /** Whether it may come several times, as a list. */
  readonly isList: boolean;
  /** Whether it is told by its length only. */
  readonly isBinary: boolean;
  readonly isAlwaysOffset: boolean;
  /** Whether it counts from the base of offsets as it was before that was corrected. */
  readonly isFromFirstBase: boolean;
  /** Whether its offset counts from its entry. */
  readonly isEntryBased: boolean;
  /** Whether it holds directories that TIFF knows of. */
  readonly isSubIfd: boolean;

  constructor(id: number | string, name: string, cells: Cells, conversion: Conversion, table: RowOrigin) {
    const flags = (cells.cell('x') ?? '') + table.flags;
    const { type, count, isVariable } = cells.format();
    this.id = id;
    this.name = name;
    this.family = table.family;
    this.group = cells.cell('g') ?? table.group;
    this.ownType = type ?? 0;
    this.type = type ?? table.type;
    this.size = typeSize(this.type);
    this.ownCount = typeof count === 'number' ? count : undefined;
    this.count = this.ownCount ?? (type === STRING ? ALL : 1);
    this.countOf = typeof count === 'function' ? count : undefined;
    this.isVariable = isVariable;
    [this.mask, this.maskShift] = maskOf(cells.cell('m'));
    this.shift = cells.marked('h', conversion.shift);
    this.typeOf = this.shift && conversion.type;
    this.isOffset = cells.marked('o', conversion.isOffset);
    this.raw = cells.marked('r', conversion.raw);
    this.value = cells.conversion('v', conversion.value, conversion.values);
    this.labelling = cells.labelling('p');
    this.print = this.labelling
      ? undefined
      : cells.has('p') || !table.hasPrint
        ? cells.conversion('p', conversion.print, conversion.prints)
        : cells.meant('p', table.print);
    this.isTextList = conversion.isTextList === true || cells.isRepeated;
    this.sub = cells.sub(table.name);
    this.missing = cells.missing.join('');
    this.isUnknown = flags.includes('U');
    this.isKnown = !this.isUnknown && !/[^#]/.test(this.missing);
    this.hasUnknownLength = /[hf]/.test(this.missing);
    this.isWeak = flags.includes('P');
    this.isList = flags.includes('L');
    this.isBinary = flags.includes('B') && !this.value;
    this.isAlwaysOffset = flags.includes('O');
    this.isFromFirstBase = flags.includes('F');
    this.isEntryBased = flags.includes('E');
    this.isSubIfd = flags.includes('I');
  }

  /** The bits of a value that a mask tells, where there is one. */
  masked(stored: Value): Value {
    return this.mask === 0 ? stored : ((toNumber(stored) & this.mask) >>> 0) >>> this.maskShift;
  }
}

/** A mask, and where its lowest bit is. */
function maskOf(cell: string | undefined): readonly [mask: number, shift: number] {
  const mask = cell === undefined ? 0 : Number.parseInt(cell, 16);
  return [mask, mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)];
}
