// XMP properties as values (ISO 16684-1, 6), read from a packet and written anew with nothing else.

import { standardPrefix } from '../../blocks/xmp/namespaces.js';
import { type Place, placeOf } from '../../blocks/xmp/place.js';
import { escapeXml } from '../../structures/xmp/entities.js';
import { rdf, xml } from '../../structures/xmp/names.js';
import { xmpDescription } from '../../structures/xmp/packet.js';
import { isRdf, type RdfName, type RdfNode, rdfDescriptions } from '../../structures/xmp/tree.js';
import type { NamedTag } from '../groups/index.js';
import type { Choice } from './groups.js';

/** A property of a packet, or a field of a structure. */
export interface Property extends RdfName {
  readonly value: PropertyValue;
}

/** Text, an address (`rdf:resource`), a list or a structure. */
export type PropertyValue =
  | string
  | { readonly resource: string }
  | List
  | { readonly fields: readonly Property[] };

interface List {
  readonly list: 'Alt' | 'Bag' | 'Seq';
  readonly items: readonly Item[];
}

interface Item {
  readonly language?: string | undefined;
  readonly value: PropertyValue;
}

/** The properties of XMP text, each once, less those whose form is not XMP's. `undefined` where the text is no XML. */
export function readProperties(text: string): Property[] | undefined {
  const descriptions = rdfDescriptions(text);
  if (!descriptions) return undefined;
  const found = new Map<string, Property>();
  for (const property of descriptions.flatMap((description) => fieldsOf(description))) {
    const name = property.uri + property.local;
    if (!found.has(name)) found.set(name, property);
  }
  return [...found.values()];
}

/** The properties of a description or of a structure: attributes, and elements. */
function fieldsOf({ attributes, children }: RdfNode): Property[] {
  const fields: Property[] = [];
  for (const { uri, prefix, local, value } of attributes)
    if (!isOwn(uri)) fields.push({ uri, prefix, local, value });
  for (const child of children) {
    const { uri, prefix, local } = child;
    const value = readValue(child);
    if (value !== undefined && !isOwn(uri)) fields.push({ uri, prefix, local, value });
  }
  return fields;
}

/** RDF's and XML's own names are no properties. */
function isOwn(uri: string): boolean {
  return uri === rdf || uri === xml || uri === '';
}

function readValue(node: RdfNode): PropertyValue | undefined {
  const { children, text } = node;
  const resource = attributeOf(node, rdf, 'resource');
  if (resource !== undefined) return { resource };
  const [only, ...more] = children;
  if (attributeOf(node, rdf, 'parseType') === 'Resource') return structureOf(node);
  if (!only) {
    const fields = fieldsOf(node);
    return fields.length > 0 ? { fields } : text;
  }
  if (more.length > 0 || only.uri !== rdf) return undefined;
  if (only.local === 'Description') return structureOf(only);
  if (only.local !== 'Alt' && only.local !== 'Bag' && only.local !== 'Seq') return undefined;
  return { list: only.local, items: itemsOf(only) };
}

/** A structure; the value alone where it is one with qualifiers (`rdf:value`). */
function structureOf(node: RdfNode): PropertyValue | undefined {
  const value = node.children.find((child) => isRdf(child, 'value'));
  return value ? readValue(value) : { fields: fieldsOf(node) };
}

function itemsOf({ children }: RdfNode): Item[] {
  return children.flatMap((child) => {
    const value = isRdf(child, 'li') ? readValue(child) : undefined;
    return value === undefined ? [] : [{ language: attributeOf(child, xml, 'lang'), value }];
  });
}

function attributeOf({ attributes }: RdfNode, uri: string, local: string): string | undefined {
  return attributes.find((attribute) => attribute.uri === uri && attribute.local === local)?.value;
}

/** The texts of a value: of a list all, that of the default language first. */
export function textsOf(value: PropertyValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if ('resource' in value) return [value.resource];
  if ('fields' in value) return [];
  const ordered = [...value.items].sort((a, b) => Number(isDefault(b)) - Number(isDefault(a)));
  return ordered.flatMap((item) => textsOf(item.value));
}

function isDefault({ language }: Item): boolean {
  return language === 'x-default';
}

