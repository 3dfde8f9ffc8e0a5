// Walks the RDF of a packet and tells each simple value with its place (XMP part 1, section 7; RDF/XML).
import { Namespaces, type Prefixes, qualified } from './namespaces.js';
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
  /** `rdf:about` and `x:xmptk`, as pairs of group and text. */
  readonly notes: readonly (readonly [group: 'rdf' | 'x', text: string])[];
  /** What was cut off by a limit. */
  readonly cut: readonly string[];
}

/** What holds for an element from those around it. */
interface Around {
  readonly place: Place | undefined;
  readonly prefixes: Prefixes;
  readonly list: ListKind | undefined;
  readonly inList: boolean;
  readonly inDescription: boolean;
}

const withoutTags = new Set(['x', 'rdf', 'xmlns', 'xml', 'svg', 'office']);
const exifToolOnly = new Set(['desc', 'prt', 'val', 'id', 'tagid', 'toolkit', 'table', 'index']);

/** ExifTool's own ceiling on the items it shows of one list. */
export const listItems = 1000;

/** All simple values of a packet's elements, in document order. */
export function readRdf(roots: readonly Element[], limits: RdfLimits): Found {
  const walk = new Walk(limits);
  const around: Around = {
    place: undefined,
    prefixes: new Map(),
    list: undefined,
    inList: false,
    inDescription: false,
  };
  walk.findNodes(roots, around.prefixes);
  walk.all(roots, around);
  return walk;
}

class Walk implements Found {
  readonly leaves: Leaf[] = [];
  readonly notes: ['rdf' | 'x', string][] = [];
  readonly cut: string[] = [];
  readonly #limits: RdfLimits;
  readonly #namespaces = new Namespaces();
  /** Descriptions by the node they are about, and those told where they are referred to. */
  readonly #nodes = new Map<string, Element[]>();
  readonly #open = new Set<string>();
  readonly #referred = new Set<string>();
  #afterListStart = false;
  #full = false;

  constructor(limits: RdfLimits) {
    this.#limits = limits;
  }

  all(elements: readonly Element[], around: Around): void {
    let index = 0;
    for (const element of elements) {
      const prefixes = this.#namespaces.declare(element, around.prefixes);
      const [prefix, local] = qualified(element.name, prefixes);
      const inside = prefixes === around.prefixes ? around : { ...around, prefixes };
      if (prefix !== 'rdf' || local !== 'li') {
        this.#element(element, prefix, local, inside);
        continue;
      }
      if (index >= this.#limits.items) {
        this.cut.push(`list ${around.place?.name ?? ''} has more than ${this.#limits.items} items`);
        break;
      }
      if (index === 0 && !around.inList) this.#afterListStart = true;
      const place = around.place && itemOf(around.place, index);
      index++;
      this.#content(element, prefix, local, { ...inside, place, inList: true }, around.list);
    }
  }

  #element(element: Element, prefix: string, local: string, around: Around): void {
    const isRdf = prefix === 'rdf';
    if (isRdf && (local === 'Bag' || local === 'Seq' || local === 'Alt')) {
      this.#content(element, prefix, local, { ...around, list: local }, undefined);
    } else if (isRdf && local === 'Description') {
      const node = attribute(element, around.prefixes, 'nodeID');
      if (!around.place && node !== undefined && this.#referred.has(node)) return;
      this.#content(element, prefix, local, { ...around, inDescription: true, list: undefined }, undefined);
    } else {
      const place = this.#step(around.place, prefix, local);
      this.#content(element, prefix, local, { ...around, place, list: undefined }, undefined);
    }
  }

