// What a change document says of properties, checked against the table: values as RDF has them, or what would be right.
import type { XmpChange, XmpChanges, XmpValue } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { didYouMean } from '../../present/nearest.js';
import { isXmlText, storedText } from './edit-texts.js';
import { standardPrefix } from './namespaces.js';
import { type Place, placeOf } from './place.js';
import type { ListKind } from './rdf.js';
import {
  type Written,
  type WrittenFields,
  writtenNamespace,
  writtenPrefixes,
  writtenUri,
} from './writing.js';

/** A property's namespace, the prefix that it would usually have, and its own name. */
export interface XmpName {
  readonly uri: string;
  readonly prefix: string;
  readonly local: string;
}

/** A value as RDF has it (XMP part 1, section 6). */
export type Model =
  | { readonly text: string }
  | { readonly address: string }
  | { readonly list: ListKind; readonly items: readonly Model[] }
  | { readonly languages: ReadonlyMap<string, string> }
  | { readonly fields: readonly (readonly [XmpName, Model])[] };

/** What becomes of a property: it goes, is set anew, or a part of it changes. */
export type Change =
  | undefined
  | { readonly set: Model }
  | { readonly languages: ReadonlyMap<string, string | undefined> }
  | { readonly list?: undefined; readonly fields: FieldChanges }
  | { readonly list: ListKind; readonly add: readonly Model[]; readonly remove: readonly string[] }
  /** FieldChanges of one item of a list. */
  | { readonly list: ListKind; readonly item: number; readonly fields: FieldChanges };

/** Changes of fields by their names. */
export type FieldChanges = readonly (readonly [XmpName, Change])[];

/** All properties of a namespace go, or one changes. */
export type PropertyChange =
  | { readonly uri: string; readonly prefix: string; readonly name?: undefined }
  | { readonly name: XmpName; readonly change: Change; readonly place: Place };

/** What is known of the place that a value is for. */
interface Target {
  /** Of a known property. */
  readonly written: Written | undefined;
  readonly name: XmpName;
  readonly place: Place;
  readonly path: string;
}

/** The URI of a prefix that no table knows, as the packet declares it. */
export type UriOf = (prefix: string) => string | undefined;

/** The document's changes one by one. Throws `not-writable` at the first that cannot be. */
export function propertyChanges(changes: XmpChanges, uriOf: UriOf): PropertyChange[] {
  const found: PropertyChange[] = [];
  for (const [key, properties] of Object.entries(changes)) {
    if (properties === undefined) continue;
    const path = `xmp/${key}`;
    const namespace = namespaceOf(key, uriOf, path);
    if (properties === null) found.push(namespace);
    else {
      if (!isObject(properties)) refuse(path, 'takes an object of properties, or null');
      for (const [name, value] of Object.entries(properties))
        if (value !== undefined) found.push(ofProperty(namespace, name, value, path));
    }
  }
  return found;
}

interface Namespace {
  readonly uri: string;
  readonly prefix: string;
  readonly known: WrittenFields | undefined;
}

/** A namespace by its usual prefix, its family 1 group or its URI. */
function namespaceOf(key: string, uriOf: UriOf, path: string): Namespace {
  const isUri = key.includes(':');
  const known = writtenNamespace(isUri ? (standardPrefix(key) ?? '') : key);
  if (known) {
    const uri = writtenUri(known.prefix);
    if (uri === undefined) refuse(path, 'is not safe to write');
    return { uri, prefix: known.prefix, known };
  }
  if (isUri) return { uri: key, prefix: 'ns1', known };
  const uri = uriOf(key);
  if (uri === undefined)
    refuse(path, `is no known namespace: name it by its URI${didYouMean(key, writtenPrefixes())}`);
  return { uri, prefix: key, known };
}

const nameForm = /^[A-Za-z_\u00c0-\ufffd][-.\w\u00b7-\ufffd]*$/;

function ofProperty(
  { uri, prefix, known }: Namespace,
  key: string,
  value: XmpChange | null,
  path: string,
): PropertyChange {
  const target = targetOf(known, key, { uri, prefix }, undefined, `${path}/${key}`);
  const { name, place } = target;
  return { name, place, change: value === null ? undefined : changeOf(value, target) };
}

function targetOf(
  known: WrittenFields | undefined,
  key: string,
  { uri, prefix }: Omit<XmpName, 'local'>,
  around: Place | undefined,
  path: string,
): Target {
  const written = known?.get(key);
  if (known && !written) refuse(path, `is not known${didYouMean(key, namesOf(known))}`);
  if (written?.isRefused) refuse(path, 'is not safe to write');
  if (!written && !nameForm.test(key)) refuse(path, 'is no name of XML');
  const name = written ?? { uri, prefix, local: key };
  const full = `${name.prefix}:${name.local}`;
  return { written, name, place: placeOf(around, { prefix: name.prefix, local: name.local, full }), path };
}

function* namesOf(known: WrittenFields): Iterable<string> {
  for (const { local, name } of known.all()) yield* [local, name];
}

function changeOf(value: XmpChange, target: Target): Change {
  const { written, path } = target;
  const type = written?.type;
  const isList = written?.list !== undefined || (!written && Array.isArray(value));
  if (isListChange(value) && (written ? written.list : true)) return listChange(value, target);
  if (written?.list && written.fields && isObject(value)) return itemChange(value, target, written.list);
  if (isList || !isObject(value)) return { set: modelOf(value as XmpValue, target) };
  if (type === 'l' || (!written && isLanguages(value))) return { languages: languagesOf(value, path) };
  if (written && !written.fields) return { set: textOf(value, target) };
  return { fields: fieldChanges(value, target) };
}

