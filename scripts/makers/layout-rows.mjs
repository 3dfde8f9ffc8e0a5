// Writes tables of ExifTool as rows, in the form that `tables/row.ts` tells: layouts, value labels, and marks where a
// table has a formula or a condition. What a mark means is written by hand.
import { literal } from '../literal.mjs';
import { byPlace, labelLine } from './label-line.mjs';
import { readLayouts } from './layouts.mjs';

/** These come from the loaded tables, which tell more than the machine-readable list. */
export const origin = '// Layouts: scripts/makers/layouts.pl over the loaded tables.\n';

/** Readers that read a directory, after some preparation of their own. */
const directories = new Set(['&ProcessExif', '&ProcessNikon']);

/** Readers that read as many values as the table tells, not as many as there are. */
const counted = new Set(['&ProcessFujiDir', '&ProcessCanonRaw']);

/** Readers to which values are of the type that they are written as, where the table tells no other. */
const asWritten = new Set(['&ProcessNikonCapture']);

/** A file of the tables that are reachable from `roots` among those of the modules, with their labels. */
export function layoutFile(modules, roots) {
  const { rows, labels } = new LayoutRows(modules, roots);
  return `${origin}
export const rows: string = ${literal(rows)};

export const labels: string = ${literal(labels)};
`;
}

/** The rows of the tables and their label lists, as texts. */
export class LayoutRows {
  #lists = new Map();
  #numbers = new Map();
  /** Of the table that is written: the id of the row before, and the list told last. */
  #id;
  #list;
  /** The tags that rows give, by name: the table and the id at which each stands first. */
  tags = new Map();

  constructor(modules, roots) {
    const { tables, labels } = readLayouts(modules, roots);
    this.labelLists = labels;
    this.rows = tables.map((table) => this.#table(table)).join('');
    this.labels = [...this.#lists.keys()].join('\n');
  }

  #table({ name, family, group, format, priority, process, print, offsets, tags = {} }) {
    const cells = [`@${name}`, group];
    if (family && family !== 'MakerNotes') cells.push(`family:${family}`);
    if (process && !directories.has(process)) cells.push(`process:${process.slice(1)}`);
    if (format) cells.push(`f:${format}`);
    if (priority === 0 || priority === '0') cells.push('x:P');
    if (offsets) cells.push(`offsets:${offsets}`);
    if (print) cells.push('p');
    const series = process === '&ProcessSerialData';
    this.#id = 0;
    this.#list = undefined;
    const ids = Object.keys(tags).sort(byPlace);
    const told = (id) => {
      if (counted.has(process)) return tags[id].map(withCount);
      return asWritten.has(process) ? tags[id].map(withWritable) : tags[id];
    };
    return `${cells.join('\t')}\n${ids.flatMap((id) => this.#alternatives(name, id, told(id), series)).join('')}`;
  }

  /**
   * Definitions of one id, the first whose condition holds; unknown ones count only where others follow, or values
   * behind them.
   */
  #alternatives(name, id, all, series) {
    const last = series ? all.length - 1 : all.findLastIndex((tag) => !tag.Unknown);
    const isOfNote = !name.endsWith('::Composite');
    for (const { Name: tag, Unknown: isUnknown, sub } of all)
      if (isOfNote && !isUnknown && !sub && !this.tags.has(tag)) this.tags.set(tag, { table: name, id });
    return all
      .slice(0, last + 1)
      .map((tag) => `${[this.#step(id.replaceAll('\0', '')), ...this.#cells(tag, name)].join('\t')}\n`);
  }

