// XML text to a tree of elements: the one place that knows the XML parser.
import { XMLParser } from 'fast-xml-parser';
import { MetadataError } from '../../errors.js';

/** An element with its attributes in document order; `text` only where it has no child elements. */
export interface Element {
  readonly name: string;
  /** Names as written, with their prefix; values with their references resolved. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly Element[];
  readonly text: string;
}

export interface XmlLimits {
  /** Elements within elements. */
  readonly depth: number;
  /** Elements and attributes, counted by their signs. */
  readonly parts: number;
}

/** An element as the parser gives it, under the name `e`; text and CDATA under theirs. */
interface Piece {
  readonly e?: readonly Piece[];
  readonly '#text'?: string;
  readonly '#cdata'?: readonly Piece[];
}

/** What the parser tells of each element as it meets it. */
interface Opened {
  readonly name: string;
  readonly attributes: [string, string][];
}

/**
 * The top elements of XML text. Only the five predefined entities and character references are resolved;
 * a DOCTYPE is not looked into. Throws a plain Error on text that is no XML or nests deeper
 * than `limits.depth`, a MetadataError on text that may hold more than `limits.parts`.
 */
export function parseXml(text: string, limits: XmlLimits): Element[] {
  if (count(text, '<') + count(text, '=') > limits.parts)
    throw new MetadataError('limit-exceeded', 'too many elements or attributes');
  // The parser turns CR into LF; a form feed is white space to it and never in XML.
  const carriage = text.includes('\r');
  const source = carriage ? text.replaceAll('\f', ' ').replaceAll('\r', '\f') : text;
  const restore = (value: string): string => (carriage ? value.replaceAll('\f', '\r') : value);
  // Names and attributes are taken as they are met, in document order: the parser's own objects, each with
  // keys of its own, are several times slower to read.
  const opened: Opened[] = [];
  let attributes: [string, string][] = [];
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    trimValues: false,
    parseTagValue: false,
    processEntities: false,
    ignoreDeclaration: true,
    cdataPropName: '#cdata',
    maxNestedTags: limits.depth,
    attributeValueProcessor: (name: string, value: string) => {
      attributes.push([name, unescapeXml(restore(value))]);
      return value;
    },
    updateTag: (name: string) => {
      const own = attributes;
      attributes = [];
      if (name.startsWith('?')) return false;
      opened.push({ name: plainName(name), attributes: own });
      return 'e';
    },
  });
  const pieces = parser.parse(withoutIndentation(withoutDoctype(source))) as readonly Piece[];
  return elements(pieces, opened[Symbol.iterator](), restore);
}

function count(text: string, sign: string): number {
  let number = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) number++;
  return number;
}

function withoutDoctype(text: string): string {
  return text.includes('<!DOCTYPE') ? text.replace(/<!DOCTYPE[^[>]*(\[[^\]]*\]\s*)?>/, '') : text;
}

/** Without white space before elements, which says nothing in RDF and takes the parser long. */
function withoutIndentation(text: string): string {
  return text.includes('<![CDATA[') ? text : text.replace(/>\s+<(?![/!?])/g, '><');
}

/** Elements in document order, each with the next name met. */
function elements(
  pieces: readonly Piece[],
  opened: Iterator<Opened, undefined>,
  restore: (value: string) => string,
): Element[] {
  const found: Element[] = [];
  for (const piece of pieces) {
    if (!piece.e) continue;
    const { name, attributes } = opened.next().value!;
    const children = elements(piece.e, opened, restore);
    found.push({ name, attributes, children, text: children.length ? '' : textOf(piece.e, restore) });
  }
  return found;
}

/** A name up to the first character that no name has. */
function plainName(name: string): string {
  const end = name.search(/[^-\w:.\u0080-\uffff]/);
  return end < 0 ? name : name.slice(0, end);
}

function textOf(pieces: readonly Piece[], restore: (value: string) => string): string {
  let text = '';
  for (const piece of pieces) {
    if (piece['#text'] !== undefined) text += unescapeXml(restore(piece['#text']));
    else if (piece['#cdata']) text += restore(piece['#cdata'][0]?.['#text'] ?? '');
  }
  return text;
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the predefined entities and character references, once; others stay as they are. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#?\w+);/g, (whole, name: string) => {
    if (name[0] !== '#') return Object.hasOwn(entities, name) ? entities[name]! : whole;
    const hexadecimal = name[1] === 'x';
    if (!(hexadecimal ? /^#x[0-9a-f]+$/i : /^#\d+$/).test(name)) return whole;
    const code = hexadecimal ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