function fieldChanges(value: { readonly [name: string]: unknown }, target: Target): FieldChanges {
  return fieldTargets(value, target).map(([inner, given]) => [
    inner.name,
    given === null ? undefined : changeOf(given, inner),
  ]);
}

/** FieldChanges of an item of a list of structures, which is named by its place: `{ 0: { City: 'Bandung' } }`. */
function itemChange(value: { readonly [name: string]: unknown }, target: Target, list: ListKind): Change {
  const { path } = target;
  const [[place = '', fields] = [], ...more] = Object.entries(value);
  if (more.length > 0 || !/^\d{1,6}$/.test(place) || !isObject(fields))
    refuse(path, 'takes a list of objects, or the fields of one of them by its place: { 0: { ... } }');
  return { list, item: Number(place), fields: fieldChanges(fields, { ...target, path: `${path}/${place}` }) };
}

function listChange(value: { add?: unknown; remove?: unknown }, target: Target): Change {
  const { path } = target;
  const { add = [], remove = [] } = value;
  if (!Array.isArray(add) || !Array.isArray(remove)) refuse(path, '"add" and "remove" take lists');
  const removed = remove.map((one: XmpValue) => {
    const model = itemOf(one, target);
    if (!('text' in model) && !('address' in model))
      refuse(`${path}/remove`, 'takes texts: a list of structures is given whole');
    return 'text' in model ? model.text : model.address;
  });
  const list = target.written?.list ?? 'Bag';
  return { list, add: add.map((one: XmpValue) => itemOf(one, target)), remove: removed };
}

/** A value that replaces what was there. */
function modelOf(value: XmpValue, target: Target): Model {
  const { written } = target;
  const list = written ? written.list : Array.isArray(value) ? 'Bag' : undefined;
  if (!list) return itemOf(value, target);
  const values: readonly XmpValue[] = Array.isArray(value) ? value : [value as XmpValue];
  return { list, items: values.map((one, i) => itemOf(one, { ...target, path: `${target.path}/${i}` })) };
}

/** A value that is no list, or an item of one. */
function itemOf(value: XmpValue, target: Target): Model {
  const { written, path } = target;
  if (written?.fields || (!written && isObject(value) && !isLanguages(value))) {
    if (!isObject(value)) refuse(path, `takes an object of fields: ${fieldNames(written?.fields)}`);
    return { fields: wholeFields(value, target) };
  }
  if (written?.type === 'l' || (!written && isObject(value))) {
    if (!isObject(value)) return { languages: new Map([['x-default', stored(value, target)]]) };
    const languages = new Map<string, string>();
    for (const [language, text] of languagesOf(value, path))
      if (text !== undefined) languages.set(language, text);
    return { languages };
  }
  return textOf(value, target);
}

function wholeFields(value: { readonly [name: string]: unknown }, target: Target): [XmpName, Model][] {
  const fields: [XmpName, Model][] = [];
  for (const [inner, given] of fieldTargets(value, target))
    if (given !== null) fields.push([inner.name, modelOf(given, inner)]);
  return fields;
}

function fieldTargets(
  value: { readonly [name: string]: unknown },
  target: Target,
): [Target, XmpValue | null][] {
  const { written, name, place, path } = target;
  const found: [Target, XmpValue | null][] = [];
  for (const [key, given] of Object.entries(value))
    if (given !== undefined)
      found.push([targetOf(written?.fields, key, name, place, `${path}/${key}`), given as XmpValue | null]);
  return found;
}

function textOf(value: XmpValue, target: Target): Model {
  const text = stored(value, target);
  return target.written?.isAddress ? { address: text } : { text };
}

function stored(value: XmpValue, { written, place, path }: Target): string {
  const type = written?.type ?? 'auto';
  if (typeof value === 'object') refuse(path, 'takes one value, no list or object');
  const found = storedText(value, type, place.naming);
  if ('text' in found) return found.text;
  return refuse(path, `takes ${found.wanted}; it was given ${JSON.stringify(value).slice(0, 80)}`);
}

const languageForm = /^(?:x-default|[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*|[xi](?:-[a-z0-9]{1,8})+)$/i;

function languagesOf(
  value: { readonly [language: string]: unknown },
  path: string,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const [language, text] of Object.entries(value)) {
    if (text === undefined) continue;
    if (!languageForm.test(language))
      refuse(`${path}/${language}`, 'is no language: name it as RFC 3066 does ("x-default", "id", "en-US")');
    if (text !== null && typeof text !== 'string') refuse(`${path}/${language}`, 'takes a text, or null');
    if (text !== null && !isXmlText(text))
      refuse(`${path}/${language}`, 'takes a text without control characters');
    found.set(language, text ?? undefined);
  }
  return found;
}

/** Whether an object that no table knows holds texts by language: it names the default one. */
function isLanguages(value: { readonly [name: string]: unknown }): boolean {
  return Object.hasOwn(value, 'x-default');
}

function isListChange(value: unknown): value is { add?: unknown; remove?: unknown } {
  const keys = isObject(value) ? Object.keys(value) : [];
  return keys.length > 0 && keys.every((key) => key === 'add' || key === 'remove');
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldNames(fields: WrittenFields | undefined): string {
  return [...(fields?.all() ?? [])].map(({ local }) => local).join(', ');
}

function refuse(path: string, message: string): never {
  throw new MetadataError('not-writable', `${path} ${message}`, { path });
}
