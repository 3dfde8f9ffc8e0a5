// Walks the RDF of a packet and tells each simple value with its place (XMP part 1, section 7; RDF/XML).
import { type Name, Namespaces, Prefixes } from './namespaces.js';
import { itemOf, numberedOf, type Place, placeOf } from './place.js';
import type { Element } from './xml.js';

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

export interface RdfLimits {
  /** Items read of one list. */
  readonly items: number;
  /** Values read of one packet. */
  readonly values: number;
}

export interface Found {
  readonly leaves: readonly Leaf[];
  /** `rdf:about` and `x:xmptk` by their names. */
  readonly notes: readonly (readonly [name: Name, text: string])[];
  /** What was cut off by a limit. */
  readonly cut: readonly string[];
}

/** What holds for an element from those around it. */
interface Around {
  readonly place: Place | undefined;
  readonly prefixes: Prefixes;
  readonly list: ListKind | undefined;
  readonly inList: boolean;
}

/** What the attributes of an element say that is no property. */
interface Said {
  /** Whether there was a property among them. */
  property: boolean;
  lang: string | undefined;
  base64: boolean;
  node: string | undefined;
  /** The value of an empty element: `rdf:value` or `rdf:resource`. */
  stated: string | undefined;
  about: string | undefined;
}

const withoutTags = new Set(['x', 'rdf', 'xmlns', 'xml', 'svg', 'office']);
const exifToolOnly = new Set(['desc', 'prt', 'val', 'id', 'tagid', 'toolkit', 'table', 'index']);
const tagless = ({ prefix, local }: Name): boolean =>
  withoutTags.has(prefix) || (prefix === 'et' && exifToolOnly.has(local));

/** ExifTool's own ceiling on the items it shows of one list. */
export const listItems = 1000;

export const aboutName: Name = { prefix: 'rdf', local: 'about', full: 'rdf:about' };
export const toolkitName: Name = { prefix: 'x', local: 'xmptk', full: 'x:xmptk' };

/** All simple values of a packet's elements, in document order. */
export function readRdf(roots: readonly Element[], limits: RdfLimits): Found {
  const walk = new Walk(limits);
  walk.findNodes(roots);
  walk.all(roots, { place: undefined, prefixes: new Prefixes(), list: undefined, inList: false });
  return walk;
}

const isNodeId = ([name]: readonly [string, string]): boolean => name.endsWith(':nodeID');

class Walk implements Found {
  readonly leaves: Leaf[] = [];
  readonly notes: [Name, string][] = [];
  readonly cut: string[] = [];
  readonly #limits: RdfLimits;
  readonly #namespaces = new Namespaces();
  /** Descriptions by the blank node they are about, and the nodes that are referred to. */
  readonly #nodes = new Map<string, Element[]>();
  readonly #describes = new Map<Element, string>();
  readonly #referred = new Set<string>();
  /** Nodes whose descriptions are being told. */
  readonly #open = new Set<string>();
  #afterListStart = false;
  #full = false;
  /** Elements told, those of blank nodes each time. */
  #steps = 0;

  constructor(limits: RdfLimits) {
    this.#limits = limits;
  }

  all(elements: readonly Element[], around: Around): void {
    let items = 0;
    for (const element of elements) {
      const prefixes = this.#namespaces.declare(element, around.prefixes);
      const name = prefixes.name(element.name);
      if (name.prefix !== 'rdf') {
        this.#content(
          element,
          name,
          { place: this.#step(around.place, name), prefixes, list: undefined, inList: around.inList },
          undefined,
        );
      } else if (name.local !== 'li') {
        this.#syntax(element, name, { ...around, prefixes });
      } else if (items < this.#limits.items) {
        if (items === 0 && !around.inList) this.#afterListStart = true;
        const place = around.place && itemOf(around.place, items);
        items++;
        this.#content(element, name, { place, prefixes, list: undefined, inList: true }, around.list);
      } else {
        this.cut.push(`list ${around.place?.naming.name ?? ''} has more than ${items} items`);
        break;
      }
    }
  }

  /** An element of RDF itself other than a list's item. */
  #syntax(element: Element, name: Name, around: Around): void {
    const { local } = name;
    if (local === 'Bag' || local === 'Seq' || local === 'Alt') {
      this.#content(element, name, { ...around, list: local }, undefined);
      return;
    }
    const described = local === 'Description';
    if (described && this.#toldElsewhere(element)) return;
    const place = described ? around.place : this.#step(around.place, name);
    this.#content(element, name, { ...around, place, list: undefined }, undefined);
  }

