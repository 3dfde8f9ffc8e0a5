// Decides which items of a HEIF file are its picture.
import type { ErrorCode } from '../../../errors.js';
import type { Rules } from '../../plan.js';
import { isManifest } from '../items.js';
import type { HeifItem, HeifMeta } from '../model.js';
import { decodedFrom } from './links.js';
import { isAlpha, isDepth, isGainMap } from './properties.js';

/** Coded pictures and pictures made of others (ISO/IEC 23008-12). Items of other types are no picture. */
const pictureTypes: ReadonlySet<string> = new Set([
  'hvc1',
  'hev1',
  'lhv1',
  'hvt1',
  'av01',
  'avc1',
  'vvc1',
  'evc1',
  'j2k1',
  'jpeg',
  'unci',
  'grid',
  'iden',
  'iovl',
  'tmap',
  'sato',
]);

/** What is asked of an item beside its references. */
export interface ItemFacts {
  /** The type of an auxiliary picture (`auxC`), else empty. */
  auxiliaryType(item: HeifItem): string;
  /** Why an item cannot be written, if so. */
  fault(item: HeifItem): Fault | undefined;
  /** What may stay beside the picture. */
  readonly rules: Pick<Rules, 'thumbnail' | 'gainMap' | 'depth'>;
}

/** Why an item cannot be written; where it is not the picture it goes, but for one that is cut off. */
export interface Fault {
  readonly code: ErrorCode;
  readonly why: string;
}

/** The items that stay, and for those that go what they are and why. */
export interface ItemChoice {
  readonly kept: ReadonlySet<number>;
  /** What those are that stay beside the picture. */
  readonly beside: ReadonlyMap<number, 'alpha' | 'gainmap' | 'depth' | 'thumbnail'>;
  readonly gone: ReadonlyMap<number, Gone>;
  /** Why the picture itself cannot be written, if so, and the item that is at fault. */
  readonly fault?: ItemFault;
}

/** What an item is that goes, and why where it is not plain. */
export interface Gone {
  readonly kind: string;
  readonly why?: string;
}

interface ItemFault extends Fault {
  readonly id: number;
}

/** Whether an item is a coded picture or made of some. */
export function isPicture({ type }: HeifItem): boolean {
  return pictureTypes.has(type);
}

/** Whether a reference is to what an item is decoded from. */
export function isDecodedFrom(type: string): boolean {
  return decodedFrom.has(type);
}

/**
 * The primary item and the other pictures of the file with all they are decoded from, and their alpha;
 * thumbnails, gain maps and depth by policy. Other auxiliary pictures and all that is no picture go.
 */
export function chooseItems(meta: HeifMeta, facts: ItemFacts): ItemChoice {
  const links = new Links(meta);
  const faults = findFaults(meta, links, facts);
  const kept = new Set<number>();
  const beside: Map<number, 'alpha' | 'gainmap' | 'depth' | 'thumbnail'> = new Map();
  const gone = new Map<number, Gone>();
  const fault = add(meta.primaryId ?? 0) ?? addOthers();
  if (fault) return { kept, beside, gone, fault };
  for (const item of meta.items)
    if (!kept.has(item.id) && !gone.has(item.id)) gone.set(item.id, whyGone(item));
  return { kept, beside, gone };

  /** Adds an item and all it is decoded from, or nothing where one of them is at fault. */
  function add(root: number): ItemFault | undefined {
    const found = faults.get(root);
    if (found) return found;
    const added = new Set<number>([root]);
    for (const id of added) {
      kept.add(id);
      for (const source of links.sourcesOf(id)) if (!kept.has(source)) added.add(source);
    }
    return undefined;
  }

  /** Adds what is not the primary picture; gives the fault of what may not be left out. */
  function addOthers(): ItemFault | undefined {
    for (const item of meta.items) {
      if (kept.has(item.id) || item.hidden || !isPicture(item) || links.isPart(item.id)) continue;
      if (item.type === 'tmap' && !facts.rules.gainMap) continue;
      const found = addOptional(item.id, item.type === 'tmap' ? 'gainmap' : 'picture');
      if (found) return found;
      if (item.type === 'tmap' && kept.has(item.id)) beside.set(item.id, 'gainmap');
    }
    for (const { from, to, type } of meta.references) {
      if (!facts.rules.thumbnail || type !== 'thmb' || kept.has(from) || !to.some((id) => kept.has(id)))
        continue;
      const found = addOptional(from, 'thumbnail');
      if (found) return found;
      if (kept.has(from)) beside.set(from, 'thumbnail');
    }
    for (const { from, to, type } of meta.references) {
      const item = links.items.get(from);
      if (type !== 'auxl' || !item || kept.has(from) || !to.some((id) => kept.has(id))) continue;
      const auxiliary = facts.auxiliaryType(item);
      if (!isAuxiliaryKept(auxiliary, facts)) continue;
      const found = add(from);
      if (found) return found;
      beside.set(from, isAlpha(auxiliary) ? 'alpha' : isGainMap(auxiliary) ? 'gainmap' : 'depth');
    }
    return undefined;
  }

  function addOptional(id: number, kind: string): ItemFault | undefined {
    const found = add(id);
    if (found?.code === 'truncated') return found;
    if (found) gone.set(id, { kind, why: found.why });
    return undefined;
  }

  function whyGone(item: HeifItem): Gone {
    const auxiliary = facts.auxiliaryType(item);
    if (links.isThumbnail(item.id)) return { kind: 'thumbnail' };
    if (item.type === 'tmap' || isGainMap(auxiliary)) return { kind: 'gainmap', why: 'not asked to stay' };
    if (links.isAuxiliary(item.id)) return { kind: isDepth(auxiliary) ? 'depth' : 'auxiliary' };
    return { kind: kindOf(item) };
  }
}

