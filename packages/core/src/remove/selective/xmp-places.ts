// Where the properties of an XMP packet stand in its text: elements and attributes, with the tags that they are.
import { type Place, placeOf } from '../../blocks/xmp/place.js';
import { namespaceUris } from '../../structures/xmp/namespace-uris.js';
import type { NamedTag } from '../groups/index.js';

/** A property: an element from its first sign to its last, or an attribute with the blank before it. */
export interface Property {
  /** The usual prefix of its namespace; the written one where the namespace is not known. */
  readonly prefix: string;
  readonly name: string;
  /** The tag that the reader makes of it, structures around it included; none for signs of RDF and XML. */
  readonly tag: NamedTag | undefined;
  readonly start: number;
  readonly end: number;
  /** Where the value stands: text between quotes, or between start and end tag. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

let prefixes: ReadonlyMap<string, string> | undefined;

function usualPrefix(uri: string): string | undefined {
  prefixes ??= new Map([
    ...namespaceUris.split('\n').map((row): [string, string] => {
      const [prefix = '', known = ''] = row.split(' ');
      return [bare(known), prefix];
    }),
    ['http://www.w3.org/2003/01/geo/wgs84_pos', 'geo'],
    ['http://purl.org/dc/terms', 'dcterms'],
    ['http://ns.camerabits.com/photomechanic/1.0', 'photomech'],
  ]);
  return prefixes.get(bare(uri));
}

const bare = (uri: string): string => uri.replace(/[/#]+$/, '');

interface Open {
  readonly written: string;
  readonly scope: Scope;
  readonly named: Named;
  /** The nearest property from here outwards. */
  readonly place: Place | undefined;
  readonly start: number;
  readonly valueStart: number;
}

type Scope = ReadonlyMap<string, string>;

const nameEnd = /[\s/>=]/g;

/**
 * Every element and attribute in `text`, inner ones before those around them. `undefined` where the text is
 * not well-formed up to the end of its last element, or has more than `most` of them.
 */
export function findProperties(text: string, most: number): Property[] | undefined {
  const found: Property[] = [];
  const open: Open[] = [];
  let at = text.indexOf('<');
  while (at >= 0) {
    const special = skipSpecial(text, at);
    if (special === undefined || found.length > most) return undefined;
    if (special > at) {
      at = text.indexOf('<', special);
      continue;
    }
    const after = text[at + 1] === '/' ? close(text, at, open, found) : start(text, at, open, found);
    if (after === undefined) return undefined;
    at = text.indexOf('<', after);
  }
  return open.length === 0 ? found : undefined;
}

/** The offset behind a comment, CDATA section, instruction or declaration; `at` where there is none. */
function skipSpecial(text: string, at: number): number | undefined {
  for (const [from, to] of specials) {
    if (!text.startsWith(from, at)) continue;
    const end = text.indexOf(to, at + from.length);
    return end < 0 ? undefined : end + to.length;
  }
  return at;
}

const specials = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

function close(text: string, at: number, open: Open[], found: Property[]): number | undefined {
  const end = text.indexOf('>', at);
  const element = open.pop();
  if (end < 0 || !element || text.slice(at + 2, end).trim() !== element.written) return undefined;
  const { named, start: from, valueStart } = element;
  found.push({ ...named, start: from, end: end + 1, valueStart, valueEnd: at });
  return end + 1;
}

type Named = Pick<Property, 'prefix' | 'name' | 'tag'>;

interface Attribute extends Omit<Property, keyof Named> {
  readonly written: string;
}

/** Reads a start tag with its attributes. */
function start(text: string, at: number, open: Open[], found: Property[]): number | undefined {
  nameEnd.lastIndex = at + 1;
  let place = nameEnd.exec(text)?.index;
  if (place === undefined || place === at + 1) return undefined;
  const written = text.slice(at + 1, place);
  const attributes: Attribute[] = [];
  for (;;) {
    const blank = place;
    while (/\s/.test(text[place] ?? '')) place++;
    if (text[place] === '>' || text.startsWith('/>', place)) break;
    const attribute = readAttribute(text, blank, place);
    if (!attribute) return undefined;
    attributes.push(attribute);
    place = attribute.end;
  }
  const around = open.at(-1);
  const scope = declare(text, attributes, around?.scope ?? none);
  const { place: here, ...named } = resolve(written, scope, around?.place);
  for (const { written: name, ...range } of attributes) {
    if (/^xmlns(:|$)/.test(name)) continue;
    const { place: _, ...own } = resolve(withPrefix(name, written), scope, here);
    found.push({ ...own, ...range });
  }
  const empty = text[place] === '/';
  const end = place + (empty ? 2 : 1);
  if (empty) found.push({ ...named, start: at, end, valueStart: end, valueEnd: end });
  else open.push({ written, scope, named, place: here, start: at, valueStart: end });
  return end;
}

const none: Scope = new Map();

function readAttribute(text: string, blank: number, at: number): Attribute | undefined {
  nameEnd.lastIndex = at;
  const to = nameEnd.exec(text)?.index;
  if (to === undefined || to === at) return undefined;
  let place = to;
  while (/\s/.test(text[place] ?? '')) place++;
  if (text[place++] !== '=') return undefined;
  while (/\s/.test(text[place] ?? '')) place++;
  const quote = text[place];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = text.indexOf(quote, place + 1);
  if (end < 0) return undefined;
  return { written: text.slice(at, to), start: blank, end: end + 1, valueStart: place + 1, valueEnd: end };
}

function declare(text: string, attributes: readonly Attribute[], outer: Scope): Scope {
  const own = attributes.filter(({ written }) => written.startsWith('xmlns:'));
  if (own.length === 0) return outer;
  const scope = new Map(outer);
  for (const { written, valueStart, valueEnd } of own) {
    scope.set(written.slice(6), text.slice(valueStart, valueEnd));
  }
  return scope;
}

/** An attribute without a prefix takes its element's, as readers have it. */
function withPrefix(attribute: string, element: string): string {
  const colon = element.indexOf(':');
  return attribute.includes(':') || colon < 0 ? attribute : element.slice(0, colon + 1) + attribute;
}

/** Prefixes whose names are no properties, as the reader has it (blocks/xmp/rdf.ts). */
const signs: ReadonlySet<string> = new Set(['x', 'rdf', 'xml', 'svg', 'office']);

/** What the attribute `rdf:about` says: mostly nothing, in old files an id of the document. */
const about: NamedTag = { family: 'XMP', group: 'XMP-rdf', name: 'About' };

function resolve(
  written: string,
  scope: Scope,
  around: Place | undefined,
): Named & { readonly place: Place | undefined } {
  const colon = written.indexOf(':');
  const short = colon < 0 ? '' : written.slice(0, colon);
  const uri = scope.get(short);
  const prefix = (uri && usualPrefix(uri)) || short;
  const name = written.slice(colon + 1);
  if (signs.has(prefix)) {
    const tag = prefix === 'rdf' && name === 'about' ? about : undefined;
    return { prefix, name, tag, place: around };
  }
  const place = placeOf(around, { prefix, local: name, full: `${prefix}:${name}` });
  const { group, name: tagName } = place.naming;
  return { prefix, name, tag: { family: 'XMP', group: `XMP-${group}`, name: tagName }, place };
}
