// The tags of a packet: values under ExifTool's names, items of one list together.
import { labelRows } from '../../labels/xmp.generated.js';
import { perlNumber } from '../../present/number.js';
import { binaryText } from '../../present/plain.js';
import { type PlainTag, plainTag } from '../../present/plain-value.js';
import { labelsOf } from '../../tables/label-lists.js';
import { lazy } from '../../tables/lazy.js';
import type { Budget, Labels, Tag, TagValue, Text, ValuePrinter } from '../../types.js';
import { fromBase64 } from './base64.js';
import {
  conversionOf,
  dateFromIso,
  fullDate,
  mediaCodes,
  rational,
  type Simple,
  type XmpConversion,
} from './conversions.js';
import type { Naming, Place } from './place.js';
import type { Leaf, ListKind, Values } from './rdf.js';
import type { SchemaProperty, ValueType } from './schema.js';

/** How the values of one tag are read: the same for all values of that tag in a file. */
interface Reading {
  readonly type: ValueType;
  readonly list: boolean;
  readonly conversion: XmpConversion | undefined;
  readonly labels: Labels | undefined;
  /** Whether what stands in the packet is what is printed. */
  readonly asItStands: boolean;
}

/** Namespaces whose plain text properties the tables leave out (scripts/tables/xmp.mjs). */
const textNamespaces = new Set(
  'DICOM acdsee creatorAtom dwc extensis getty plus pmi prism prm xmpDM'.split(' '),
);

/** How many times longer a code is with what it means. */
const maxExplained = 40;
/** A longer Media Summary Code is printed as it stands: no licence needs so many codes. */
const maxSummary = 64 << 10;
/** Longest text of an unknown property that is printed; in characters. */
const maxTextBytes = 65_536;

/** A tag with its value; of a list with its first. */
class XmpTag implements Tag, Leaf {
  readonly name: string;
  readonly place: Place;
  readonly raw: string;
  readonly lang: string | undefined;
  readonly base64: boolean;
  readonly reading: Reading;
  /** The further values of a list. */
  more: Leaf[] | undefined = undefined;
  /** Of a value that another block explains. */
  printer: ValuePrinter | undefined = undefined;

  constructor(
    name: string,
    place: Place,
    raw: string,
    lang: string | undefined,
    base64: boolean,
    reading: Reading,
  ) {
    this.name = name;
    this.place = place;
    this.raw = raw;
    this.lang = lang;
    this.base64 = base64;
    this.reading = reading;
  }

  get family(): string {
    return 'XMP';
  }

  get group(): string {
    return this.place.naming.family1;
  }

  get id(): string {
    return this.place.naming.id;
  }

  get leaves(): readonly Leaf[] {
    return this.more ? [this, ...this.more] : [this];
  }