  #step(place: Place | undefined, prefix: string, local: string): Place | undefined {
    if (prefix === 'rdf' && place && /^_\d+$/.test(local)) return numberedOf(place, local);
    if (withoutTags.has(prefix) || (prefix === 'et' && exifToolOnly.has(local))) return place;
    return placeOf(place, prefix, local);
  }

  /** Attributes as properties, then the elements inside, or else the text. */
  #content(element: Element, prefix: string, local: string, around: Around, item: ListKind | undefined): void {
    const told = this.#attributes(element, prefix, around);
    const node = attribute(element, around.prefixes, 'nodeID');
    if (node !== undefined && this.#referTo(node, element, around)) return;
    if (element.children.length) {
      this.all(element.children, around);
      return;
    }
    let { text } = element;
    if (local === 'Description' && prefix === 'rdf') text = text.trim();
    const stated = text === '' ? statedValue(element, around.prefixes) : undefined;
    if (prefix === 'rdf' && local === 'type' && stated !== undefined) return;
    text = stated ?? text;
    if (text === '' && told) return;
    this.#leaf(around.place, text, element, around.prefixes, item);
  }

  /** Tells attributes that are properties; returns whether there was one. */
  #attributes(element: Element, prefix: string, around: Around): boolean {
    let told = false;
    for (const [written, value] of element.attributes) {
      const [ns, local] = qualified(written, around.prefixes, prefix);
      if (withoutTags.has(ns) || (ns === 'et' && exifToolOnly.has(local))) {
        if (value === '' || value === '0') continue;
        if (ns === 'rdf' && local === 'about') this.notes.push(['rdf', value]);
        if (ns === 'x' && (local === 'xmptk' || local === 'xaptk')) this.notes.push(['x', value]);
        continue;
      }
      if (written.startsWith('xmlns:')) continue;
      this.#push(placeOf(around.place, ns, local), value, undefined, false, undefined);
      told = true;
    }
    return told;
  }

  #leaf(
    place: Place | undefined,
    text: string,
    element: Element,
    prefixes: Prefixes,
    item: ListKind | undefined,
  ): void {
    if (!place) return;
    let lang: string | undefined;
    let base64 = false;
    for (const [written, value] of element.attributes) {
      if (written === 'xml:lang') lang = value;
      const [ns, local] = qualified(written, prefixes);
      if (ns === 'rdf' && local === 'datatype') base64 = value.includes('base64');
    }
    this.#push(place, text, lang, base64, item);
  }

  #push(place: Place, raw: string, lang: string | undefined, base64: boolean, item: ListKind | undefined): void {
    if (this.leaves.length >= this.#limits.values) {
      if (this.leaves.length === this.#limits.values && !this.#full) this.cut.push('too many values');
      this.#full = true;
      return;
    }
    this.leaves.push({ place, raw, lang, base64, item, afterListStart: this.#afterListStart });
    this.#afterListStart = false;
  }
  /** Notes descriptions of blank nodes and which of them are referred to. */
  findNodes(elements: readonly Element[], outer: Prefixes): void {
    for (const element of elements) {
      const node = element.attributes.find(([name]) => name.endsWith(':nodeID'))?.[1];
      if (node !== undefined) {
        if (element.name.endsWith(':Description')) this.#nodes.set(node, [...(this.#nodes.get(node) ?? []), element]);
        else this.#referred.add(node);
      }
      this.findNodes(element.children, outer);
    }
  }

  /** Tells what is said of a blank node at the place that refers to it; false where nothing is. */
  #referTo(node: string, element: Element, around: Around): boolean {
    const descriptions = this.#nodes.get(node);
    if (!descriptions || descriptions.includes(element) || this.#open.has(node) || this.#full) return false;
    this.#open.add(node);
    for (const description of descriptions) {
      const prefixes = this.#namespaces.declare(description, around.prefixes);
      this.#content(description, 'rdf', 'Description', { ...around, prefixes, inDescription: true }, undefined);
    }
    this.#open.delete(node);
    return true;
  }
}

function attribute(element: Element, prefixes: Prefixes, local: string): string | undefined {
  for (const [written, value] of element.attributes) {
    const [ns, name] = qualified(written, prefixes);
    if (ns === 'rdf' && name === local) return value;
  }
  return undefined;
}

/** The value of an empty element that an attribute states: `rdf:value` or `rdf:resource`, else `rdf:about`. */
function statedValue(element: Element, prefixes: Prefixes): string | undefined {
  let about: string | undefined;
  for (const [written, value] of element.attributes) {
    const [ns, local] = qualified(written, prefixes);
    if (ns !== 'rdf') continue;
    if (local === 'value' || local === 'resource') return value;
    if (local === 'about') about ??= value;
  }
  return about;
}
