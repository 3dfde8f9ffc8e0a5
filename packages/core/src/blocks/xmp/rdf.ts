// Reads the RDF of a packet as its XML is walked, and tells each simple value with its place (XMP part 1, section 7; RDF/XML).

import { hashOf } from '../../structures/xmp/name-span.js';
import { type XmlFault, type XmlLimits, XmlWalk } from '../../structures/xmp/xml-walk.js';
import type { ValuePrinter } from '../../types.js';
import { declaresPrefix, type Name, nameOf, type Outer, PacketNames } from './names.js';
import { itemOf, numberedOf, OtherNamings, type Place, placeOf } from './place.js';

/** A simple value and where it stands. */
export interface Leaf {
  readonly place: Place;
  /** The text as it stands in the packet. */
  readonly raw: string;
  readonly lang: string | undefined;
  /** Whether the text is Base64 by the property's own statement. */
  readonly base64: boolean;
  /** Of a value that another block explains. */
  readonly printer?: ValuePrinter | undefined;
}

/** What takes the values of a packet, in document order. */
export interface Values {
  /** `item`: the kind of list that the value is an item of. */
  add(place: Place, raw: string, lang: string | undefined, base64: boolean, item: ListKind | undefined): void;
  /** What follows is told of another list than what was told. */
  endLists(): void;
}

export type ListKind = 'Bag' | 'Seq' | 'Alt';

export interface RdfLimits extends XmlLimits {
  /** Items read of one list. */
  readonly maxItems: number;
  /** Values read of one packet. */
  readonly maxValues: number;
}

export interface FoundLeaves {
  /** Elements and attributes met, those of blank nodes each time. */
  readonly parts: number;
  /** How many values were told. */
  readonly count: number;
  /** `rdf:about` and `x:xmptk` by their names. */
  readonly notes: readonly (readonly [name: Name, text: string])[];
}

/** ExifTool's own ceiling on the items it shows of one list. */
export const maxListItems = 1000;

export const aboutName: Name = nameOf('rdf', 'about');
export const toolkitName: Name = nameOf('x', 'xmptk');
const noName: Name = nameOf('', '');
const nodeIdHash = hashOf('nodeID');

/** An element whose end has not been come to, and what holds inside it. */
class Frame {
  name = noName;
  place: Place | undefined = undefined;
  /** What its prefixes stand for outside it, where that is something else. */
  outer: readonly Outer[] | undefined = undefined;
  /** The kind of list that it is. */
  list: ListKind | undefined = undefined;
  inList = false;
  /** The kind of list that it is an item of. */
  item: ListKind | undefined = undefined;
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

  begin(name: Name, place: Place | undefined, inList: boolean, outer: readonly Outer[] | undefined): void {
    this.name = name;
    this.place = place;
    this.outer = outer;
    this.list = undefined;
    this.inList = inList;
    this.item = undefined;
    this.items = 0;
    this.property = false;
    this.lang = undefined;
    this.base64 = false;
    this.node = undefined;
    this.stated = undefined;
    this.about = undefined;
  }
}

/** Characters that the values of blank nodes may have beside those of the packet. */
const sharedRoom = 1 << 20;

/** Tells all simple values of a packet's text to `values`. What is wrong is told to `fault`, and passed over. */
export function readRdf(text: string, limits: RdfLimits, fault: XmlFault, values: Values): FoundLeaves {
  const reader = new RdfReader(text, limits, fault, values);
  const walk = new XmlWalk(text, limits, fault);
  while (reader.readElement(walk));
  reader.parts += walk.parts;
  return reader;
}

