// Maker notes: the tables of each maker, their layouts and value labels. The form of the rows is told in
// `blocks/makernotes/row.ts`. Where a table has a formula or a condition, the row has a mark only: what it means is
// written by hand.
import { byPlace, labelLine } from '../makers/label-line.mjs';
import { readLayouts } from '../makers/layouts.mjs';
import { literal } from '../record-rows.mjs';
import { lensLines } from './lenses.mjs';

/** These come from the loaded tables, which tell more than the machine-readable list. */
const origin = '// Layouts: scripts/makers/layouts.pl over the loaded tables.\n';

/** By maker: the modules its tables lie in, and the tables its notes begin with. */
const makers = {
  canon: [['Canon', 'CanonCustom'], ['Canon::Main']],
  nikon: [
    ['Nikon', 'NikonCapture', 'NikonCustom', 'NikonSettings'],
    ['Nikon::Main', 'Nikon::Type2', 'Nikon::Composite'],
  ],
};

/** Readers that read a directory, after some preparation of their own. */
const directories = new Set(['&ProcessExif', '&ProcessNikon']);

export function files() {
  const made = {};
  for (const [maker, [modules, roots]] of Object.entries(makers)) {
    const { rows, labels } = new Maker(modules, roots);
    made[`tags/makers/${maker}.generated.ts`] = `${origin}\nexport const rows: string = ${literal(rows)};\n`;
    made[`labels/makers/${maker}.generated.ts`] = labelFile(maker, labels);
  }
  return made;
}

/** The label lists of a maker; that of its lenses stands in a file of its own. */
function labelFile(maker, labels) {
  const text = literal(labels);
  const lenses = literal(`${lensLines[maker]}\n`).slice(2, -1);
  if (!text.includes(lenses)) throw new Error(`no list of the lenses of ${maker}`);
  const parted = text.replace(lenses, () => `\${lenses}\n`);
  const from = `import { lenses } from '../lenses/${maker}.generated.js';\n`;
  return `${origin}${from}\nexport const labels: string = ${parted};\n`;
}

class Maker {
  #lists = new Map();
  #numbers = new Map();

  constructor(modules, roots) {
    const { tables, labels } = readLayouts(modules, roots);
    this.labelLists = labels;
    this.rows = tables.map((table) => this.#table(table)).join('');
    this.labels = [...this.#lists.keys()].join('\n');
  }

  #table({ name, group, format, priority, process, print, offsets, tags = {} }) {
    const cells = [`@${name}`, group];
    if (process && !directories.has(process)) cells.push(`process:${process.slice(1)}`);
    if (format) cells.push(`f:${format}`);
    if (priority === 0 || priority === '0') cells.push('x:P');
    if (offsets) cells.push(`offsets:${offsets}`);
    if (print) cells.push('p');
    const series = process === '&ProcessSerialData';
    const ids = Object.keys(tags).sort(byPlace);
    return `${cells.join('\t')}\n${ids.flatMap((id) => this.#alternatives(id, tags[id], series)).join('')}`;
  }

  /**
   * Definitions of one id, the first whose condition holds; unknown ones count only where others follow, or values
   * behind them.
   */
  #alternatives(id, all, series) {
    const last = series ? all.length - 1 : all.findLastIndex((tag) => !tag.Unknown);
    return all.slice(0, last + 1).map((tag) => `${[id, ...this.#cells(tag)].join('\t')}\n`);
  }

