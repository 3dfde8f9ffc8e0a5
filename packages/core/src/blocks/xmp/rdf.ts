// Reads the RDF of a packet as its XML is walked, and tells each simple value with its place (XMP part 1, section 7; RDF/XML).
import { type XmlFault, type XmlLimits, XmlWalk } from '../../structures/xmp/xml-walk.js';
import { type Name, Namespaces, Prefixes } from './namespaces.js';
import { itemOf, numberedOf, type Place, placeOf } from './place.js';

/** A simple value and where it stands. */
export interface Leaf {
  readonly place: Place;
  /** The text as it stands in the packet. */
  readonly raw: string;
  readonly lang: string | undefined;
  /** Whether the text is Base64 by the property's own statement. */
  readonly base64: boolean;
  /** The kind of list that the value is an item of. */
  readonly item: ListKind | undefined;
  /** Whether the value is the first to follow the start of an outermost list. */
  readonly afterListStart: boolean;
}

export type ListKind = 'Bag' | 'Seq' | 'Alt';

export interface RdfLimits extends XmlLimits {
  /** Items read of one list. */
  readonly maxItems: number;
  /** Values read of one packet. */
  readonly maxValues: number;
}

export interface Found {
  /** Elements and attributes met, those of blank nodes each time. */
  readonly parts: number;
  readonly leaves: readonly Leaf[];
  /** `rdf:about` and `x:xmptk` by their names. */
  readonly notes: readonly (readonly [name: Name, text: string])[];
}

const withoutTags = new Set(['x', 'rdf', 'xmlns', 'xml', 'svg', 'office']);
const exifToolOnly = new Set(['desc', 'prt', 'val', 'id', 'tagid', 'toolkit', 'table', 'index']);
const tagless = ({ prefix, local }: Name): boolean =>
  withoutTags.has(prefix) || (prefix === 'et' && exifToolOnly.has(local));

/** ExifTool's own ceiling on the items it shows of one list. */
export const maxListItems = 1000;

export const aboutName: Name = { prefix: 'rdf', local: 'about', full: 'rdf:about' };
export const toolkitName: Name = { prefix: 'x', local: 'xmptk', full: 'x:xmptk' };

/** An element whose end has not been come to, and what holds inside it. */
class Frame {
  readonly name: Name;
  readonly place: Place | undefined;
  readonly prefixes: Prefixes;
  /** The kind of list that it is. */
  readonly list: ListKind | undefined;
  readonly inList: boolean;
  /** The kind of list that it is an item of. */
  readonly item: ListKind | undefined;
  /** Items met so far. */
  items = 0;
  /** Whether an attribute is a property. */
  property = false;
  lang: string | undefined = undefined;
  base64 = false;
  node: string | undefined = undefined;
  /** The value of an empty element: `rdf:value` or `rdf:resource`. */
  stated: string | undefined = undefined;
  about: string | undefined = undefined;

  constructor(
    name: Name,
    place: Place | undefined,
    prefixes: Prefixes,
    list: ListKind | undefined,
    inList: boolean,
    item: ListKind | undefined,
  ) {
    this.name = name;
    this.place = place;
    this.prefixes = prefixes;
    this.list = list;
    this.inList = inList;
    this.item = item;
  }
}

const noName: Name = { prefix: '', local: '', full: ':' };

/** Characters that the values of blank nodes may have beside those of the packet. */
const sharedRoom = 1 << 20;

/** All simple values of a packet's text, in document order. What is wrong is told to `fault`, and passed over. */
export function readRdf(text: string, limits: RdfLimits, fault: XmlFault): Found {
  const reader = new RdfReader(text, limits, fault);
  const outermost = new Frame(noName, undefined, new Prefixes(), undefined, false, undefined);
  const walk = new XmlWalk(text, limits, fault);
  while (reader.readElement(walk, outermost));
  reader.parts += walk.parts;
  return reader;
}