/** Whether an auxiliary picture of this type stays: alpha always, gain maps and depth by policy. */
function isAuxiliaryKept(type: string, { rules }: ItemFacts): boolean {
  return isAlpha(type) || (rules.gainMap && isGainMap(type)) || (rules.depth && isDepth(type));
}

/** The faults of items, and of those that are decoded from them. */
function findFaults(meta: HeifMeta, links: Links, facts: ItemFacts): Map<number, ItemFault> {
  const faults = new Map<number, ItemFault>();
  for (const id of new Set([meta.primaryId ?? 0, ...links.items.keys(), ...links.sources()])) {
    const fault = faultOf(links.items.get(id), facts);
    if (fault) faults.set(id, { id, ...fault });
  }
  for (const [id, fault] of faults)
    for (const user of links.usersOf(id)) if (!faults.has(user)) faults.set(user, fault);
  return faults;
}

function faultOf(item: HeifItem | undefined, facts: ItemFacts): Fault | undefined {
  if (!item) return { code: 'malformed', why: 'an item that the picture needs is missing' };
  if (!isPicture(item)) return { code: 'not-writable', why: 'a picture of an unknown type' };
  if (item.protectionIndex !== 0) return { code: 'not-writable', why: 'a protected picture' };
  return facts.fault(item);
}

/** What an item is that is no picture, or is part of none. */
function kindOf(item: HeifItem): string {
  const { type, contentType } = item;
  if (isPicture(item)) return 'picture';
  if (type === 'Exif') return 'exif';
  if (type === 'iptc') return 'iptc';
  if (contentType === 'application/rdf+xml') return 'xmp';
  if (isManifest(item)) return 'c2pa';
  return 'item';
}

/** The references of a file by their ends. */
class Links {
  readonly items: ReadonlyMap<number, HeifItem>;
  readonly #sources = new Map<number, number[]>();
  readonly #users = new Map<number, number[]>();
  readonly #thumbnails = new Set<number>();
  readonly #auxiliary = new Set<number>();

  constructor({ items, references }: HeifMeta) {
    this.items = new Map(items.map((item) => [item.id, item]));
    for (const { type, from, to } of references) {
      if (type === 'thmb') this.#thumbnails.add(from);
      else if (type === 'auxl') this.#auxiliary.add(from);
      else if (decodedFrom.has(type)) {
        const sources = this.#sources.get(from) ?? [];
        for (const id of to) {
          sources.push(id);
          const users = this.#users.get(id);
          if (users) users.push(from);
          else this.#users.set(id, [from]);
        }
        this.#sources.set(from, sources);
      }
    }
  }

  /** What an item is decoded from, each as often as it is referred to. */
  sourcesOf(id: number): readonly number[] {
    return this.#sources.get(id) ?? [];
  }

  /** All that something is decoded from. */
  sources(): Iterable<number> {
    return this.#users.keys();
  }

  /** What is decoded from an item. */
  usersOf(id: number): readonly number[] {
    return this.#users.get(id) ?? [];
  }

  isThumbnail(id: number): boolean {
    return this.#thumbnails.has(id);
  }

  isAuxiliary(id: number): boolean {
    return this.#auxiliary.has(id);
  }

  /** Whether an item is there for another: a tile, a thumbnail, an auxiliary picture. */
  isPart(id: number): boolean {
    return this.#users.has(id) || this.#thumbnails.has(id) || this.#auxiliary.has(id);
  }
}
