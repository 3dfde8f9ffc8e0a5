// Puts one change of a property into the text of a packet: all else stays sign for sign.
import { rdf, xml } from '../../structures/xmp/names.js';
import { isRdf, type RdfAttribute, type RdfName, type RdfNode } from '../../structures/xmp/tree.js';
import type { Change, FieldChanges, Model, XmpName } from './edit-values.js';
import { elementOf, isDefault, itemElement, languageItem, Prefixes } from './edit-write.js';
import { standardPrefix } from './namespaces.js';

/** Text put in place of what stood in `[start, end)`. */
export interface TextSplice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A packet's text, and its own way of keeping others' texts. */
export interface PacketText {
  readonly text: string;
  stored(text: string): string;
  shown(text: string): string;
}

/** A property where it stands: in an attribute or an element of a description or structure. */
type Found =
  | { readonly holder: RdfNode; readonly attribute: RdfAttribute; readonly element?: undefined }
  | { readonly holder: RdfNode; readonly element: RdfNode; readonly attribute?: undefined };

/** The splices that make the change in these descriptions, or in one structure; at least one is given. */
export function splicesOf(
  packet: PacketText,
  holders: readonly RdfNode[],
  name: XmpName,
  change: Change,
): TextSplice[] {
  const found = holders.flatMap((holder) => findIn(holder, name));
  const [first, ...more] = found;
  const rest = more.map((one) => removal(packet.text, one));
  if (!change) return first ? [removal(packet.text, first), ...rest] : [];
  if ('set' in change) {
    if (isNothing(change.set)) return splicesOf(packet, holders, name, undefined);
    return first
      ? [...replacement(packet, first, name, change.set), ...rest]
      : insertion(packet, holders, name, change.set);
  }
  if ('add' in change) return listSplices(packet, holders, name, change, found);
  if ('languages' in change) {
    const list = first?.element && listOf(first.element);
    if (list) return [...languageSplices(packet, first, list, change.languages), ...rest];
    const languages = new Map(first ? [['x-default', textOf(packet, first)]] : []);
    for (const [language, text] of change.languages)
      if (text === undefined) languages.delete(language);
      else languages.set(language, text);
    return splicesOf(packet, holders, name, { set: { languages } });
  }
  if (change.list) {
    const list = first?.element && listOf(first.element);
    const made = structureOf(change.fields);
    if (!list)
      return splicesOf(packet, holders, name, { set: { list: change.list, items: nothingOr(made) } });
    return itemSplices(packet, first, list, change.item, change.fields);
  }
  const structure = first?.element && structureIn(first.element);
  if (structure) return [...structureSplices(packet, first, structure, change.fields), ...rest];
  return splicesOf(packet, holders, name, { set: structureOf(change.fields) });
}

const nothingOr = (model: Model): Model[] => (isNothing(model) ? [] : [model]);

/** Everywhere that a property stands in a description or structure. */
export function findIn(holder: RdfNode, name: XmpName): Found[] {
  return [
    ...holder.attributes.filter((one) => isNamed(one, name)).map((attribute) => ({ holder, attribute })),
    ...holder.children.filter((one) => isNamed(one, name)).map((element) => ({ holder, element })),
  ];
}

/** The splices that take out all properties of a namespace. */
export function namespaceSplices(
  text: string,
  holders: readonly RdfNode[],
  { uri, prefix }: Pick<XmpName, 'uri' | 'prefix'>,
): TextSplice[] {
  const isOf = (node: RdfName): boolean =>
    node.uri === '' ? node.local.startsWith(`${prefix}:`) : isSameNamespace(node.uri, uri);
  return holders.flatMap((holder) => [
    ...holder.attributes.filter(isOf).map((attribute) => removal(text, { holder, attribute })),
    ...holder.children.filter(isOf).map((element) => removal(text, { holder, element })),
  ]);
}

function isNamed(node: RdfName, { uri, prefix, local }: XmpName): boolean {
  if (node.uri === '') return node.local === `${prefix}:${local}`;
  return node.local === local && isSameNamespace(node.uri, uri);
}

/** Whether both are one namespace: other versions of a schema and a stroke at the end do not count, as in reading. */
export function isSameNamespace(one: string, other: string): boolean {
  return one === other || (standardPrefix(one) ?? one) === (standardPrefix(other) ?? other);
}

function isNothing(model: Model): boolean {
  if ('list' in model) return model.items.length === 0;
  if ('languages' in model) return model.languages.size === 0;
  return 'fields' in model && model.fields.length === 0;
}