  /** A number as its step from the whole part of the row before, which is 1 where nothing is told; a text as it is. */
  #step(text) {
    const id = Number(text);
    if (Number.isNaN(id)) return text;
    const step = Number((id - Math.trunc(this.#id)).toFixed(3));
    if (Math.trunc(this.#id) + step !== id) throw new Error(`not to be told: ${text}`);
    this.#id = id;
    return step === 1 ? '' : String(step);
  }

  #cells(tag, table) {
    const cells = [tag.Name];
    const add = (letter, value) => value !== undefined && cells.push(`${letter}:${value}`);
    const mark = (letter, there) => there && cells.push(letter);
    mark('c', tag.Condition);
    add('f', tag.Format && formatCell(tag.Format));
    add('x', flagsOf(tag));
    if (tag.Unknown) return cells;
    add('m', tag.Mask && maskCell(tag));
    add('g', tag.group ?? undefined);
    mark('h', tag.Hook);
    mark('o', tag.IsOffset && !/^[123]$/.test(tag.IsOffset));
    mark('r', tag.RawConv && !isPicture(tag));
    add('l', tag.Relist?.map((places) => [places].flat().join(' ')).join('/'));
    if (!isBinary(tag)) cells.push(...this.#conversion('v', tag.ValueConv, tag));
    if ('PrintConv' in tag && isPlain(tag.PrintConv)) cells.push('p:=');
    else cells.push(...this.#conversion('p', tag.PrintConv, tag));
    if (tag.sub) cells.push(...subCells(tag.sub, table));
    return cells;
  }

  /** A mark of a conversion, or the labels that it is; each of a list apart, `*` where the one before is that of all others. */
  #conversion(letter, conversion, tag) {
    if (conversion === undefined || conversion === null) return [];
    const single = (one) => (typeof one === 'object' ? this.#labels(one, tag) : one === 'REPEAT' ? '*' : '?');
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
    const told = number === this.#list + 1 ? '' : number;
    this.#list = number;
    return `#${told}${marks.join('')}`;
  }
}

/** The format with the count that stands beside it. */
const withCount = (tag) =>
  tag.Format && tag.Count ? { ...tag, Format: `${tag.Format}[${tag.Count}]` } : tag;

/** The type that it is written as, where there is no other; usual ones follow from the length. */
const withWritable = (tag) =>
  tag.Format || !tag.Writable || tag.Writable === 'int8u' ? tag : { ...tag, Format: tag.Writable };

/** A range of counts is none; a count that another value gives is told as such, `int16s[item 2]`; one that is computed as `int16s[?]`. */
function formatCell(format) {
  const [, type, count] = /^(\w+)\[(.*)\]$/.exec(format) ?? [];
  if (!type || /^\d+$/.test(count)) return format;
  if (/^\d+,\d+$/.test(count)) return type;
  if (!Number.isNaN(Number(count))) return `${type}[${Number(count)}]`;
  const item = /^\$val\{(\d+)\}$/.exec(count)?.[1];
  return `${type}[${item === undefined ? '?' : `item ${item}`}]`;
}

/** A mask, whose lowest bit is where the value begins. */
function maskCell({ Mask, BitShift = 0 }) {
  const mask = Number(Mask);
  if (31 - Math.clz32(mask & -mask) !== Number(BitShift))
    throw new Error(`not to be told: ${Mask} / ${BitShift}`);
  return mask.toString(16);
}

/** A reference to the value: what is stored is told by its length only. */
function isBinary(tag) {
  return tag.ValueConv === '\\$val';
}

/** A picture, whose bytes are told by their length too. */
function isPicture(tag) {
  return /\$self->ValidateImage\((ref \$val \? \$val : )?\\\$val, ?\$tag\)$/.test(tag.RawConv ?? '');
}

/** The same where it is one; else nothing. */
function isMaybePicture(tag) {
  return tag.Name === 'PreviewImage' && /return \\\$val if/.test(tag.RawConv ?? '');
}

/** Printed as it is; dates are, as long as no other form is asked for. */
function isPlain(print) {
  return print === null || print === '$val' || print === '$self->ConvertDateTime($val)';
}

/** B binary, P weak against others of its name, O an offset, F from the first base, E its offset counts from its entry, U unknown. */
function flagsOf(tag) {
  const flags = [
    tag.Unknown && 'U',
    (tag.Binary || isBinary(tag) || isPicture(tag) || isMaybePicture(tag)) && 'B',
    (tag.Priority === 0 || tag.Priority === '0' || tag.Avoid) && 'P',
    /^[12]$/.test(tag.IsOffset ?? '') && 'O',
    String(tag.IsOffset) === '2' && 'F',
    tag.EntryBased && 'E',
    tag.SubIFD && 'I',
    tag.List && 'L',
  ];
  return flags.filter(Boolean).join('') || undefined;
}

/** The table of a sub-directory, without the module that is the row's too, and what is told of its place, by full names. */
function subCells(sub, table) {
  const own = table.slice(0, table.indexOf('::') + 2);
  const name = (sub.TagTable ?? '').replace('Image::ExifTool::', '');
  const cells = [`s:${name.startsWith(own) ? name.slice(own.length) : name}`];
  const start = sub.Start === undefined ? undefined : startCell(String(sub.Start).replaceAll(' ', ''));
  if (start) cells.push(`Start:${start}`);
  if (sub.Validate) cells.push('Validate:?');
  if (sub.Base === '$start') cells.push('Base:start');
  else if (sub.Base || sub.OffsetPt) cells.push('Base:?');
  for (const key of ['ByteOrder', 'ProcessProc', 'DirOffset', 'DecryptStart', 'MaxSubdirs'])
    if (sub[key] !== undefined && sub[key] !== null)
      cells.push(`${key}:${String(sub[key]).replace(/^&/, '')}`);
  if (sub.MaxSubdirs && sub.DirName) cells.push(`DirName:${sub.DirName}`);
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