function placeIn({ uri, local, prefix: written = '' }: RdfName, around: Place | undefined): Place {
  const prefix = standardPrefix(uri) ?? written;
  return placeOf(around, { prefix, local, full: `${prefix}:${local}` });
}

function named({ naming: { group, name } }: Place): NamedTag {
  return { family: 'XMP', group: `XMP-${group}`, name };
}

/** What `choose` leaves of a property; `undefined` where that is nothing. */
export function pruned(property: Property, choose: (tag: NamedTag) => Choice): Property | undefined {
  return prune(property, undefined, 'open');

  function prune(field: Property, outer: Place | undefined, around: Choice): Property | undefined {
    const place = placeIn(field, outer);
    const chosen = choose(named(place));
    const value =
      chosen === 'gone' ? undefined : within(field.value, place, chosen === 'kept' ? chosen : around);
    return value === undefined ? undefined : { ...field, value };
  }

  function within(value: PropertyValue, place: Place, around: Choice): PropertyValue | undefined {
    if (typeof value === 'string') return around === 'kept' && saysSomething(value) ? value : undefined;
    if ('resource' in value) return around === 'kept' ? value : undefined;
    if ('fields' in value) {
      const fields = value.fields.flatMap((field) => prune(field, place, around) ?? []);
      return fields.length > 0 ? { fields } : undefined;
    }
    const items = value.items.flatMap((item) => {
      const left = within(item.value, place, around);
      return left === undefined ? [] : [{ ...item, value: left }];
    });
    return items.length > 0 ? { ...value, items } : undefined;
  }
}

/** Blanks say nothing, nor does a date of zeros. */
function saysSomething(text: string): boolean {
  return text.trim() !== '' && !/^0000[-:]00[-:]00/.test(text.trim());
}

/** Properties as one `rdf:Description`; empty for none. */
export function describe(properties: readonly Property[]): string {
  if (properties.length === 0) return '';
  const prefixes = new Map<string, string>();
  const elements = properties.map((property) => element(property, prefixes)).join('');
  const declared = [...prefixes].map(([uri, prefix]) => ` xmlns:${prefix}="${escaped(uri)}"`).join('');
  return xmpDescription(declared, elements);
}

function element(property: Property, prefixes: Map<string, string>): string {
  const { local, value } = property;
  const name = `${prefixOf(property, prefixes)}:${local}`;
  return written(name, '', value, prefixes);
}

function written(
  name: string,
  attributes: string,
  value: PropertyValue,
  prefixes: Map<string, string>,
): string {
  if (typeof value === 'string') return `<${name}${attributes}>${escaped(value)}</${name}>`;
  if ('resource' in value) return `<${name}${attributes} rdf:resource="${escaped(value.resource)}"/>`;
  if ('fields' in value) {
    const fields = value.fields.map((field) => element(field, prefixes)).join('');
    return `<${name}${attributes} rdf:parseType="Resource">${fields}</${name}>`;
  }
  const items = value.items.map(({ language, value: item }) => {
    const spoken = language === undefined ? '' : ` xml:lang="${escaped(language)}"`;
    return written('rdf:li', spoken, item, prefixes);
  });
  return `<${name}${attributes}><rdf:${value.list}>${items.join('')}</rdf:${value.list}></${name}>`;
}

/** What an `rdf:Description` around all has a meaning for. */
const reserved: readonly string[] = ['rdf', 'xml', 'xmlns', 'x'];

/** The usual prefix of a namespace, else the written one, by which some readers go, else one made up. */
function prefixOf({ uri, prefix: written }: RdfName, prefixes: Map<string, string>): string {
  const known = prefixes.get(uri);
  if (known !== undefined) return known;
  const wanted = standardPrefix(uri) ?? written;
  const taken = new Set([...prefixes.values(), ...reserved]);
  let prefix = wanted ?? 'ns1';
  for (let number = 1; taken.has(prefix); number++) prefix = `ns${number}`;
  prefixes.set(uri, prefix);
  return prefix;
}

/** Text as XML 1.0 may hold it: without control characters, line ends as they are. */
function escaped(text: string): string {
  return escapeXml(text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')).replaceAll('\r', '&#13;');
}
