// The tags of a packet: values under ExifTool's names, items of one list together.
import { labelRows } from '../../labels/xmp.generated.js';
import { perlNumber } from '../../present/number.js';
import { binaryText } from '../../present/plain.js';
import { lazy } from '../../tables/lazy.js';
import { labelsOf as labelsOfCells } from '../../tables/record-layout.js';
import type { Labels, Tag, TagValue, Text } from '../../types.js';
import { fromBase64 } from './base64.js';
import { type Conversion, conversionOf, exifDate, fullDate, rational, type Simple } from './conversions.js';
import type { Naming } from './place.js';
import type { Leaf } from './rdf.js';
import type { Property, ValueType } from './schema.js';

/** How the values of one tag are read: the same for all values of that tag in a file. */
interface Reading {
  readonly type: ValueType;
  readonly list: boolean;
  readonly conversion: Conversion | undefined;
  readonly labels: Labels | undefined;
}

/** Namespaces whose plain text properties the tables leave out (scripts/tables/xmp.mjs). */
const textNamespaces = new Set(
  'DICOM acdsee creatorAtom dwc extensis getty plus pmi prism prm xmpDM'.split(' '),
);

/** Longest text of an unknown property that is printed; in characters. */
const maxTextBytes = 65_536;

class XmpTag implements Tag {
  readonly family: string = 'XMP';
  readonly group: string;
  readonly name: string;
  readonly id: string;
  readonly leaves: Leaf[];
  readonly reading: Reading;

  constructor(leaf: Leaf, name: string, reading: Reading) {
    const { family1, id } = leaf.place.naming;
    this.group = family1;
    this.name = name;
    this.id = id;
    this.leaves = [leaf];
    this.reading = reading;
  }

  get value(): TagValue {
    const { leaves, reading } = this;
    if (leaves.length === 1 || reading.conversion?.joined) return typedValue(this.#joined(), reading);
    return leaves.map((leaf) => leafValue(leaf, reading));
  }

  get text(): Text {
    const { leaves, reading } = this;
    if (leaves.length === 1 || reading.conversion?.joined) return printed(this.#joined(), reading);
    return leaves.map((leaf) => leafText(leaf, reading));
  }

  /** About how many characters the text has, without making it. */
  get textLength(): number {
    const { type } = this.reading;
    let length = 0;
    for (const { base64, raw } of this.leaves)
      length += 1 + (base64 || (type === 'auto' && raw.length > maxTextBytes) ? 60 : raw.length);
    return length;
  }

  #joined(): Simple {
    const { leaves, reading } = this;
    return leaves.length === 1
      ? simpleValue(leaves[0]!, reading)
      : converted(leaves.map((leaf) => storedText(leaf.raw, reading.type)).join(' '), reading);
  }
}

export type { Reading, XmpTag };

/** One value as it is typed: a number, a boolean, bytes or text. */
export function leafValue(leaf: Leaf, reading: Reading): TagValue {
  return typedValue(simpleValue(leaf, reading), reading);
}

/** One value as ExifTool prints it. */
export function leafText(leaf: Leaf, reading: Reading): string {
  return printed(simpleValue(leaf, reading), reading);
}

function simpleValue(leaf: Leaf, reading: Reading): Simple {
  if (!leaf.base64) return converted(storedText(leaf.raw, reading.type), reading);
  const bytes = fromBase64(leaf.raw);
  const control = /[\0-\x08\x0b\f\x0e-\x1f]/;
  if (bytes.length > 100) return bytes;
  const text = new TextDecoder().decode(bytes);
  return control.test(text) ? bytes : text;
}

function converted(text: string, reading: Reading): Simple {
  return reading.conversion?.value ? reading.conversion.value(text) : text;
}

/** The text as ExifTool keeps it: rationals divided out, dates in Exif's form. */
function storedText(raw: string, type: ValueType): string {
  if (type === 'q' || type === 'auto') {
    const quotient = rational(raw);
    if (quotient !== undefined) return quotient;
  }
  if (type === 'd') return exifDate(raw);
  return (type === 'auto' && fullDate(raw)) || raw;
}

const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function typedValue(simple: Simple, { type }: Reading): TagValue {
  if (typeof simple !== 'string') return simple;
  if (type === 'i' || type === 'r' || type === 'q') {
    const number = numberForm.test(simple) ? Number(simple) : Number.NaN;
    return Number.isFinite(number) ? number : simple;
  }
  if (type === 'b' && /^(true|false)$/i.test(simple)) return simple.toLowerCase() === 'true';
  return simple;
}

function printed(simple: Simple, { conversion, labels, type }: Reading): string {
  if (simple instanceof Uint8Array) return binaryText(simple.length);
  if (conversion?.print) return conversion.print(simple);
  const text = typeof simple === 'number' ? perlNumber(simple) : simple;
  if (labels) return Object.hasOwn(labels, text) ? labels[text]! : `Unknown (${text})`;
  if (type === 'auto' && text.length > maxTextBytes) return binaryText(new TextEncoder().encode(text).length);
  return text;
}

/** Gathers the values of a packet into tags. */
export class Gathering {
  readonly tags: XmpTag[] = [];
  /** How unknown properties are read: as the first value of each tells. */
  readonly #unknown = new Map<string, Reading>();
  /** Lists that further values join, by how they are read; those of a language by that too. */
  readonly #lists = new Map<Reading, XmpTag>();
  readonly #languages = new Map<Reading, Map<string, XmpTag>>();