/** What a structure's changes make where there is none. */
function structureOf(fields: FieldChanges): Model {
  const made: [XmpName, Model][] = [];
  for (const [name, change] of fields) {
    const model = change && modelOf(change);
    if (model && !isNothing(model)) made.push([name, model]);
  }
  return { fields: made };
}

function modelOf(change: NonNullable<Change>): Model {
  if ('set' in change) return change.set;
  if ('add' in change) return { list: change.list, items: change.add };
  if ('list' in change && change.list)
    return { list: change.list, items: nothingOr(structureOf(change.fields)) };
  if ('fields' in change) return structureOf(change.fields);
  const languages = new Map<string, string>();
  for (const [language, text] of change.languages) if (text !== undefined) languages.set(language, text);
  return { languages };
}

/** Takes a property out with the blanks before it. */
function removal(text: string, { attribute, element }: Found): TextSplice {
  if (attribute) return { start: attribute.start, end: attribute.valueEnd + 1, text: '' };
  return { start: blanksBefore(text, element.start), end: element.end, text: '' };
}

function blanksBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && /\s/.test(text[start - 1]!)) start--;
  return text[start - 1] === '>' ? start : at;
}

function replacement(packet: PacketText, found: Found, name: XmpName, model: Model): TextSplice[] {
  const { holder, attribute, element } = found;
  if (!element) {
    if (!('text' in model)) return [removal(packet.text, found), ...insertion(packet, [holder], name, model)];
    return [valueSplice(packet, holder, attribute, model.text)];
  }
  if ('text' in model) {
    const inside = isPlain(element) ? element : valueIn(element);
    if (inside && 'valueStart' in inside) return [valueSplice(packet, element, inside, model.text)];
    if (inside) return [contentSplice(packet, inside, model.text)];
  }
  const prefixes = new Prefixes(element.names, packet.stored);
  const made = elementOf(name, model, prefixes);
  const nameEnd = made.search(/[\s/>]/);
  const text = made.slice(0, nameEnd) + prefixes.declarations + made.slice(nameEnd);
  return [{ start: element.start, end: element.end, text }];
}

function valueSplice(
  packet: PacketText,
  { names }: RdfNode,
  { valueStart, valueEnd }: RdfAttribute,
  text: string,
): TextSplice {
  return { start: valueStart, end: valueEnd, text: new Prefixes(names, packet.stored).value(text) };
}

/** Whether an element holds text alone, as it stands. */
function isPlain({ children, attributes }: RdfNode): boolean {
  return children.length === 0 && attributes.every(({ uri }) => uri === xml);
}

/** `rdf:value` of a value that others are said of. */
function valueIn(element: RdfNode): RdfNode | RdfAttribute | undefined {
  const node = structureIn(element) ?? element;
  return (
    node.children.find((child) => isRdf(child, 'value') && isPlain(child)) ??
    node.attributes.find((one) => isRdf(one, 'value'))
  );
}

function contentSplice(packet: PacketText, element: RdfNode, text: string): TextSplice {
  const content = new Prefixes(element.names, packet.stored).text(text);
  return fill(packet.text, element, '', content);
}

/** Whether an element is one tag alone. */
function isEmptyTag({ contentStart, end }: RdfNode): boolean {
  return contentStart === end;
}

/** What an element holds, anew, and attributes at the end of its start tag. */
function fill(text: string, element: RdfNode, attributes: string, content: string): TextSplice {
  const { contentStart, contentEnd } = element;
  if (isEmptyTag(element))
    return {
      ...{ start: contentStart - 2, end: contentStart },
      text: `${attributes}>${content}</${nameIn(text, element)}>`,
    };
  return { start: contentStart, end: contentEnd, text: content };
}

function nameIn(text: string, { start, contentStart }: RdfNode): string {
  return /^[^\s/>]+/.exec(text.slice(start + 1, contentStart))![0];
}

