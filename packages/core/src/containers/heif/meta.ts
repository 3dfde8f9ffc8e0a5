// Reads the `meta` box of a HEIF file into items with their places, properties and references.

import { type ByteRange, need, type Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { type Box, openBox, readBoxes } from '../../structures/isobmff/read.js';
import type { Context } from '../../types.js';
import {
  type ItemAssociations,
  type ItemInfo,
  readAssociations,
  readInfo,
  readLocations,
  readReference,
} from './items.js';
import type { HeifItem, HeifMeta, ItemLocation, ItemReference } from './model.js';
import { itemRanges } from './ranges.js';

/** What one walk works with. */
interface Walk {
  readonly view: View;
  readonly end: number;
  readonly context: Context;
  readonly path: string;
}

/** Reads a `meta` box; what is cut off or senseless in it is left out with a warning. */
export function* readMeta(from: View, box: Box, context: Context, path: string): Scan<HeifMeta> {
  const view = yield* openBox(from, box);
  const end = Math.min(box.end, context.size ?? box.end);
  const walk: Walk = { view, end, context, path };
  const children = yield* readBoxes(view, box.body + 4, end, context, path);
  const child = (type: string) => children.find((candidate) => candidate.type === type);
  const informationBox = child('iinf');
  const referenceBox = child('iref');
  const locationBox = child('iloc');
  const primaryBox = child('pitm');
  const itemData = child('idat');
  const infos = informationBox ? yield* readInfos(walk, informationBox) : new Map<number, ItemInfo>();
  const references = referenceBox ? yield* readReferences(walk, referenceBox) : [];
  const properties = yield* readProperties(walk, context.only ? undefined : child('iprp'));
  const located =
    locationBox && readLocations(yield* body(walk, locationBox), locationBox, context, `${path}/iloc`);
  const primaryId = primaryBox && readPrimary(yield* body(walk, primaryBox), primaryBox);
  const locations = located?.locations ?? new Map();
  const rangesOf = itemRanges(locations, references, itemData, context, `${path}/iloc`);
  const items: Item[] = [];
  for (const id of idsOf(infos, locations, properties.associations))
    items.push(
      new Item(id, infos.get(id) ?? noInfo, locations.get(id), properties.associations.get(id), rangesOf),
    );
  return {
    box,
    children,
    handler: yield* readHandler(walk, child('hdlr')),
    ...(primaryId !== undefined && { primaryId }),
    ...(primaryBox && { primaryBox }),
    items,
    references,
    ...(referenceBox && { referenceBox }),
    ...(informationBox && { informationBox }),
    properties: properties.boxes,
    ...(properties.container && { propertyContainer: properties.container }),
    associationBoxes: properties.associationBoxes,
    ...(located && { locations: located.table }),
    ...(itemData && { itemData }),
  };
}

/** The keys of these maps, each once, ascending. */
function idsOf(...maps: readonly ReadonlyMap<number, unknown>[]): readonly number[] {
  const ids: number[] = [];
  let isAscending = true;
  for (let i = 0; i < maps.length; i++)
    for (const id of maps[i]!.keys()) {
      if (isInAny(maps, i, id)) continue;
      isAscending &&= ids.length === 0 || id > ids[ids.length - 1]!;
      ids.push(id);
    }
  return isAscending ? ids : ids.sort((a, b) => a - b);
}

/** Whether one of the first `count` maps has the key. */
function isInAny(maps: readonly ReadonlyMap<number, unknown>[], count: number, key: number): boolean {
  for (let i = 0; i < count; i++) if (maps[i]!.has(key)) return true;
  return false;
}

class Item implements HeifItem {
  readonly id: number;
  readonly location: ItemLocation | undefined;
  readonly association: ByteRange | undefined;
  readonly properties: readonly number[];
  readonly #info: ItemInfo;
  readonly #rangesOf: (id: number) => readonly ByteRange[];

  constructor(
    id: number,
    info: ItemInfo,
    location: ItemLocation | undefined,
    association: ItemAssociations | undefined,
    rangesOf: (id: number) => readonly ByteRange[],
  ) {
    this.id = id;
    this.#info = info;
    this.location = location;
    this.association = association;
    this.properties = association?.properties ?? [];
    this.#rangesOf = rangesOf;
  }

  get ranges(): readonly ByteRange[] {
    return this.#rangesOf(this.id);
  }
  get type(): string {
    return this.#info.type;
  }
  get name(): string {
    return this.#info.name;
  }
  get contentType(): string {
    return this.#info.contentType;
  }
  get contentEncoding(): string {
    return this.#info.contentEncoding;
  }
  get uri(): string {
    return this.#info.uri;
  }
  get protectionIndex(): number {
    return this.#info.protectionIndex;
  }
  get hidden(): boolean {
    return this.#info.hidden;
  }
  get infe(): Box | undefined {
    return this.#info.infe;
  }
}

const noInfo: ItemInfo = {
  type: '',
  name: '',
  contentType: '',
  contentEncoding: '',
  uri: '',
  protectionIndex: 0,
  hidden: false,
};

/** A view on a leaf box, cut to the block limit. */
function* body({ view, end, context, path }: Walk, box: Box): Scan<View> {
  const last = Math.min(box.end, end, box.start + context.limits.blockBytes);
  if (last < Math.min(box.end, end))
    context.warn(
      'limit-exceeded',
      `${box.type} is larger than ${context.limits.blockBytes} bytes`,
      box.start,
      path,
    );
  return yield* need(view, box.start, last);
}

function* children({ view, end, context, path }: Walk, box: Box, skip: number): Scan<Box[]> {
  return yield* readBoxes(view, box.body + skip, Math.min(box.end, end), context, `${path}/${box.type}`);
}

function* readInfos(walk: Walk, box: Box): Scan<Map<number, ItemInfo>> {
  const infos = new Map<number, ItemInfo>();
  const view = yield* body(walk, box);
  if (!view.has(box.body, box.body + 4)) return infos;
  for (const entry of yield* children({ ...walk, view }, box, view.u8(box.body) === 0 ? 6 : 8)) {
    if (entry.type !== 'infe' || entry.end > view.end) continue;
    const info = readInfo(view, entry);
    if (info) infos.set(info[0], info[1]);
    else
      walk.context.warn('malformed', 'item information entry is cut off', entry.start, `${walk.path}/iinf`);
    if (infos.size >= walk.context.limits.items) {
      walk.context.warn('limit-exceeded', `more than ${infos.size} items`, entry.start, `${walk.path}/iinf`);
      break;
    }
  }
  return infos;
}

function* readReferences(walk: Walk, box: Box): Scan<ItemReference[]> {
  const references: ItemReference[] = [];
  const view = yield* body(walk, box);
  if (!view.has(box.body, box.body + 4)) return references;
  const wide = view.u8(box.body) !== 0;
  let left = walk.context.limits.items;
  for (const entry of yield* children({ ...walk, view }, box, 4)) {
    const reference = readReference(view, entry, wide, left);
    if (!reference) continue;
    references.push(reference);
    left -= reference.to.length + 1;
    if (left <= 0) {
      walk.context.warn('limit-exceeded', 'too many item references', entry.start, `${walk.path}/iref`);
      break;
    }
  }
  return references;
}

interface Properties {
  readonly boxes: readonly Box[];
  readonly container?: Box;
  readonly associationBoxes: readonly Box[];
  readonly associations: Map<number, ItemAssociations>;
}

function* readProperties(walk: Walk, box: Box | undefined): Scan<Properties> {
  const associations = new Map<number, ItemAssociations>();
  const associationBoxes: Box[] = [];
  let boxes: readonly Box[] = [];
  let container: Box | undefined;
  const inside = { ...walk, path: `${walk.path}/iprp` };
  for (const part of box ? yield* children(walk, box, 0) : []) {
    if (part.type === 'ipco' && !container) {
      container = part;
      boxes = yield* children(inside, part, 0);
    } else if (part.type === 'ipma') {
      associationBoxes.push(part);
      const view = yield* body(walk, part);
      readAssociations(view, part, associations, walk.context, `${inside.path}/ipma`);
    }
  }
  return { boxes, ...(container && { container }), associationBoxes, associations };
}

function readPrimary(view: View, { body: at, end }: Box): number | undefined {
  if (!view.has(at, at + 6)) return undefined;
  if (view.u8(at) === 0) return view.u16(at + 4);
  return at + 8 <= end && view.has(at, at + 8) ? view.u32(at + 4) : undefined;
}

function* readHandler(walk: Walk, box: Box | undefined): Scan<string> {
  if (!box) return '';
  const view = yield* body(walk, box);
  return view.has(box.body, box.body + 12) ? view.fourcc(box.body + 8) : '';
}