  /** Adds the values of one packet; lists do not go on from one packet to the next. */
  add(leaves: readonly Leaf[]): void {
    this.#endLists();
    for (const leaf of leaves) {
      if (leaf.afterListStart) this.#endLists();
      this.#add(leaf);
    }
  }

  #endLists(): void {
    if (this.#lists.size > 0) this.#lists.clear();
    if (this.#languages.size > 0) this.#languages.clear();
  }

  #add(leaf: Leaf): void {
    const { naming } = leaf.place;
    const reading = (naming.reading ??= naming.known
      ? knownReading(naming, naming.known)
      : this.#unknownReading(leaf));
    const suffix = languageSuffix(leaf, reading);
    if (!reading.list) {
      this.tags.push(new XmpTag(leaf, naming.name + suffix, reading));
      return;
    }
    const list = suffix === '' ? this.#lists.get(reading) : this.#languages.get(reading)?.get(suffix);
    if (list) list.leaves.push(leaf);
    else {
      const tag = new XmpTag(leaf, naming.name + suffix, reading);
      this.tags.push(tag);
      if (suffix === '') this.#lists.set(reading, tag);
      else this.#ofLanguages(reading).set(suffix, tag);
    }
  }

  #ofLanguages(reading: Reading): Map<string, XmpTag> {
    let lists = this.#languages.get(reading);
    if (!lists) {
      lists = new Map();
      this.#languages.set(reading, lists);
    }
    return lists;
  }

  #unknownReading({ place, item, lang }: Leaf): Reading {
    const { group, id, name } = place.naming;
    const key = `${group}:${id}`;
    let reading = this.#unknown.get(key);
    if (!reading) {
      const alternative = item === 'Alt' && !!lang;
      reading = {
        type: alternative ? 'l' : textNamespaces.has(group) ? 'text' : 'auto',
        list: item !== undefined && !alternative,
        conversion: conversionOf(group, name),
        labels: undefined,
      };
      this.#unknown.set(key, reading);
    }
    return reading;
  }
}

function knownReading({ group, name }: Naming, { type, list }: Property): Reading {
  return { type, list, conversion: conversionOf(group, name), labels: labelsOf(group, name) };
}

/** What a language other than the default adds to a tag's name: `-fr`, `-en-US`. */
export function languageSuffix(leaf: Leaf, reading: Reading): string {
  const { lang } = leaf;
  if (!lang || reading.type !== 'l' || lang.toLowerCase() === 'x-default') return '';
  const match = /^([a-z]{2,3}|[xi])(-[a-z]{2})\b(.*)/is.exec(lang);
  const standard = match
    ? match[1]!.toLowerCase() + match[2]!.toUpperCase() + match[3]!.toLowerCase()
    : lang.toLowerCase();
  return `-${standard.replaceAll('_', '-')}`;
}

const labelLines = lazy(readLabelLines);

/** Read once for each tag, which keeps them. */
function labelsOf(group: string, name: string): Labels | undefined {
  const cells = labelLines().get(`${group}:${name}`)?.split('\t').slice(1);
  return cells && labelsOfCells(cells);
}

function readLabelLines(): Map<string, string> {
  const lines = new Map<string, string>();
  for (const line of labelRows.split('\n'))
    for (const name of line.slice(0, line.indexOf('\t')).split(' ')) lines.set(name, line);
  return lines;
}
