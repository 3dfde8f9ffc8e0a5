// Walks JUMBF superboxes: the description box names what the content boxes after it hold.

import { beforeNull, toHex, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { boxesAtHand } from '../../structures/isobmff/read.js';
import { makeTag } from '../../tables/tag.js';
import type { Budget, Context, Tag, TagDef, TagValue } from '../../types.js';
import { CborMap, type CborValue, readCbor } from './cbor.js';
import { type IdNames, Leaves } from './flatten.js';

interface Walk {
  readonly view: View;
  readonly context: Context;
  readonly path: string;
  readonly tags: Tag[];
  /** CBOR ids whose first value was (or, with a `!`, was not) in a list: so are all after it. */
  readonly lists: Set<string>;
  /** What the description box calls the content, as a tag name; empty where it does not. */
  label: string;
}

/** The tags of a run of superboxes. */
export function decodeSuperboxes(
  view: View,
  start: number,
  end: number,
  context: Context,
  path: string,
): Tag[] {
  const walk: Walk = { view, context, path, tags: [], lists: new Set(['thumbnailHash']), label: '' };
  decodeBoxes(walk, start, end, 0);
  return walk.tags;
}

function decodeBoxes(walk: Walk, start: number, end: number, depth: number): void {
  const { view, context, path } = walk;
  if (depth > context.limits.depth) {
    context.warn('limit-exceeded', `boxes nested deeper than ${depth}`, start, path);
    return;
  }
  for (const box of boxesAtHand(view, start, end, context, path)) {
    if (box.end > end || !context.budget.item(0)) return;
    if (box.type === 'jumb') {
      decodeBoxes(walk, box.body, box.end, depth + 1);
      walk.label = '';
    } else if (Object.hasOwn(contents, box.type)) contents[box.type]!(walk, box.body, box.end, depth);
  }
}

const contents: { readonly [type: string]: (walk: Walk, start: number, end: number, depth: number) => void } =
  {
    jumd: decodeDescription,
    cbor: decodeCbor,
    json: decodeJson,
    bfdb(walk, start, end) {
      const text = utf8Text(walk.view.slice(start + 1, end))
        .replace(/\0+$/, '')
        .replace('\0', ', ');
      addContent(walk, 'bfdb', 'BinaryDataType', 'Type', text);
    },
    bidb: (walk, start, end) => addContent(walk, 'bidb', 'BinaryData', 'Data', walk.view.slice(start, end)),
    jp2c: (walk, start, end) => addContent(walk, 'jp2c', 'PreviewImage', '', walk.view.slice(start, end)),
    c2sh: (walk, start, end) =>
      addContent(walk, 'c2sh', 'C2PASaltHash', 'Salt', toHex(walk.view.slice(start, end))),
    uuid(walk, start, end) {
      if (toHex(walk.view.slice(start, Math.min(end, start + 16))) === claimSignature)
        decodeCbor(walk, start + 16, end);
    },
  };

/** `c2cs` as a box id, in which some writers put the claim signature. */
const claimSignature = '6332637300110010800000aa00389b71';

function addContent(walk: Walk, id: string, name: string, suffix: string, value: TagValue): void {
  const def: TagDef = { name: walk.label ? walk.label + suffix : name };
  add(walk, 'Jpeg2000', id, def, value);
}

function add(walk: Walk, group: string, id: string, def: TagDef, value: TagValue): void {
  const length = typeof value === 'string' ? value.length : 0;
  const tag = walk.context.budget.tag(length) && makeTag('JUMBF', group, id, def, value);
  if (tag) walk.tags.push(tag);
}

const type: TagDef = { name: 'JUMDType', print: (value) => typeText(value as string) };
const label: TagDef = { name: 'JUMDLabel' };
const id: TagDef = { name: 'JUMDID' };
const signature: TagDef = { name: 'JUMDSignature' };

/** A box id; the four letters that most start with stand in brackets. */
function typeText(value: string): string {
  const [first, ...rest] = [value.slice(0, 8), value.slice(8, 12), value.slice(12, 16), value.slice(16)];
  const letters = first!.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return [/^[a-zA-Z0-9]{4}$/.test(letters) ? `(${letters})` : first, ...rest].join('-');
}

/** The description box (ISO/IEC 19566-5, A.3): type, toggles, and what they say is there. */
function decodeDescription(walk: Walk, start: number, end: number, depth: number): void {
  const { view, context, path } = walk;
  walk.label = '';
  if (end - start < 17) {
    context.warn('truncated', 'JUMBF description is cut off', start, path);
    return;
  }
  add(walk, 'JUMBF', 'type', type, toHex(view.slice(start, start + 16)));
  const toggles = view.u8(start + 16);
  let at = start + 17;
  if (toggles & 2) {
    const length = view.slice(at, end).indexOf(0);
    if (length < 0) {
      context.warn('malformed', 'JUMBF label has no end', at, path);
      return;
    }
    const text = utf8Text(view.slice(at, at + length));
    add(walk, 'JUMBF', 'label', label, text);
    walk.label = labelName(text);
    at += length + 1;
  }
  if (toggles & 4 && at + 4 <= end) {
    add(walk, 'JUMBF', 'id', id, view.u32(at));
    at += 4;
  }
  if (toggles & 8 && at + 32 <= end) {
    add(walk, 'JUMBF', 'sig', signature, toHex(view.slice(at, at + 32)));
    at += 32;
  }
  if (end - at >= 8) decodeBoxes(walk, at, end, depth + 1);
}

/** A label as a tag name. */
function labelName(text: string): string {
  const joined = text
    .replace(/[^-_a-zA-Z0-9]([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/[^-_a-zA-Z0-9]/g, '')
    .replace('__', '_');
  const name = (joined.charAt(0).toUpperCase() + joined.slice(1)).replace('C2pa', 'C2PA');
  return name.length < 2 ? `Tag${name}` : name;
}

const cborNames: IdNames = { 'dc:title': 'Title', 'dc:format': 'Format', thumbnailUrl: 'ThumbnailURL' };

function decodeCbor(walk: Walk, start: number, end: number): void {
  const { view, context, path } = walk;
  const { items, error, at } = readCbor(view, start, end, context);
  if (error) context.warn('malformed', error, at, path);
  for (const item of items) {
    if (item === 0) break;
    const leaves = new Leaves('CBOR', cborNames, walk.lists);
    if (item instanceof CborMap) for (const [key, value] of item.entries) leaves.add(key, value);
    else if (Array.isArray(item)) for (const [i, value] of item.entries()) leaves.add(`Item${i}`, value);
    walk.tags.push(...leaves.tags(context.budget));
  }
}

function decodeJson(walk: Walk, start: number, end: number): void {
  const { view, context, path } = walk;
  let parsed: unknown;
  try {
    parsed = JSON.parse(beforeNull(utf8Text(view.slice(start, end))).replace(/^\ufeff/, ''));
  } catch {
    context.warn('malformed', 'JSON cannot be read', start, path);
    return;
  }
  const leaves = new Leaves('JSON', {}, new Set());
  for (const top of Array.isArray(parsed) ? parsed : [parsed]) {
    const value = plainJson(top, context.limits.depth, context.budget);
    if (value instanceof CborMap) for (const [key, inner] of value.entries) leaves.add(key, inner);
  }
  walk.tags.push(...leaves.tags(context.budget));
}

/** JSON as the same kind of value that CBOR gives; what is too deep or too much is empty. */
function plainJson(value: unknown, depth: number, budget: Budget): CborValue {
  if (depth < 0 || !budget.item(typeof value === 'string' ? value.length : 0)) return [];
  if (Array.isArray(value)) return value.map((item) => plainJson(item, depth - 1, budget));
  if (typeof value === 'object' && value !== null)
    return new CborMap(Object.entries(value).map(([key, item]) => [key, plainJson(item, depth - 1, budget)]));
  return typeof value === 'number' || typeof value === 'string' ? value : String(value);
}