class RdfReader implements FoundLeaves {
  count = 0;
  parts = 0;
  readonly notes: [Name, string][] = [];
  readonly #text: string;
  readonly #limits: RdfLimits;
  readonly #fault: XmlFault;
  readonly #values: Values;
  readonly #names: PacketNames;
  readonly #namings = new OtherNamings();
  /** Looked for when an element names one. */
  #nodes: BlankNodes | undefined;
  /** Blank nodes whose descriptions are being told. */
  #open: Set<string> | undefined;
  /** Those of the open elements, and further ones for use; the first stands around all. */
  readonly #frames: Frame[] = [new Frame()];
  #depth = 0;
  /** Whether an outermost list has begun since the last value. */
  #afterListStart = false;
  #isFull = false;
  /** Elements told, those of blank nodes each time. */
  #steps = 0;
  /** Characters that values may yet have: only what is said of blank nodes is told more than once. */
  #room: number;

  constructor(text: string, limits: RdfLimits, fault: XmlFault, values: Values) {
    this.#text = text;
    this.#values = values;
    this.#names = new PacketNames(text);
    this.#room = text.length + sharedRoom;
    this.#limits = limits;
    this.#fault = fault;
  }

  /** Reads the element that `walk` comes to next; whether there was one, and more may follow. */
  readElement(walk: XmlWalk): boolean {
    const around = this.#depth;
    do {
      const step = walk.next();
      if (step === 'end') {
        while (this.#depth > around) this.#drop();
        return false;
      }
      if (step === 'close') {
        this.#leave(this.#frames[this.#depth]!, walk);
        this.#drop();
      } else if (!this.#enter(walk)) walk.skip();
    } while (this.#depth > around && !this.#isFull);
    return !this.#isFull;
  }

  /** The frame of an element inside the present one. */
  #add(name: Name, place: Place | undefined, inList: boolean, outer: readonly Outer[] | undefined): Frame {
    const frames = this.#frames;
    if (++this.#depth === frames.length) frames.push(new Frame());
    const frame = frames[this.#depth]!;
    frame.begin(name, place, inList, outer);
    return frame;
  }

  /** Leaves the innermost element. */
  #drop(): void {
    const { outer } = this.#frames[this.#depth--]!;
    if (outer) this.#names.leave(outer);
  }

  /** Enters an element that was opened, unless nothing of it is told. */
  #enter(walk: XmlWalk): boolean {
    const outer = this.#names.declare(walk);
    const frame = this.#frame(walk, this.#frames[this.#depth]!, outer);
    if (!frame) {
      if (outer) this.#names.leave(outer);
      return false;
    }
    if (++this.#steps > this.#limits.maxValues * 8) this.#fill(walk.start);
    else if (!this.#toldAsNode(walk, frame)) {
      this.#readAttributes(walk, frame);
      const refers = frame.node !== undefined && !isNode(frame.name.local);
      if (!refers || !this.#toldOf(frame.node!, frame)) return true;
    }
    this.#drop();
    return false;
  }

  #frame(walk: XmlWalk, around: Frame, outer: readonly Outer[] | undefined): Frame | undefined {
    const name = this.#names.at(walk.nameSpan);
    const { inList, place } = around;
    switch (name.role) {
      case 'property':
        return this.#add(name, placeOf(place, name, this.#namings), inList, outer);
      case 'item':
        return this.#itemFrame(walk, name, around, outer);
      case 'list': {
        if (!place && this.#isToldElsewhere(walk)) return undefined;
        const frame = this.#add(name, place, inList, outer);
        frame.list = name.local as ListKind;
        return frame;
      }
      case 'description':
        return !place && this.#isToldElsewhere(walk) ? undefined : this.#add(name, place, inList, outer);
      default:
        return this.#add(name, placeOfWord(place, name), inList, outer);
    }
  }

  /** Whether the description that was opened is one of a blank node, and told where that is referred to. */
  #isToldElsewhere(walk: XmlWalk): boolean {
    if (!namesNode(walk)) return false;
    const node = this.#blankNodes().toldElsewhere(walk.start);
    return node !== undefined && !this.#open?.has(node);
  }

  /** Tells all that is said of a blank node where a description of it is the value of a property; whether it did. */
  #toldAsNode(walk: XmlWalk, frame: Frame): boolean {
    if (!isNode(frame.name.local) || !frame.place || !namesNode(walk)) return false;
    const node = this.#blankNodes().at(walk.start);
    return node !== undefined && this.#toldOf(node, frame);
  }

  #blankNodes(): BlankNodes {
    this.#nodes ??= findNodes(this.#text, this.#limits);
    return this.#nodes;
  }

  #itemFrame(
    walk: XmlWalk,
    name: Name,
    around: Frame,
    outer: readonly Outer[] | undefined,
  ): Frame | undefined {
    const { maxItems } = this.#limits;
    const index = around.items++;
    if (index >= maxItems) {
      const list = around.place?.naming.name ?? '';
      if (index === maxItems)
        this.#fault('limit-exceeded', `list ${list} has more than ${maxItems} items`, walk.start);
      return undefined;
    }
    if (index === 0 && !around.inList) this.#afterListStart = true;
    const { list } = around;
    const frame = this.#add(name, around.place && itemOf(around.place, index), true, outer);
    frame.item = list;
    return frame;
  }

