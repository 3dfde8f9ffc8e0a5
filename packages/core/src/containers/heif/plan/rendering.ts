// What shows a HEIF's picture beside its coded data: items with their properties and references, and tracks.

import { need, type Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import type { Limits } from '../../../limits.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { concat } from '../../../structures/isobmff/write.js';
import { wasRead } from '../../plan.js';
import type { Rendering, RenderingInput, ShownFacts } from '../../rendering.js';
import type { HeifFile, HeifItem, HeifMeta, ItemReference } from '../model.js';
import { readHeif, scannedHeif } from '../scan.js';
import type { Association } from './boxes.js';
import { dataOf } from './extents.js';
import { isDecodedFrom } from './items.js';
import {
  auxiliaryType,
  cleanProperty,
  isAlpha,
  isPictureProperty,
  type PropertyRules,
} from './properties.js';
import { tellMovie } from './rendering-movie.js';
import { readDescription, readOwnDescription, readStrictly } from './structure.js';

const path = 'heif/meta';
const itemPath = `${path}/item`;
const none: readonly never[] = [];

/**
 * Tells of the primary picture with all it is decoded from and its alpha, and of the tracks of pictures. Other
 * pictures of the file are kept or not by policy.
 */
export const heifRendering: Rendering = function* (input, facts) {
  const file =
    wasRead(input, readStrictly) ?? scannedHeif(input.known)?.file ?? (yield* readHeif(input.context));
  if (file.meta?.handler === 'pict') yield* tellPicture(input, file, file.meta, facts);
  const movie = file.boxes.find(({ type }) => type === 'moov');
  if (movie) yield* tellMovie(input.context, movie, facts);
};

function* tellPicture(input: RenderingInput, file: HeifFile, meta: HeifMeta, facts: ShownFacts): Scan<void> {
  const { limits, size } = input.context;
  const { view, associations, heads } =
    wasRead(input, readOwnDescription) ?? (yield* readDescription(meta, limits));
  const isAlphaItem = (id: number): boolean =>
    (associations.get(id) ?? []).some(({ index }) => {
      const box = meta.properties[index - 1];
      return box?.type === 'auxC' && isAlpha(auxiliaryType(view, box));
    });
  const properties = new PropertyFacts(view, meta.properties, limits);
  for (const { item, references } of shownItems(meta, isAlphaItem)) {
    facts.emit(itemPath, itemFact(item));
    for (const association of associations.get(item.id) ?? none) properties.emit(association, facts);
    for (const { type, to } of references) facts.emit(`${path}/iref/${type}`, fourBytesEach(to));
    const head = heads.get(item.id);
    if (head) facts.emit(`${path}/${item.type}`, yield* bytesOf(dataOf(item, file, meta, head, size)));
  }
}

function itemFact({ type, hidden }: HeifItem): number[] {
  return [type.charCodeAt(0), type.charCodeAt(1), type.charCodeAt(2), type.charCodeAt(3), hidden ? 1 : 0];
}

/**
 * Whether a property says how its item is shown. Where the layers end in its coded bytes says nothing of that: a
 * reader may fetch less of the file by it (AVIF 2.3.2.3). Which layer is shown (`lsel`, `a1op`) is told elsewhere.
 */
function isShowing(type: string): boolean {
  return isPictureProperty(type) && type !== 'a1lx';
}

/** What properties say of a picture: each is made once, however many tiles have it. */
class PropertyFacts {
  readonly #view: View;
  readonly #boxes: readonly Box[];
  readonly #how: PropertyRules;
  /** By their places among the boxes; of none where a property says nothing of a picture. */
  readonly #made = new Map<number, { readonly path: string; readonly bytes: Uint8Array } | undefined>();

  constructor(view: View, boxes: readonly Box[], limits: Limits) {
    this.#view = view;
    this.#boxes = boxes;
    this.#how = { rules: { colour: false }, limits, path };
  }

  /** Tells whether the property is essential, then the property. */
  emit({ index, essential }: Association, facts: ShownFacts): void {
    if (!this.#made.has(index)) this.#made.set(index, this.#make(this.#boxes[index - 1]));
    const made = this.#made.get(index);
    if (!made) return;
    made.bytes[0] = essential ? 1 : 0;
    facts.emit(made.path, made.bytes);
  }

  #make(box: Box | undefined): { readonly path: string; readonly bytes: Uint8Array } | undefined {
    const clean = box && isShowing(box.type) ? cleanProperty(this.#view, box, this.#how) : undefined;
    return box && clean && { path: `${path}/iprp/${box.type}`, bytes: concat([[0], clean]) };
  }
}

/** An item that the picture is made of, with its references to others by their number among these items. */
interface Shown {
  readonly item: HeifItem;
  readonly references: readonly Pick<ItemReference, 'type' | 'to'>[];
}

/** The primary item, all that it is decoded from, and the alpha of these, in the order of their references. */
function shownItems(
  { items, references, primaryId }: HeifMeta,
  isAlphaItem: (id: number) => boolean,
): Shown[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const from = new Map<number, ItemReference[]>();
  const alphaOf = new Map<number, number[]>();
  for (const reference of references) {
    if (reference.type === 'auxl' && isAlphaItem(reference.from)) {
      for (const id of reference.to) alphaOf.set(id, [...(alphaOf.get(id) ?? []), reference.from]);
    } else if (isDecodedFrom(reference.type)) {
      from.set(reference.from, [...(from.get(reference.from) ?? []), reference]);
    }
  }
  const shown = new Map<number, number>([[primaryId ?? 0, 0]]);
  const number = (id: number): number => {
    if (!shown.has(id)) shown.set(id, shown.size);
    return shown.get(id)!;
  };
  const found: Shown[] = [];
  for (const id of shown.keys()) {
    const references: Shown['references'][number][] = [];
    for (const { type, to } of from.get(id) ?? none) references.push({ type, to: to.map(number) });
    const alpha = alphaOf.get(id);
    if (alpha) references.push({ type: 'auxl', to: alpha.map(number) });
    const item = byId.get(id);
    if (item) found.push({ item, references });
  }
  return found;
}

function* bytesOf(data: ReturnType<typeof dataOf>): Scan<number[]> {
  const bytes: number[] = [];
  if ('code' in data) return bytes;
  let view = yield { start: 0, end: 16 };
  for (const { start, end } of data.ranges) {
    view = yield* need(view, start, end);
    bytes.push(...view.slice(start, end));
  }
  return bytes;
}

function fourBytesEach(values: readonly number[]): number[] {
  const bytes: number[] = [];
  for (const value of values)
    bytes.push(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  return bytes;
}