  #step(place: Place | undefined, name: Name): Place | undefined {
    if (name.prefix === 'rdf' && place && /^_\d+$/.test(name.local)) return numberedOf(place, name.local);
    return tagless(name) ? place : placeOf(place, name);
  }

  /** Attributes as properties, then the elements inside, or else the text. */
  #content(element: Element, name: Name, around: Around, item: ListKind | undefined): void {
    if (this.#full || ++this.#steps > this.#limits.values * 8) {
      this.#fill();
      return;
    }
    const said = this.#attributes(element, name, around);
    const refers = said.node !== undefined && name.local !== 'Description';
    if (refers && this.#toldOf(said.node!, around)) return;
    if (element.children.length) {
      this.all(element.children, around);
      return;
    }
    const isRdf = name.prefix === 'rdf';
    let text = isRdf && name.local === 'Description' ? element.text.trim() : element.text;
    if (text === '') {
      const stated = said.stated ?? said.about;
      if (stated !== undefined && isRdf && name.local === 'type') return;
      text = stated ?? '';
    }
    if (around.place && (text !== '' || !said.property)) {
      this.#push(around.place, text, said.lang, said.base64, item);
    }
  }

  /** Tells the attributes that are properties, and returns what the others say. */
  #attributes(element: Element, name: Name, around: Around): Said {
    const said: Said = {
      property: false,
      lang: undefined,
      base64: false,
      node: undefined,
      stated: undefined,
      about: undefined,
    };
    for (const [written, value] of element.attributes) {
      if (written.startsWith('xmlns:')) continue;
      let attribute = around.prefixes.name(written);
      if (attribute.prefix === '' && name.prefix !== '')
        attribute = around.prefixes.name(`${element.name.split(':', 1)[0]}:${written}`);
      if (tagless(attribute)) {
        this.#note(attribute, value, said);
        continue;
      }
      this.#push(placeOf(around.place, attribute), value, undefined, false, undefined);
      said.property = true;
    }
    return said;
  }

  #note({ prefix, local }: Name, value: string, said: Said): void {
    if (prefix === 'xml') {
      if (local === 'lang') said.lang = value;
    } else if (prefix === 'x') {
      if (local === 'xmptk' || local === 'xaptk') this.#notice(toolkitName, value);
    } else if (prefix === 'rdf') {
      if (local === 'about') {
        said.about = value;
        this.#notice(aboutName, value);
      } else if (local === 'value' || local === 'resource') said.stated ??= value;
      else if (local === 'nodeID') said.node = value;
      else if (local === 'datatype') said.base64 = value.includes('base64');
    }
  }

  #notice(name: Name, text: string): void {
    if (text !== '' && text !== '0') this.notes.push([name, text]);
  }

  #push(
    place: Place,
    raw: string,
    lang: string | undefined,
    base64: boolean,
    item: ListKind | undefined,
  ): void {
    if (this.#full || this.leaves.length >= this.#limits.values) {
      this.#fill();
      return;
    }
    this.leaves.push({ place, raw, lang, base64, item, afterListStart: this.#afterListStart });
    this.#afterListStart = false;
  }

  #fill(): void {
    if (!this.#full) this.cut.push(`more than ${this.#limits.values} values`);
    this.#full = true;
  }

  /** Notes descriptions of blank nodes and which of them are referred to. */
  findNodes(elements: readonly Element[]): void {
    for (const element of elements) {
      const { attributes } = element;
      const node = attributes.length ? attributes.find(isNodeId)?.[1] : undefined;
      if (node !== undefined) {
        if (element.name.endsWith(':Description')) {
          const descriptions = this.#nodes.get(node);
          if (descriptions) descriptions.push(element);
          else this.#nodes.set(node, [element]);
          this.#describes.set(element, node);
        } else this.#referred.add(node);
      }
      this.findNodes(element.children);
    }
  }

  /** Whether an element describes a blank node, and so is told at the place that refers to it. */
  #toldElsewhere(element: Element): boolean {
    const node = this.#describes.get(element);
    return node !== undefined && this.#referred.has(node);
  }

  /** Tells what is said of a blank node at the place that refers to it; whether anything is. */
  #toldOf(node: string, around: Around): boolean {
    const descriptions = this.#nodes.get(node);
    if (!descriptions || this.#open.has(node)) return false;
    this.#open.add(node);
    for (const description of descriptions) {
      const prefixes = this.#namespaces.declare(description, around.prefixes);
      this.#content(description, prefixes.name(description.name), { ...around, prefixes }, undefined);
    }
    this.#open.delete(node);
    return true;
  }
}
