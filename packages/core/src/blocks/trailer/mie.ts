// MIE (Meta Information Encapsulation 1.1) as a trailer: groups of named values.
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { tagOfRow } from '../../tables/records.js';
import { toText, type Value } from '../../tables/value.js';
import type { BlockKind, BlockRef, Context, Tag } from '../../types.js';
import { type Element, elementValue, groupFormats, readElement } from './mie-element.js';
import { trailerRecords } from './records.js';
import { endings } from './signs.js';
import {
  bytesAt,
  damaged,
  type Trailer,
  type TrailerKind,
  type TrailerPlace,
  trailerTag,
} from './trailer.js';

const table = (group: string): string => `MIE::${group}`;

/** Groups by the name of their element, where it is not the group's own. */
const groupNames: { readonly [element: string]: string } = { Document: 'Doc', Orientation: 'Orient' };

/** Elements that are blocks of other standards. */
const blockKinds: { readonly [element: string]: BlockKind } = {
  EXIF: 'exif',
  IPTC: 'iptc',
  XMP: 'xmp',
  ICCProfile: 'icc',
};

const binaryNames = new Set(['data', 'rsrc', 'Data']);

/** A trailer that ends with an empty element `zmie` and its own length. */
export const mie: TrailerKind = {
  matches: (place) => endings.shortMie(place) || endings.longMie(place),
  *read(place): Scan<Trailer | undefined> {
    const { view: tail, end } = place;
    const littleEndian = (tail.u8(end - 2) & 0x08) !== 0;
    const length = endings.shortMie(place)
      ? tail.u32(end - 6, littleEndian)
      : tail.u64(end - 10, littleEndian);
    const start = end - length;
    const view = yield* bytesAt(place, start, end);
    const main = view && readElement(view, start, end, littleEndian);
    if (!view || main?.name !== '0MIE') return damaged(place, 'MIE');
    const tags: Tag[] = [];
    const nested: BlockRef[] = [];
    const { host, context } = place;
    const walk = { view, path: `${place.path}/MIE`, host, context, tags, nested };
    walkGroup(walk, 'Main', main, end, 0);
    return { start, tags: () => tags, nested };
  },
};

interface Walk {
  readonly view: View;
  readonly path: string;
  readonly host: TrailerPlace['host'];
  readonly context: Context;
  readonly tags: Tag[];
  readonly nested: BlockRef[];
}

/** Reads the elements of a group up to its terminator; gives where that ends. */
function walkGroup(walk: Walk, group: string, from: Element, end: number, depth: number): number {
  const { view, context, path } = walk;
  // a group of no stated length goes on to its terminator
  const stop = from.end > from.start ? from.end : end;
  if (depth === context.limits.depth) {
    context.warn('limit-exceeded', `groups nested deeper than ${depth}`, from.start, path);
    return stop;
  }
  for (let at = from.start, count = 0; at < stop && count < context.limits.items; count++) {
    const element = readElement(view, at, stop, from.littleEndian);
    if (!context.budget.tag(0)) return stop;
    if (!element) {
      context.warn('malformed', 'damaged MIE element', at, path);
      return stop;
    }
    at = element.end;
    if (element.name === '') return from.end > from.start ? stop : at;
    if (element.compressed) continue;
    if (groupFormats.has(element.format)) {
      const name = groupNames[element.name] ?? element.name;
      at = walkGroup(
        walk,
        trailerRecords.table(table(name)) || name === 'Meta' ? name : 'Unknown',
        element,
        stop,
        depth + 1,
      );
    } else if (blockKinds[element.name] && group === 'Meta') {
      const ranges = [{ start: element.start, end: element.end }];
      const kind = blockKinds[element.name]!;
      walk.nested.push({ kind, ranges, path: `${path}/${element.name}`, host: walk.host });
    } else walk.tags.push(...elementTags(walk, group, element));
  }
  return stop;
}

function elementTags({ view, context }: Walk, group: string, element: Element): readonly Tag[] {
  const { name, units, start, end } = element;
  if (binaryNames.has(name)) return made(group, name, view.slice(start, end));
  const value = context.budget.item(end - start)
    ? elementValue(view, element, context.limits.values)
    : undefined;
  if (value === undefined) return [];
  return made(group, name, units === undefined ? value : `${toText(value)}(${units})`);
}

/** The tag of a value; its name may end with a language, and what no table has is named by itself. */
function made(group: string, name: string, value: NonNullable<Value>): readonly Tag[] {
  const [, base = name, suffix = ''] = /^(\w+)(-[a-z]{2}_[A-Z]{2})$/.exec(name) ?? [];
  const row = trailerRecords.row(table(group), base);
  const isTexts = Array.isArray(value) && typeof value[0] === 'string';
  if (row && !isTexts) return tagOfRow(row, value, { suffix });
  return trailerTag('MIE', `MIE-${group}`, name, { name: row ? row.name + suffix : name }, value);
}