  get value(): TagValue {
    const { reading } = this;
    if (!this.more) return leafValue(this, reading);
    if (reading.conversion?.joined && reading.conversion.value) return typedValue(this.#joined(), reading);
    return this.leaves.map((leaf) => leafValue(leaf, reading));
  }

  get text(): Text {
    const { reading } = this;
    if (!this.more) return reading.asItStands && !this.base64 ? this.raw : leafText(this, reading);
    if (reading.conversion?.joined) return printed(this.#joined(), reading);
    return this.leaves.map((leaf) => leafText(leaf, reading));
  }

  toJSON(): PlainTag {
    return plainTag(this);
  }

  /** About how many characters the text has, without making it. */
  get textLength(): number {
    const { type } = this.reading;
    if (this.printer) return maxExplained * this.raw.length;
    let length = lengthOf(this, type);
    if (this.more) for (const leaf of this.more) length += lengthOf(leaf, type);
    return length;
  }

  #joined(): Simple {
    const { leaves, reading } = this;
    return converted(leaves.map((leaf) => storedText(leaf.raw, reading.type)).join(' '), reading);
  }
}

function lengthOf({ base64, raw }: Leaf, type: ValueType): number {
  return 1 + (base64 || (type === 'auto' && raw.length > maxTextBytes) ? 60 : raw.length);
}

export type { Reading, XmpTag };

/** The outermost property that a tag of a packet stands in. */
export function rootOf(tag: Tag): Naming | undefined {
  if (!(tag instanceof XmpTag)) return undefined;
  let { place } = tag;
  while (place.parent) place = place.parent;
  return place.naming;
}

/** One value as it is typed: a number, a boolean, bytes or text. */
export function leafValue(leaf: Leaf, reading: Reading): TagValue {
  return typedValue(simpleValue(leaf, reading), reading);
}

/** One value as ExifTool prints it. */
export function leafText(leaf: Leaf, reading: Reading): string {
  return leaf.printer?.print?.(leaf.raw) ?? printed(simpleValue(leaf, reading), reading);
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
  if (type === 'd') return dateFromIso(raw);
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

/** Gathers the values of packets into tags. */
export class Gathering implements Values {
  readonly tags: XmpTag[] = [];
  /** How unknown properties are read: as the first value of each tells. */
  readonly #unknown = new Map<string, Reading>();
  /** Lists that further values join, by how they are read; those of a language by that too. */
  readonly #lists = new Map<Reading, XmpTag>();
  #languages: Map<Reading, Map<string, XmpTag>> | undefined;
  readonly #budget: Budget;
  readonly #mediaCodes: ValuePrinter;

  constructor(budget: Budget, codes: ValuePrinter) {
    this.#budget = budget;
    this.#mediaCodes = codes;
  }

  endLists(): void {
    if (this.#lists.size > 0) this.#lists.clear();
    this.#languages = undefined;
  }

  add(
    place: Place,
    raw: string,
    lang: string | undefined,
    base64: boolean,
    item: ListKind | undefined,
  ): void {
    if (!this.#budget.tag(raw.length)) return;
    const { naming } = place;
    naming.reading ??= naming.known
      ? knownReading(naming, naming.known)
      : this.#unknownReading(naming, item, lang);
    const { reading } = naming;
    const suffix = lang ? languageSuffix(lang, reading) : '';
    if (reading.list) {
      const list = suffix === '' ? this.#lists.get(reading) : this.#languages?.get(reading)?.get(suffix);
      if (list) {
        list.more ??= [];
        list.more.push({ place, raw, lang, base64 });
        return;
      }
    }
    const name = suffix === '' ? naming.name : naming.name + suffix;
    const tag = new XmpTag(name, place, raw, lang, base64, reading);
    if (reading.conversion === mediaCodes && raw.length <= maxSummary) tag.printer = this.#mediaCodes;
    this.tags.push(tag);
    if (!reading.list) return;
    if (suffix === '') this.#lists.set(reading, tag);
    else this.#ofLanguages(reading).set(suffix, tag);
  }

  #ofLanguages(reading: Reading): Map<string, XmpTag> {
    this.#languages ??= new Map();
    let lists = this.#languages.get(reading);
    if (!lists) {
      lists = new Map();
      this.#languages.set(reading, lists);
    }
    return lists;
  }

  #unknownReading(
    { group, id, name }: Naming,
    item: ListKind | undefined,
    lang: string | undefined,
  ): Reading {
    const key = `${group}:${id}`;
    let reading = this.#unknown.get(key);
    if (!reading) {
      const alternative = item === 'Alt' && !!lang;
      const type = alternative ? 'l' : textNamespaces.has(group) ? 'text' : 'auto';
      const list = item !== undefined && !alternative;
      reading = readingOf(type, list, conversionOf(group, name), undefined);
      this.#unknown.set(key, reading);
    }
    return reading;
  }
}

function knownReading({ group, name }: Naming, { type, list }: SchemaProperty): Reading {
  return readingOf(type, list, conversionOf(group, name), xmpLabels(group, name));
}

const convertedTypes: ReadonlySet<ValueType> = new Set(['q', 'd', 'auto']);

function readingOf(
  type: ValueType,
  list: boolean,
  conversion: XmpConversion | undefined,
  labels: Labels | undefined,
): Reading {
  return {
    type,
    list,
    conversion,
    labels,
    asItStands: !conversion && !labels && !convertedTypes.has(type),
  };
}

/** What a language other than the default adds to a tag's name: `-fr`, `-en-US`. */
export function languageSuffix(lang: string | undefined, reading: Reading): string {
  if (!lang || reading.type !== 'l' || lang.toLowerCase() === 'x-default') return '';
  const match = /^([a-z]{2,3}|[xi])(-[a-z]{2})\b(.*)/is.exec(lang);
  const standard = match
    ? match[1]!.toLowerCase() + match[2]!.toUpperCase() + match[3]!.toLowerCase()
    : lang.toLowerCase();
  return `-${standard.replaceAll('_', '-')}`;
}

const labelLines = lazy(readLabelLines);

/** Read once for each tag, which keeps them. */
export function xmpLabels(group: string, name: string): Labels | undefined {
  const cells = labelLines().get(`${group}:${name}`)?.split('\t').slice(1);
  return cells && labelsOf(cells);
}

function readLabelLines(): Map<string, string> {
  const lines = new Map<string, string>();
  for (const line of labelRows.split('\n'))
    for (const name of line.slice(0, line.indexOf('\t')).split(' ')) lines.set(name, line);
  return lines;
}
