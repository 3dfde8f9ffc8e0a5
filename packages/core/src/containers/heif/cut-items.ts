// Takes items out of a HEIF file's meta box: their entries go from its lists, nothing else in the file moves, and
// the room that is left behind the box becomes free space.
import type { View } from '../../bytes/view.js';
import type { Limits } from '../../limits.js';
import type { Box } from '../../structures/isobmff/read.js';
import { refuse } from '../plan.js';
import type { HeifItem, HeifMeta } from './model.js';
import { bodyOf, boxesIn } from './plan/boxes.js';

const freeHeaderBytes = 8;
/** The type of a box of free space. */
export const freeType: Uint8Array = Uint8Array.of(0x66, 0x72, 0x65, 0x65);

/** A meta box without some items: as many bytes as before, a free box where it ends, and the properties that went. */
interface CutMeta {
  readonly bytes: Uint8Array;
  readonly freed: readonly Box[];
}

/** The meta box without the items of `gone`. `view` holds the box. */
export function withoutItems(
  view: View,
  meta: HeifMeta,
  gone: ReadonlySet<number>,
  limits: Limits,
  path: string,
): CutMeta {
  const cuts = new Cuts(view, meta.box);
  const { informationBox, locations, referenceBox } = meta;
  for (const item of meta.items) if (gone.has(item.id)) cutEntries(cuts, item, meta);
  if (informationBox) cuts.shrink(informationBox);
  if (locations) cuts.shrink(locations.box);
  cutReferences(cuts, meta, gone);
  if (referenceBox) cuts.shrink(referenceBox);
  cutProperties(cuts, meta, gone, path);
  cutGroups(cuts, meta, gone, limits, path);
  cuts.shrink(meta.box);
  return { bytes: cuts.finish(), freed: cuts.freed };
}

/** What is taken out of a box, and what is written over in it. */
class Cuts {
  readonly view: View;
  readonly freed: Box[] = [];
  readonly #whole: Box;
  readonly #bytes: Uint8Array;
  readonly #data: DataView;
  readonly #cuts: { start: number; end: number }[] = [];

  constructor(view: View, whole: Box) {
    this.view = view;
    this.#whole = whole;
    this.#bytes = view.slice(whole.start, whole.end).slice();
    this.#data = new DataView(this.#bytes.buffer);
  }

  cut(start: number, end: number): void {
    this.#cuts.push({ start, end });
  }

  /** Takes one or more from the number of `size` bytes at `at`. */
  count(at: number, size: number, less = 1): void {
    const place = at - this.#whole.start;
    if (size === 2) this.#data.setUint16(place, this.#data.getUint16(place) - less);
    else this.#data.setUint32(place, this.#data.getUint32(place) - less);
  }

  /** Makes a box as short as what was cut out of it so far asks for. */
  shrink({ start, body, end }: Box): void {
    const inside = this.#cuts.filter((cut) => cut.start >= start && cut.end <= end);
    const size = end - start - inside.reduce((sum, cut) => sum + cut.end - cut.start, 0);
    const place = start - this.#whole.start;
    if (body - start === 16) this.#data.setBigUint64(place + 8, BigInt(size));
    else this.#data.setUint32(place, size);
  }

  /** Makes a box free space of its size. */
  free(box: Box): void {
    const { start, body, end } = box;
    this.freed.push(box);
    const from = this.#whole.start;
    this.#bytes.set(freeType, start + 4 - from);
    this.#bytes.fill(0, body - from, end - from);
  }

