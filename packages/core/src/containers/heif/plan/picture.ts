// Reads the picture of a HEIF file strictly: the items that stay, their bytes and their properties.

import type { ByteRange, Scan } from '../../../bytes/scan.js';
import type { View } from '../../../bytes/view.js';
import { printable } from '../../../structures/isobmff/read.js';
import { type PlanInput, type Rules, readOnce, refuse } from '../../plan.js';
import type { HeifFile, HeifItem, HeifMeta } from '../model.js';
import { type Association, type EntityGroup, readGroups } from './boxes.js';
import { type DerivedHead, dataOf, type ItemData } from './extents.js';
import { chooseItems, type Fault, type ItemChoice, type ItemFacts } from './items.js';
import { auxiliaryType, cleanProperty, isPictureProperty, isProfile } from './properties.js';
import { readOwnDescription } from './structure.js';

/** An item that stays. */
export interface PictureItem {
  readonly item: HeifItem;
  /** Its bytes in the source. */
  readonly ranges: readonly ByteRange[];
  readonly properties: readonly Association[];
}

/** What stays of a meta box. */
export interface HeifPicture {
  readonly meta: HeifMeta;
  readonly choice: ItemChoice;
  /** By ascending id. */
  readonly items: readonly PictureItem[];
  /** Properties that stay as new boxes, by their number from 1 in the source. */
  readonly properties: ReadonlyMap<number, Uint8Array>;
  /** Numbers of the properties that are ICC profiles. */
  readonly profiles: ReadonlySet<number>;
  /** Groups of the source. */
  readonly groups: readonly EntityGroup[];
}

const path = 'heif/meta';

/** Reads what stays of `meta`, the meta box of `file`. Throws where the picture cannot be written. */
export function* readPicture(input: PlanInput, file: HeifFile, meta: HeifMeta): Scan<HeifPicture> {
  const { limits } = input.context;
  if (meta.primaryId === undefined) refuse('malformed', 'no primary item', meta.box.start, path);
  const located = meta.items.filter(({ location }) => location).length;
  if (meta.locations && meta.locations.count !== located)
    refuse('malformed', 'two locations of one item', meta.locations.box.start, `${path}/iloc`);
  const { view, associations, heads } = yield* readOnce(input, readOwnDescription);
  const facts = new PictureFacts(input, file, meta, view, associations, heads);
  const choice = chooseItems(meta, facts);
  if (choice.fault) {
    const { id, code, why } = choice.fault;
    refuse(code, why, facts.placeOf(id), `${path}/item ${id}`);
  }
  const properties = facts.properties(choice.kept);
  const items = meta.items
    .filter(({ id }) => choice.kept.has(id))
    .map((item) => ({
      item,
      ranges: facts.data(item).ranges,
      properties: staying(facts.associations(item.id), properties),
    }));
  const profiles = new Set(
    meta.properties.flatMap((box, i) => (box.type === 'colr' && isProfile(view, box) ? [i + 1] : [])),
  );
  return { meta, choice, items, properties, profiles, groups: yield* readGroups(meta, limits, path) };
}

/** Those of an item's properties that stay; mostly all do. */
function staying(
  own: readonly Association[],
  properties: ReadonlyMap<number, Uint8Array>,
): readonly Association[] {
  const stays = ({ index }: Association): boolean => properties.has(index);
  return own.every(stays) ? own : own.filter(stays);
}

/** What the boxes say of the items, looked up by whoever chooses among them. */
class PictureFacts implements ItemFacts {
  readonly rules: Rules;
  readonly #input: PlanInput;
  readonly #file: HeifFile;
  readonly #meta: HeifMeta;
  readonly #view: View;
  readonly #associations: ReadonlyMap<number, readonly Association[]>;
  readonly #heads: ReadonlyMap<number, DerivedHead>;
  readonly #data = new Map<number, ItemData | Fault>();

  constructor(
    input: PlanInput,
    file: HeifFile,
    meta: HeifMeta,
    view: View,
    associations: ReadonlyMap<number, readonly Association[]>,
    heads: ReadonlyMap<number, DerivedHead>,
  ) {
    this.#input = input;
    this.#file = file;
    this.#meta = meta;
    this.#view = view;
    this.#associations = associations;
    this.#heads = heads;
    this.rules = input.rules;
  }

  associations(id: number): readonly Association[] {
    return this.#associations.get(id) ?? [];
  }

  auxiliaryType({ id }: HeifItem): string {
    const property = this.associations(id)
      .map(({ index }) => this.#meta.properties[index - 1])
      .find((box) => box?.type === 'auxC');
    return property ? auxiliaryType(this.#view, property) : '';
  }

  fault(item: HeifItem): Fault | undefined {
    for (const { index, essential } of this.associations(item.id)) {
      const property = this.#meta.properties[index - 1];
      if (!property && index > 0) return { code: 'malformed', why: `property ${index} is missing` };
      if (essential && property && !isPictureProperty(property.type))
        return { code: 'not-writable', why: `needs the unknown property ${printable(property.type)}` };
    }
    const data = this.#dataOf(item);
    return 'code' in data ? data : undefined;
  }

  /** The bytes of an item without fault. */
  data(item: HeifItem): ItemData {
    const data = this.#dataOf(item);
    return 'code' in data ? { ranges: [] } : data;
  }

  #dataOf(item: HeifItem): ItemData | Fault {
    const known = this.#data.get(item.id);
    if (known) return known;
    const found = dataOf(item, this.#file, this.#meta, this.#heads.get(item.id), this.#input.context.size);
    this.#data.set(item.id, found);
    return found;
  }

  /** The properties that these items have, as they stay. */
  properties(kept: ReadonlySet<number>): Map<number, Uint8Array> {
    const { rules, context } = this.#input;
    const how = { rules, limits: context.limits, path: `${path}/iprp/ipco` };
    const used = new Set<number>();
    for (const id of kept) for (const { index } of this.associations(id)) used.add(index);
    const clean = new Map<number, Uint8Array>();
    for (const [i, box] of this.#meta.properties.entries()) {
      const bytes = used.has(i + 1) ? cleanProperty(this.#view, box, how) : undefined;
      if (bytes) clean.set(i + 1, bytes);
    }
    return clean;
  }

  /** Where the file speaks of an item. */
  placeOf(id: number): number {
    const item = this.#meta.items.find((candidate) => candidate.id === id);
    return item?.infe?.start ?? item?.location?.start ?? this.#meta.box.start;
  }
}