class RdfReader implements Found {
  readonly leaves: Leaf[] = [];
  parts = 0;
  readonly notes: [Name, string][] = [];
  readonly #text: string;
  readonly #limits: RdfLimits;
  readonly #fault: XmlFault;
  readonly #namespaces = new Namespaces();
  readonly #nodes: BlankNodes | undefined;
  /** Blank nodes whose descriptions are being told. */
  readonly #open = new Set<string>();
  #afterListStart = false;
  #isFull = false;
  /** Elements told, those of blank nodes each time. */
  #steps = 0;
  /** Characters that values may yet have: only what is said of blank nodes is told more than once. */
  #room: number;

  constructor(text: string, limits: RdfLimits, fault: XmlFault) {
    this.#text = text;
    this.#room = text.length + sharedRoom;
    this.#limits = limits;
    this.#fault = fault;
    this.#nodes = text.includes(':nodeID') ? findNodes(text, limits) : undefined;
  }

  /** Reads the element that `walk` comes to next; whether there was one, and more may follow. */
  readElement(walk: XmlWalk, around: Frame): boolean {
    const frames = [around];
    do {
      const step = walk.next();
      if (step === 'end') return false;
      if (step === 'close') this.#leave(frames.pop()!, walk);
      else {
        const frame = this.#enter(walk, frames.at(-1)!);
        if (frame) frames.push(frame);
        else walk.skip();
      }
    } while (frames.length > 1 && !this.#isFull);
    return !this.#isFull;
  }

  /** The frame of an element that was opened; `undefined` where nothing of it is told. */
  #enter(walk: XmlWalk, around: Frame): Frame | undefined {
    const frame = this.#frame(walk, around);
    if (!frame) return undefined;
    if (++this.#steps > this.#limits.maxValues * 8) {
      this.#fill(walk.start);
      return undefined;
    }
    this.#readAttributes(walk, frame);
    const refers = frame.node !== undefined && frame.name.local !== 'Description';
    return refers && this.#toldOf(frame.node!, frame) ? undefined : frame;
  }

  #frame(walk: XmlWalk, around: Frame): Frame | undefined {
    const { inList } = around;
    const prefixes = this.#namespaces.declare(walk, around.prefixes);
    const name = prefixes.name(walk.name);
    if (name.prefix !== 'rdf') {
      return new Frame(name, placeInside(around.place, name), prefixes, undefined, inList, undefined);
    }
    const { local } = name;
    if (local === 'li') return this.#itemFrame(walk, name, prefixes, around);
    if (local === 'Bag' || local === 'Seq' || local === 'Alt') {
      return new Frame(name, around.place, prefixes, local, inList, undefined);
    }
    if (local !== 'Description') {
      return new Frame(name, placeInside(around.place, name), prefixes, undefined, inList, undefined);
    }
    const node = this.#nodes?.toldElsewhere(walk.start);
    if (node !== undefined && !this.#open.has(node)) return undefined;
    return new Frame(name, around.place, prefixes, undefined, inList, undefined);
  }