  /** Tells the attributes that are properties, and notes what the others say. */
  #readAttributes(walk: XmlWalk, frame: Frame): void {
    const names = this.#names;
    for (let i = 0; i < walk.attributes; i++) {
      const span = walk.attributeSpans[i]!;
      if (declaresPrefix(span, this.#text)) continue;
      const name = names.attribute(span, walk.nameSpan, frame.name);
      if (name.role !== 'property') this.#note(name, walk.value(i), frame);
      else {
        const place = placeOf(frame.place, name, this.#namings);
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
    let text = walk.content();
    if (name.role === 'description') text = text.trim();
    if (text === '') {
      text = stated ?? about ?? '';
      if (name.full === 'rdf:type' && (stated ?? about) !== undefined) return;
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
    if (this.#isFull || this.#room < 0 || this.count >= this.#limits.maxValues) {
      this.#fill(at);
      return;
    }
    this.count++;
    if (this.#afterListStart) this.#values.endLists();
    this.#afterListStart = false;
    this.#values.add(place, raw, lang, base64, item);
  }

  #fill(at: number): void {
    if (!this.#isFull) this.#fault('limit-exceeded', `more than ${this.#limits.maxValues} values`, at);
    this.#isFull = true;
  }

  /** Tells what is said of a blank node at the place that refers to it; whether anything is. */
  #toldOf(node: string, { place, inList }: Frame): boolean {
    const places = this.#blankNodes().described.get(node);
    this.#open ??= new Set();
    if (!places || this.#open.has(node)) return false;
    this.#open.add(node);
    this.#add(noName, place, inList, undefined);
    for (const at of places) {
      const walk = new XmlWalk(this.#text, this.#limits, () => {}, at);
      this.readElement(walk);
      this.parts += walk.parts;
    }
    this.#drop();
    this.#open.delete(node);
    return true;
  }
}

/** Words stand where the property around them stands; the numbers of `rdf:_1` and the like join its name. */
function placeOfWord(place: Place | undefined, { prefix, local }: Name): Place | undefined {
  return place && prefix === 'rdf' && /^_\d+$/.test(local) ? numberedOf(place, local) : place;
}

/** Whether an element of RDF is a node: descriptions and lists are, properties refer to them. */
function isNode(local: string): boolean {
  return local === 'Description' || local === 'Bag' || local === 'Seq' || local === 'Alt';
}

function namesNode(walk: XmlWalk): boolean {
  for (let i = 0; i < walk.attributes; i++) if (walk.attributeSpans[i]!.localHash === nodeIdHash) return true;
  return false;
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

  /** The node that the element at `at` describes. */
  at(at: number): string | undefined {
    return this.#nodeAt.get(at);
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
      if (isNode(walk.name.slice(walk.name.indexOf(':') + 1))) nodes.describe(walk.value(i), walk.start);
      else nodes.refer(walk.value(i));
      break;
    }
  }
  return nodes;
}