/** A property that is not there yet, put where its likes stand. */
function insertion(
  packet: PacketText,
  holders: readonly RdfNode[],
  name: XmpName,
  model: Model,
): TextSplice[] {
  const { text } = packet;
  const alike = ({ uri }: RdfName): boolean => isSameNamespace(uri, name.uri);
  const holder =
    holders.find(({ attributes, children }) => attributes.some(alike) || children.some(alike)) ??
    holders.at(-1)!;
  const prefixes = new Prefixes(holder.names, packet.stored);
  const tagEnd = holder.contentStart - (isEmptyTag(holder) ? 2 : 1);
  if (isEmptyTag(holder) && 'text' in model) {
    const last = holder.attributes.at(-1);
    const blank = last ? /^\s+/.exec(text.slice(last.start)) : undefined;
    const attribute = `${blank?.[0] ?? ' '}${prefixes.full(name)}="${prefixes.value(model.text)}"`;
    return [{ start: tagEnd, end: tagEnd, text: prefixes.declarations + attribute }];
  }
  const made = elementOf(name, model, prefixes);
  if (isEmptyTag(holder)) return emptySplices(text, holder, made, prefixes);
  const place = behindLast(text, holder);
  return [
    ...(prefixes.declarations ? [{ start: tagEnd, end: tagEnd, text: prefixes.declarations }] : []),
    { start: place.at, end: place.at, text: place.blank + made },
  ];
}

/** The first element in a tag that holds none: fields in attributes alone have to go into a description then. */
function emptySplices(text: string, holder: RdfNode, made: string, prefixes: Prefixes): TextSplice[] {
  if (isRdf(holder, 'Description') || holder.attributes.some((one) => isRdf(one, 'parseType')))
    return [fill(text, holder, prefixes.declarations, made)];
  const description = prefixes.rdf('Description');
  const nameEnd = holder.start + 1 + nameIn(text, holder).length;
  return [
    { start: nameEnd, end: nameEnd, text: `><${description}` },
    fill(text, holder, prefixes.declarations, `${made}</${description}>`),
  ];
}

/** Where a further child goes, and the blanks that stand before the last one. */
function behindLast(text: string, { children, contentStart }: RdfNode): { at: number; blank: string } {
  const last = children.at(-1);
  if (!last) return { at: contentStart, blank: '' };
  return { at: last.end, blank: text.slice(blanksBefore(text, last.start), last.start) };
}

/** The list that an element holds. */
function listOf({ children }: RdfNode): RdfNode | undefined {
  const [only, ...more] = children;
  if (!only || more.length > 0) return undefined;
  return isRdf(only, 'Bag') || isRdf(only, 'Seq') || isRdf(only, 'Alt') ? only : undefined;
}

/** What holds the fields of a structure: the element itself, or the description in it. */
function structureIn(element: RdfNode): RdfNode | undefined {
  const [only] = element.children;
  if (only && isRdf(only, 'Description')) return only;
  const isResource = element.attributes.some((one) => isRdf(one, 'parseType') && one.value === 'Resource');
  return isResource || element.attributes.some(({ uri }) => uri !== rdf && uri !== xml) ? element : undefined;
}

/** The text of a property, or of an item of a list. */
function textOf({ shown }: PacketText, { attribute, element }: Found): string {
  return shown(attribute ? attribute.value : itemText(element));
}

function itemText(item: RdfNode): string {
  const inside = isPlain(item) ? item : valueIn(item);
  if (inside) return 'valueStart' in inside ? inside.value : inside.text;
  return item.attributes.find((one) => isRdf(one, 'resource'))?.value ?? item.text;
}

type ListChange = Extract<Change, { add: unknown }>;

function listSplices(
  packet: PacketText,
  holders: readonly RdfNode[],
  name: XmpName,
  { list: kind, add, remove }: ListChange,
  found: readonly Found[],
): TextSplice[] {
  const goes = (text: string): boolean => remove.includes(text);
  const have = new Set<string>();
  const lists = found.map((one) => ({ one, list: one.element && listOf(one.element) }));
  for (const { one, list } of lists)
    for (const text of list
      ? list.children.map((item) => packet.shown(itemText(item)))
      : [textOf(packet, one)])
      if (!goes(text)) have.add(text);
  const wanted = add.filter((item) => {
    const text = 'text' in item ? item.text : 'address' in item ? item.address : undefined;
    if (text === undefined) return true;
    const isNew = !have.has(text);
    have.add(text);
    return isNew;
  });
  const [first] = lists;
  if (!first?.list) {
    const before = first ? [textOf(packet, first.one)].filter((text) => !goes(text)) : [];
    if (first && wanted.length === 0 && before.length > 0) return [];
    const items = [...before.map((text) => ({ text })), ...wanted];
    return splicesOf(packet, holders, name, { set: { list: kind, items } });
  }
  return lists.flatMap(({ one, list }, i) =>
    list ? membersSplices(packet, one, list, goes, i === 0 ? wanted : []) : [],
  );
}

