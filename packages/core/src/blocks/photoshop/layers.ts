// The layers of a Photoshop document, and those that Photoshop keeps in a TIFF (tag ImageSourceData): names and settings
// of each, as lists.

import { latinText } from '../../bytes/latin.js';
import { need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { unixTimeText } from '../../present/unix-time.js';
import { makeTag } from '../../tables/tag.js';
import type { Budget, Labels, Tag, TagDef, TagValue } from '../../types.js';

/** What stands in front: it tells whether lengths of large parts have eight bytes. */
const documentHeads = ['Adobe Photoshop Document Data Block\0', 'Adobe Photoshop Document Data V0002\0'];
const documentHead = 36;

/** Bytes of the structure in its byte order. */
interface Part {
  readonly view: View;
  readonly end: number;
  readonly little: boolean;
  readonly long: boolean;
}

const longParts = /^(LMsk|Lr16|Lr32|Layr|Mt16|Mt32|Mtrn|Alph|FMsk|lnk2|FEid|FXid|PxSD)$/;

const blendModes: Labels = {
  pass: 'Pass Through',
  norm: 'Normal',
  diss: 'Dissolve',
  dark: 'Darken',
  'mul ': 'Multiply',
  idiv: 'Color Burn',
  lbrn: 'Linear Burn',
  dkCl: 'Darker Color',
  lite: 'Lighten',
  scrn: 'Screen',
  'div ': 'Color Dodge',
  lddg: 'Linear Dodge',
  lgCl: 'Lighter Color',
  over: 'Overlay',
  sLit: 'Soft Light',
  hLit: 'Hard Light',
  vLit: 'Vivid Light',
  lLit: 'Linear Light',
  pLit: 'Pin Light',
  hMix: 'Hard Mix',
  diff: 'Difference',
  smud: 'Exclusion',
  fsub: 'Subtract',
  fdiv: 'Divide',
  'hue ': 'Hue',
  'sat ': 'Saturation',
  colr: 'Color',
  'lum ': 'Luminosity',
};
const colors = labelsOf('None Red Orange Yellow Green Blue Violet Gray'.split(' '));
const sections = labelsOf(['Layer', 'Folder (open)', 'Folder (closed)', 'Divider']);
const visible: Labels = { '0': 'Yes', '2': 'No' };

function labelsOf(texts: readonly string[]): Labels {
  return Object.fromEntries(texts.map((text, i) => [String(i), text]));
}

const labelled =
  (labels: Labels) =>
  (value: TagValue): string =>
    labels[String(value)] ?? `Unknown (${value})`;
const plainText = (value: TagValue): string => String(value);

/** By name: how one value of its list is printed. */
const lists = {
  LayerRectangles: plainText,
  LayerBlendModes: labelled(blendModes),
  LayerOpacities: (value: TagValue) => `${Math.trunc(Number(value))}%`,
  LayerVisible: labelled(visible),
  LayerNames: plainText,
  LayerUnicodeNames: plainText,
  LayerColors: labelled(colors),
  LayerModifyDates: plainText,
  LayerSections: labelled(sections),
} as const;

type ListName = keyof typeof lists;
type Lists = Map<ListName, TagValue[]>;

interface Detail {
  readonly name: ListName;
  /** What a layer has that has none. */
  readonly none: TagValue;
  /** The value; `undefined` where there is none to be had. */
  readonly read: (part: Part, start: number, end: number) => TagValue | undefined;
}

/** What a layer may have beside its settings, by key. */
const details: { readonly [key: string]: Detail } = {
  luni: { name: 'LayerUnicodeNames', none: '', read: unicodeName },
  lclr: {
    name: 'LayerColors',
    none: '',
    read: ({ view, little }, start, end) => (start + 2 <= end ? view.u16(start, little) : undefined),
  },
  shmd: { name: 'LayerModifyDates', none: '', read: modifyDate },
  lsct: {
    name: 'LayerSections',
    none: 0,
    read: ({ view, little }, start, end) => (start + 4 <= end ? view.u32(start, little) : undefined),
  },
};

function unicodeName({ view, little }: Part, start: number, end: number): string {
  if (end - start < 4) return '';
  const length = Math.min(view.u32(start, little) * 2, (end - start - 4) & ~1);
  const text = view.slice(start + 4, start + 4 + length);
  return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(text).replace(/\0.*/s, '');
}

function modifyDate({ view, little }: Part, start: number, end: number): string {
  const text = latinText(view.slice(start, end));
  const at = text.search(/layerTime(doub|buod)/);
  const from = start + at + 13;
  return at < 0 || from + 8 > end ? '' : `${unixTimeText(Math.floor(view.f64(from, little)))}+00:00`;
}

/** The tags of the document's layers, in `[start, end)`; of the pictures of the layers nothing is read. */
export function* readLayers(from: View, start: number, end: number, budget: Budget): Scan<readonly Tag[]> {
  let view = yield* need(from, start, Math.min(end, start + documentHead + 16));
  const head = view.has(start, start + documentHead) ? view.latin1(start, start + documentHead) : '';
  if (!documentHeads.includes(head)) return [];
  let at = start + documentHead;
  const little = view.has(at, at + 4) && !/^8B(IM|64)$/.test(view.fourcc(at));
  const tags: Tag[] = [];
  while (at + 12 <= end && budget.tag(0, 3)) {
    view = yield* need(view, at, Math.min(end, at + 16));
    const part: Part = { view, end: Math.min(end, view.end), little, long: head === documentHeads[1] };
    const found = entryAt(part, at);
    if (!found || found.body + found.length > end) break;
    const { key, body, length } = found;
    if (key === 'Layr' || key === 'Lr16') {
      const last = Math.min(body + length, body + maxBytes);
      view = yield* need(view, body, last);
      tags.push(...listTags({ ...part, view, end: Math.min(last, view.end) }, body, budget));
    }
    at = body + length + (-length & 3);
  }
  return tags;
}

/** The layers of a document, and where the picture behind them begins. Large documents have lengths of eight bytes. */
export function* readDocument(start: number, long: boolean, budget: Budget): Scan<FileLayers> {
  const size = long ? 8 : 4;
  let at = start + 2 * size;
  let view = yield { start, end: at + maxSkipped };
  const lengthAt = (place: number): number => (long ? view.u64(place) : view.u32(place));
  if (!view.has(start, at + 2)) return { tags: [], end: undefined };
  const total = lengthAt(start);
  const end = start + size + total;
  if (total === 0) return { tags: [], end: undefined };
  if (lengthAt(start + size) === 0 && view.u16(at) === 0 && view.has(at, at + maxSkipped)) {
    // Layers of more than 8 bits stand in a part of their own, behind another at times.
    const found = [at + 4, at + 12 + size].find((place) => view.latin1(place, place + 8) === '8BIMLr16');
    if (found) at = found + 8 + size;
  }
  const last = Math.min(end, at + maxBytes);
  view = yield* need(view, at, last);
  return { tags: listTags({ view, end: Math.min(last, view.end), little: false, long }, at, budget), end };
}

export interface FileLayers {
  readonly tags: readonly Tag[];
  readonly end: number | undefined;
}

/** Heads of two parts before the layers. */
const maxSkipped = 64;

/** The records of layers come first, their pictures behind. */
const maxBytes = 4 << 20;

/** What the document and each layer are made of: a key and a length. */
function entryAt(part: Part, at: number): { key: string; body: number; length: number } | undefined {
  const { view, end, little } = part;
  if (at + 12 > end || !/^8B(IM|64)$/.test(code(part, at))) return undefined;
  const key = code(part, at + 4);
  if (!part.long || !longParts.test(key)) return { key, body: at + 12, length: view.u32(at + 8, little) };
  return at + 16 > end ? undefined : { key, body: at + 16, length: view.u64(at + 8, little) };
}

/** Four letters, which stand the other way round in little-endian files. */
function code({ view, little }: Part, at: number): string {
  const text = view.fourcc(at);
  return little ? [...text].reverse().join('') : text;
}

function listTags(part: Part, start: number, budget: Budget): readonly Tag[] {
  const { view, end, little } = part;
  if (start + 2 > end) return [];
  const count = Math.abs(view.i16(start, little));
  const found: Lists = new Map();
  let at: number | undefined = start + 2;
  for (let i = 0; i < count && at !== undefined && budget.tag(0); i++) at = addLayer(part, at, i, found);
  for (const { name, none } of Object.values(details)) {
    const list = found.get(name);
    while (list && list.length < count) list.push(none);
  }
  return [
    ...tagOf({ name: 'LayerCount' }, count),
    ...(Object.keys(lists) as ListName[]).flatMap((name) => {
      const list = found.get(name);
      const print = (values: TagValue) => (values as readonly TagValue[]).map(lists[name]);
      return list ? tagOf({ name, print }, list) : [];
    }),
  ];
}

function tagOf(def: TagDef, value: TagValue): Tag[] {
  const tag = makeTag('Photoshop', 'Photoshop', def.name, def, value);
  return tag ? [tag] : [];
}

/** Adds the values of the layer at `at`; where the next one begins, `undefined` where none can. */
function addLayer(part: Part, start: number, index: number, found: Lists): number | undefined {
  const { view, end, little, long } = part;
  const add = (name: ListName, value: TagValue): void => {
    const list = found.get(name);
    if (list) list.push(value);
    else found.set(name, [value]);
  };
  if (start + 18 > end) return undefined;
  const sides = [0, 4, 8, 12].map((side) => view.u32(start + side, little));
  add('LayerRectangles', sides.join(' '));
  let at = start + 18 + (long ? 10 : 6) * view.u16(start + 16, little);
  if (at + 20 > end || !/^(8BIM|MIB8)$/.test(view.fourcc(at))) return undefined;
  add('LayerBlendModes', code(part, at + 4));
  add('LayerOpacities', (100 * view.u8(at + 8)) / 255);
  add('LayerVisible', view.u8(at + 10) & 2);
  const next = at + 16 + view.u32(at + 12, little);
  at += 20 + view.u32(at + 16, little);
  if (at + 4 > end) return undefined;
  at += 4 + view.u32(at, little);
  if (at + 1 > end) return undefined;
  const length = view.u8(at);
  if (at + 1 + length > end) return undefined;
  add('LayerNames', latinText(view.slice(at + 1, at + 1 + length)));
  at += (length + 4) & ~3;
  addDetails({ ...part, end: Math.min(next, end) }, at, index, add, found);
  return next <= start ? undefined : next;
}

/** What else a layer has. Lists have an item for each layer, also for those before that have none. */
function addDetails(
  part: Part,
  start: number,
  index: number,
  add: (name: ListName, value: TagValue) => void,
  found: Lists,
): void {
  for (let at = start; ; ) {
    const entry = entryAt(part, at);
    if (!entry || entry.body + entry.length > part.end) return;
    const { key, body, length } = entry;
    const detail = details[key];
    if (detail) {
      while ((found.get(detail.name)?.length ?? 0) < index) add(detail.name, detail.none);
      const value = detail.read(part, body, body + length);
      if (value !== undefined) add(detail.name, value);
    }
    at = body + length + (-length & 3);
  }
}