  #cells(tag) {
    const cells = [tag.Name];
    const add = (letter, value) => value !== undefined && cells.push(`${letter}:${value}`);
    const mark = (letter, there) => there && cells.push(letter);
    mark('c', tag.Condition);
    add('f', tag.Format && formatCell(tag.Format));
    add('x', flagsOf(tag));
    if (tag.Unknown) return cells;
    add('m', tag.Mask && `${Number(tag.Mask).toString(16)}/${tag.BitShift ?? 0}`);
    add('g', tag.group ?? undefined);
    mark('h', tag.Hook);
    mark('o', tag.IsOffset && !/^[123]$/.test(tag.IsOffset));
    mark('r', tag.RawConv);
    if (!isBinary(tag)) cells.push(...this.#conversion('v', tag.ValueConv, tag));
    if ('PrintConv' in tag && isPlain(tag.PrintConv)) cells.push('p:=');
    else cells.push(...this.#conversion('p', tag.PrintConv, tag));
    if (tag.sub) cells.push(...subCells(tag.sub));
    return cells;
  }

  /** A mark of a conversion, or the labels that it is; each of a list apart. */
  #conversion(letter, conversion, tag) {
    if (conversion === undefined || conversion === null) return [];
    const single = (one) => (typeof one === 'object' ? this.#labels(one, tag) : '?');
    if (Array.isArray(conversion))
      return conversion.map((one) => `${letter}[${one === null ? '' : single(one)}`);
    return typeof conversion === 'object' ? [`${letter}:${single(conversion)}`] : [letter];
  }

  #labels({ labels: key }, tag) {
    let number = this.#numbers.get(key);
    const { BITMASK: bits, OTHER: other, ...list } = this.labelLists[key];
    if (number === undefined) {
      const cells = Object.entries(list).filter(
        ([, label]) => typeof label === 'string' || typeof label === 'number',
      );
      if (bits && typeof bits === 'object')
        for (const bit of Object.entries(bits)) cells.push([`Bit${bit[0]}`, bit[1]]);
      const line = labelLine(Object.fromEntries(cells));
      number = this.#lists.get(line) ?? this.#lists.size;
      this.#lists.set(line, number);
      this.#numbers.set(key, number);
    }
    const marks = [tag.PrintHex ? 'x' : '', bits ? `b${tag.BitsPerWord ?? ''}` : '', other ? '?' : ''];
    return `#${number}${marks.join('')}`;
  }
}

/** A count that another value gives is told as such, `int16s[item 2]`; one that is computed as `int16s[?]`. */
function formatCell(format) {
  const [, type, count] = /^(\w+)\[(.*)\]$/.exec(format) ?? [];
  if (!type || /^\d+$/.test(count)) return format;
  if (!Number.isNaN(Number(count))) return `${type}[${Number(count)}]`;
  const item = /^\$val\{(\d+)\}$/.exec(count)?.[1];
  return `${type}[${item === undefined ? '?' : `item ${item}`}]`;
}

/** A reference to the value: what is stored is told by its length only. */
function isBinary(tag) {
  return tag.ValueConv === '\\$val';
}

/** Printed as it is; dates are, as long as no other form is asked for. */
function isPlain(print) {
  return print === null || print === '$val' || print === '$self->ConvertDateTime($val)';
}

/** B binary, P weak against others of its name, O an offset, E its offset counts from its entry, U unknown. */
function flagsOf(tag) {
  const flags = [
    tag.Unknown && 'U',
    (tag.Binary || isBinary(tag)) && 'B',
    (tag.Priority === 0 || tag.Priority === '0' || tag.Avoid) && 'P',
    /^[12]$/.test(tag.IsOffset ?? '') && 'O',
    tag.EntryBased && 'E',
    tag.SubIFD && 'I',
    tag.List && 'L',
  ];
  return flags.filter(Boolean).join('') || undefined;
}

/** The table of a sub-directory, and what is told of its place, by full names. */
function subCells(sub) {
  const cells = [`s:${sub.TagTable ? sub.TagTable.replace('Image::ExifTool::', '') : ''}`];
  const start = sub.Start === undefined ? undefined : startCell(String(sub.Start).replaceAll(' ', ''));
  if (start) cells.push(`Start:${start}`);
  if (sub.Validate) cells.push('Validate:?');
  if (sub.Base || sub.OffsetPt) cells.push('Base:?');
  for (const key of ['ByteOrder', 'ProcessProc', 'DirOffset', 'DecryptStart'])
    if (sub[key] !== undefined && sub[key] !== null)
      cells.push(`${key}:${String(sub[key]).replace(/^&/, '')}`);
  return cells;
}

/** Bytes behind the start of the value; or its number, from the base of offsets or from the start of the record. */
function startCell(text) {
  if (text === '$val') return 'value';
  if (/^\$(dirStart\+\$val|val\+\$dirStart)$/.test(text)) return 'record+value';
  const [, behind] = /^\$valuePtr(?:\+(\w+))?$/.exec(text) ?? /^(\d+)$/.exec(text) ?? [];
  if (/^\$valuePtr$/.test(text)) return undefined;
  return behind === undefined ? '?' : String(Number(behind));
}