/** Takes items out of a list and puts others to its end; a list without items goes. */
function membersSplices(
  packet: PacketText,
  found: Found,
  list: RdfNode,
  goes: (text: string) => boolean,
  add: readonly Model[],
): TextSplice[] {
  const { text } = packet;
  const gone = list.children.filter((item) => goes(packet.shown(itemText(item))));
  if (gone.length === list.children.length && add.length === 0) return [removal(text, found)];
  const prefixes = new Prefixes(list.names, packet.stored);
  const made = add.map((item) => itemElement(item, prefixes));
  return [
    ...gone.map((element) => removal(text, { holder: list, element })),
    ...added(text, list, made, prefixes),
  ];
}

/** Elements put to the end of a list. */
function added(text: string, list: RdfNode, made: readonly string[], prefixes: Prefixes): TextSplice[] {
  if (made.length === 0) return [];
  const { declarations } = prefixes;
  if (isEmptyTag(list)) return [fill(text, list, declarations, made.join(''))];
  const { at, blank } = behindLast(text, list);
  const tagEnd = list.contentStart - 1;
  return [
    ...(declarations ? [{ start: tagEnd, end: tagEnd, text: declarations }] : []),
    { start: at, end: at, text: made.map((one) => blank + one).join('') },
  ];
}

/** FieldChanges of the item at this place; behind the last item a new one. */
function itemSplices(
  packet: PacketText,
  found: Found,
  list: RdfNode,
  place: number,
  fields: FieldChanges,
): TextSplice[] {
  const element = list.children[place];
  if (!element) return membersSplices(packet, found, list, () => false, nothingOr(structureOf(fields)));
  const structure = structureIn(element);
  if (structure) {
    const own = list.children.length === 1 ? found : { holder: list, element };
    return structureSplices(packet, own, structure, fields);
  }
  const prefixes = new Prefixes(list.names, packet.stored);
  const made = itemElement(structureOf(fields), prefixes);
  const tagEnd = list.contentStart - 1;
  return [
    { start: tagEnd, end: tagEnd, text: prefixes.declarations },
    { start: element.start, end: element.end, text: made },
  ];
}

function languageSplices(
  packet: PacketText,
  found: Found,
  list: RdfNode,
  languages: ReadonlyMap<string, string | undefined>,
): TextSplice[] {
  const { text } = packet;
  const prefixes = new Prefixes(list.names, packet.stored);
  const splices: TextSplice[] = [];
  const behind: string[] = [];
  let left = list.children.length;
  for (const [language, said] of languages) {
    const items = list.children.filter((item) => isSameLanguage(languageOf(item), language));
    for (const [i, element] of items.entries()) {
      if (said !== undefined && i === 0) splices.push(itemSplice(packet, element, language, said, prefixes));
      else {
        splices.push(removal(text, { holder: list, element }));
        left--;
      }
    }
    if (said === undefined || items.length > 0) continue;
    const item = languageItem(language, said, prefixes);
    const [first] = list.children;
    left++;
    if (isDefault(language) && first) splices.push({ start: first.start, end: first.start, text: item });
    else behind.push(item);
  }
  if (left === 0) return [removal(text, found)];
  return [...splices, ...added(text, list, behind, prefixes)];
}

/** The text of an item, anew; all of it where that is no plain text. */
function itemSplice(
  packet: PacketText,
  item: RdfNode,
  language: string,
  text: string,
  prefixes: Prefixes,
): TextSplice {
  if (isPlain(item)) return contentSplice(packet, item, text);
  return { start: item.start, end: item.end, text: languageItem(language, text, prefixes) };
}

/** An item that names no language is the default one. */
function languageOf({ attributes }: RdfNode): string {
  return attributes.find(({ uri, local }) => uri === xml && local === 'lang')?.value ?? 'x-default';
}

function isSameLanguage(one: string, other: string): boolean {
  return one.toLowerCase().replaceAll('_', '-') === other.toLowerCase().replaceAll('_', '-');
}

function structureSplices(
  packet: PacketText,
  found: Found,
  structure: RdfNode,
  fields: FieldChanges,
): TextSplice[] {
  const said = [...structure.attributes, ...structure.children].filter(
    ({ uri }) => uri !== rdf && uri !== xml,
  );
  const stays = said.some((one) => !fields.some(([name, change]) => !change && isNamed(one, name)));
  if (!stays && fields.every(([, change]) => !change || isNothing(modelOf(change))))
    return [removal(packet.text, found)];
  return fields.flatMap(([name, change]) => splicesOf(packet, [structure], name, change));
}
