// Writes the meta box of a cleaned HEIF file (ISO/IEC 14496-12, 8.11): only what its items need.
import { be16, be32, be64, box, concat, fourCc, fullBox } from '../../boxes/write.js';
import type { ByteRange } from '../../bytes/scan.js';
import { isKeptReference } from './plan-items.js';
import type { HeifPicture } from './plan-picture.js';

/** Where an item's bytes come to lie, in the file. */
export interface Placed {
  readonly id: number;
  readonly ranges: readonly ByteRange[];
}

/** The meta box; `long` for places and lengths of 64 bits. */
export function writeMeta(picture: HeifPicture, placed: readonly Placed[], long: boolean): Uint8Array {
  const wide = placed.some(({ id }) => id > 0xffff);
  return fullBox(
    'meta',
    0,
    0,
    fullBox('hdlr', 0, 0, be32(0), fourCc('pict'), new Uint8Array(13)),
    fullBox('pitm', wide ? 1 : 0, 0, idOf(picture.meta.primaryId ?? 0, wide)),
    writeLocations(placed, wide, long),
    writeInformation(picture, wide),
    writeReferences(picture, wide),
    writeProperties(picture, wide),
    writeGroups(picture),
  );
}

/** An item id or a number of items: 16 bits, or 32 where the file has large ids. */
function idOf(value: number, wide: boolean): readonly number[] {
  return wide ? be32(value) : be16(value);
}

/** `iloc` (8.11.3), all offsets from the start of the file; items without bytes have no entry. */
function writeLocations(placed: readonly Placed[], wide: boolean, long: boolean): Uint8Array {
  const number = long ? be64 : be32;
  const located = placed.filter(({ ranges }) => ranges.length > 0);
  const entries = located.map(({ id, ranges }) =>
    concat([
      idOf(id, wide),
      wide ? be16(0) : [],
      be16(0),
      be16(ranges.length),
      ...ranges.flatMap(({ start, end }) => [number(start), number(end - start)]),
    ]),
  );
  const sizes = long ? [0x88, 0] : [0x44, 0];
  return fullBox('iloc', wide ? 2 : 0, 0, sizes, idOf(located.length, wide), ...entries);
}

/** `iinf` (8.11.6): types, and whether an item is hidden; no names. */
function writeInformation({ items }: HeifPicture, wide: boolean): Uint8Array {
  const entries = items.map(({ item: { id, type, hidden } }) =>
    fullBox('infe', wide ? 3 : 2, hidden ? 1 : 0, idOf(id, wide), be16(0), fourCc(type), [0]),
  );
  return fullBox('iinf', wide ? 1 : 0, 0, idOf(entries.length, wide), ...entries);
}

/** `iref` (8.11.12) among the items that stay; nothing where there are none. */
function writeReferences({ meta, choice }: HeifPicture, wide: boolean): Uint8Array {
  const id = (value: number) => idOf(value, wide);
  const boxes = meta.references
    .filter(({ type, from }) => isKeptReference(type) && choice.kept.has(from))
    .map(({ type, from, to }) => ({ type, from, to: to.filter((target) => choice.kept.has(target)) }))
    .filter(({ to }) => to.length > 0)
    .map(({ type, from, to }) => box(type, id(from), be16(to.length), ...to.map(id)));
  return boxes.length > 0 ? fullBox('iref', wide ? 1 : 0, 0, ...boxes) : new Uint8Array(0);
}

/** `iprp` (8.11.14) with the properties that stay, numbered anew. */
function writeProperties({ items, properties }: HeifPicture, wide: boolean): Uint8Array {
  const numbers = new Map([...properties.keys()].map((index, i) => [index, i + 1]));
  const large = properties.size > 127;
  const having = items.filter(({ properties: own }) => own.length > 0);
  const entries = having.map(({ item, properties: own }) =>
    concat([
      idOf(item.id, wide),
      [own.length],
      ...own.map(({ index, essential }) => {
        const number = numbers.get(index) ?? 0;
        return large ? be16((essential ? 0x8000 : 0) | number) : [(essential ? 0x80 : 0) | number];
      }),
    ]),
  );
  const associations = fullBox('ipma', wide ? 1 : 0, large ? 1 : 0, be32(having.length), ...entries);
  return box('iprp', box('ipco', ...properties.values()), associations);
}

/** `grpl` (8.15): groups of which at least two items stay. */
function writeGroups({ groups, choice }: HeifPicture): Uint8Array {
  const boxes = groups
    .map((group) => ({ ...group, entities: group.entities.filter((id) => choice.kept.has(id)) }))
    .filter(({ entities }) => entities.length > 1)
    .map(({ type, id, entities }) =>
      fullBox(type, 0, 0, be32(id), be32(entities.length), ...entities.map(be32)),
    );
  return boxes.length > 0 ? box('grpl', ...boxes) : new Uint8Array(0);
}