  #itemFrame(walk: XmlWalk, name: Name, prefixes: Prefixes, around: Frame): Frame | undefined {
    const { maxItems } = this.#limits;
    const index = around.items++;
    if (index >= maxItems) {
      const list = around.place?.naming.name ?? '';
      if (index === maxItems)
        this.#fault('limit-exceeded', `list ${list} has more than ${maxItems} items`, walk.start);
      return undefined;
    }
    if (index === 0 && !around.inList) this.#afterListStart = true;
    const place = around.place && itemOf(around.place, index);
    return new Frame(name, place, prefixes, undefined, true, around.list);
  }

  /** Tells the attributes that are properties, and notes what the others say. */
  #readAttributes(walk: XmlWalk, frame: Frame): void {
    for (let i = 0; i < walk.attributes; i++) {
      const written = walk.attributeName(i);
      if (written.startsWith('xmlns:')) continue;
      let name = frame.prefixes.name(written);
      if (name.prefix === '' && frame.name.prefix !== '')
        name = frame.prefixes.name(`${walk.name.split(':', 1)[0]}:${written}`);
      if (tagless(name)) this.#note(name, walk.value(i), frame);
      else {
        const place = placeOf(frame.place, name);
        this.#push(place, walk.value(i), undefined, false, undefined, walk.start);
        frame.property = true;
      }
    }
  }

  #note({ prefix, local }: Name, value: string, frame: Frame): void {
    if (prefix === 'xml') {
      if (local === 'lang') frame.lang = value;
    } else if (prefix === 'x') {
      if (local === 'xmptk' || local === 'xaptk') this.#notice(toolkitName, value);
    } else if (prefix === 'rdf') {
      if (local === 'about') {
        frame.about = value;
        this.#notice(aboutName, value);
      } else if (local === 'value' || local === 'resource') frame.stated ??= value;
      else if (local === 'nodeID') frame.node = value;
      else if (local === 'datatype') frame.base64 = value.includes('base64');
    }
  }

  #notice(name: Name, text: string): void {
    if (text !== '' && text !== '0') this.notes.push([name, text]);
  }

  /** Tells the text of an element that was closed and holds no others. */
  #leave(frame: Frame, walk: XmlWalk): void {
    if (walk.hasElements) return;
    const { name, place, stated, about } = frame;
    const isRdf = name.prefix === 'rdf';
    let text = walk.content();
    if (isRdf && name.local === 'Description') text = text.trim();
    if (text === '') {
      text = stated ?? about ?? '';
      if (isRdf && name.local === 'type' && (stated ?? about) !== undefined) return;
    }
    if (place && (text !== '' || !frame.property))
      this.#push(place, text, frame.lang, frame.base64, frame.item, walk.start);
  }

  #push(
    place: Place,
    raw: string,
    lang: string | undefined,
    base64: boolean,
    item: ListKind | undefined,
    at: number,
  ): void {
    this.#room -= raw.length;
    if (this.#isFull || this.#room < 0 || this.leaves.length >= this.#limits.maxValues) {
      this.#fill(at);
      return;
    }
    this.leaves.push({ place, raw, lang, base64, item, afterListStart: this.#afterListStart });
    this.#afterListStart = false;
  }

  #fill(at: number): void {
    if (!this.#isFull) this.#fault('limit-exceeded', `more than ${this.#limits.maxValues} values`, at);
    this.#isFull = true;
  }

  /** Tells what is said of a blank node at the place that refers to it; whether anything is. */
  #toldOf(node: string, frame: Frame): boolean {
    const places = this.#nodes?.described.get(node);
    if (!places || this.#open.has(node)) return false;
    this.#open.add(node);
    const inside = new Frame(noName, frame.place, frame.prefixes, undefined, frame.inList, undefined);
    for (const place of places) {
      const walk = new XmlWalk(this.#text, this.#limits, () => {}, place);
      this.readElement(walk, inside);
      this.parts += walk.parts;
    }
    this.#open.delete(node);
    return true;
  }
}

function placeInside(place: Place | undefined, name: Name): Place | undefined {
  if (name.prefix === 'rdf' && place && /^_\d+$/.test(name.local)) return numberedOf(place, name.local);
  return tagless(name) ? place : placeOf(place, name);
}

/** Nodes without a name of their own, which are described in one place and referred to in others. */
class BlankNodes {
  /** Where the descriptions of each node begin. */
  readonly described = new Map<string, number[]>();
  readonly #nodeAt = new Map<number, string>();
  readonly #referred = new Set<string>();
  describe(node: string, at: number): void {
    const places = this.described.get(node);
    if (places) places.push(at);
    else this.described.set(node, [at]);
    this.#nodeAt.set(at, node);
  }

  refer(node: string): void {
    this.#referred.add(node);
  }

  /** The node that the element at `at` describes, where it is referred to, and so is told there. */
  toldElsewhere(at: number): string | undefined {
    const node = this.#nodeAt.get(at);
    return node !== undefined && this.#referred.has(node) ? node : undefined;
  }
}

function findNodes(text: string, limits: XmlLimits): BlankNodes {
  const nodes = new BlankNodes();
  const walk = new XmlWalk(text, limits, () => {});
  for (let step = walk.next(); step !== 'end'; step = walk.next()) {
    if (step !== 'open') continue;
    for (let i = 0; i < walk.attributes; i++) {
      if (!walk.attributeName(i).endsWith(':nodeID')) continue;
      if (walk.name.endsWith(':Description')) nodes.describe(walk.value(i), walk.start);
      else nodes.refer(walk.value(i));
      break;
    }
  }
  return nodes;
}