  finish(): Uint8Array {
    const { start, end } = this.#whole;
    const bytes = new Uint8Array(end - start);
    let at = start;
    let to = 0;
    const copy = (until: number): void => {
      bytes.set(this.#bytes.subarray(at - start, until - start), to);
      to += until - at;
    };
    for (const cut of this.#cuts.sort((a, b) => a.start - b.start)) {
      copy(cut.start);
      at = cut.end;
    }
    copy(end);
    if (bytes.length - to >= freeHeaderBytes) {
      new DataView(bytes.buffer).setUint32(to, bytes.length - to);
      bytes.set(freeType, to + 4);
    }
    return bytes;
  }
}

/** An item's entries in `iinf` and `iloc` (ISO/IEC 14496-12, 8.11.3 and 8.11.6). */
function cutEntries(cuts: Cuts, { infe, location }: HeifItem, { informationBox, locations }: HeifMeta): void {
  if (infe && informationBox) {
    cuts.cut(infe.start, infe.end);
    cuts.count(informationBox.body + 4, cuts.view.u8(informationBox.body) === 0 ? 2 : 4);
  }
  if (location && locations) {
    cuts.cut(location.start, location.end);
    cuts.count(locations.countAt, locations.version < 2 ? 2 : 4);
  }
}

/** The references of those that go, and to them (8.11.12). */
function cutReferences(cuts: Cuts, { references, referenceBox }: HeifMeta, gone: ReadonlySet<number>): void {
  if (!referenceBox) return;
  const size = cuts.view.u8(referenceBox.body) === 0 ? 2 : 4;
  for (const { from, to, box } of references) {
    const staying = to.filter((id) => !gone.has(id));
    if (gone.has(from) || (staying.length === 0 && to.length > 0)) cuts.cut(box.start, box.end);
    else
      cutIds(cuts, box, to, gone, {
        count: box.body + size,
        countBytes: 2,
        first: box.body + size + 2,
        size,
      });
  }
}

/** Where a list of ids stands in a box. */
interface IdList {
  readonly count: number;
  readonly countBytes: number;
  readonly first: number;
  readonly size: number;
}

function cutIds(cuts: Cuts, box: Box, ids: readonly number[], gone: ReadonlySet<number>, list: IdList): void {
  const { count, countBytes, first, size } = list;
  let less = 0;
  for (const [i, id] of ids.entries()) {
    if (!gone.has(id)) continue;
    cuts.cut(first + i * size, first + (i + 1) * size);
    less++;
  }
  if (less === 0) return;
  cuts.count(count, countBytes, less);
  cuts.shrink(box);
}

/**
 * What `ipma` says of them (8.11.14). Properties that nothing else has become free space, so that the others keep their
 * numbers.
 */
function cutProperties(cuts: Cuts, meta: HeifMeta, gone: ReadonlySet<number>, path: string): void {
  const { items, associationBoxes, properties } = meta;
  const stated = associationBoxes.reduce((sum, { body }) => sum + cuts.view.u32(body + 4), 0);
  if (stated !== items.filter(({ association }) => association).length)
    refuse('malformed', 'two lists of properties of one item', meta.box.start, `${path}/iprp/ipma`);
  const used = new Set(items.flatMap((item) => (gone.has(item.id) ? [] : item.properties)));
  for (const { id, association, properties: own } of items) {
    if (!association || !gone.has(id)) continue;
    cuts.cut(association.start, association.end);
    const around = associationBoxes.find(
      ({ start, end }) => association.start > start && association.end <= end,
    );
    if (around) cuts.count(around.body + 4, 4);
    for (const index of own) {
      const property = properties[index - 1];
      if (property && !used.has(index) && !cuts.freed.includes(property)) cuts.free(property);
    }
  }
  for (const box of associationBoxes) cuts.shrink(box);
  const container = meta.children.find(({ type }) => type === 'iprp');
  if (container) cuts.shrink(container);
}

/** Groups without them, whatever they group by; one of which less than two are left goes (8.15.3). */
function cutGroups(
  cuts: Cuts,
  meta: HeifMeta,
  gone: ReadonlySet<number>,
  limits: Limits,
  path: string,
): void {
  const list = meta.children.find(({ type }) => type === 'grpl');
  if (!list) return;
  const inside = `${path}/grpl`;
  for (const box of boxesIn(cuts.view, list.body, list.end, limits, inside)) {
    const ids = groupMembers(cuts.view, box, inside);
    const left = ids.filter((id) => !gone.has(id)).length;
    if (left === ids.length) continue;
    if (left < 2) cuts.cut(box.start, box.end);
    else cutIds(cuts, box, ids, gone, { count: box.body + 8, countBytes: 4, first: box.body + 12, size: 4 });
  }
  cuts.shrink(list);
}

function groupMembers(view: View, box: Box, path: string): number[] {
  bodyOf(view, box, path, 12);
  const count = view.u32(box.body + 8);
  bodyOf(view, box, path, 12 + 4 * count);
  return Array.from({ length: count }, (_, i) => view.u32(box.body + 12 + 4 * i));
}
