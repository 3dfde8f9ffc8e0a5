// The typed values of IFD0, ExifIFD and InteropIFD in one object, without tags in between.

import type { Limits } from '../../limits.js';
import type { Ifd } from '../../structures/tiff/read.js';
import type { ExifTags } from '../../tags/exif-types.generated.js';
import type { TagScope } from '../../types.js';
import { Allowance } from './allowance.js';
import { exifDefinitions } from './definitions.js';
import { entryValue, type TypedValue } from './entry-value.js';
import type { Structure } from './structure.js';

/**
 * The typed values of a file's structures; `undefined` where they have none. Where a name comes again, the last counts
 * as in ExifTool; but the first of weak names, and of what is said of another picture than the main one.
 */
export function structureValues(structures: readonly Structure[], limits: Limits): ExifTags | undefined {
  // Without a prototype the engine keeps it as the dictionary that so many names make of it anyway, from the start.
  const values: { [name: string]: TypedValue } = Object.create(null);
  const taken = exifDefinitions().noNames.slice();
  let any = false;
  for (const { tiff, make, model, aside, ifds } of structures) {
    const scope: TagScope = { littleEndian: tiff.header.littleEndian, make, model };
    const found: Found = {
      values,
      taken,
      any,
      scope,
      aside,
      allowance: new Allowance(limits),
      limit: limits.values,
    };
    for (const ifd of ifds) if (!ifd.parent) addDirectory(ifd, found);
    any = found.any;
  }
  return any ? (values as ExifTags) : undefined;
}

interface Found {
  readonly values: { [name: string]: TypedValue };
  /** One bit a name: asking the object costs as much as putting a value in. */
  readonly taken: number[];
  any: boolean;
  readonly scope: TagScope;
  readonly aside: boolean;
  readonly allowance: Allowance;
  readonly limit: number;
}

/** The values of a directory and of those it points to, in the order of its entries. */
function addDirectory(ifd: Ifd, found: Found): void {
  const { name, entries } = ifd;
  const wanted = name === 'IFD0' || name === 'ExifIFD' || name === 'InteropIFD';
  const definitions = exifDefinitions();
  const { values, taken, aside, scope, limit, allowance } = found;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!;
    if (entry.children) for (const child of entry.children) addDirectory(child, found);
    const definition = wanted ? definitions.get(entry.id) : undefined;
    if (!definition) continue;
    const { nameNumber } = definition;
    const word = nameNumber >> 5;
    const bit = 1 << (nameNumber & 31);
    if ((definition.weak || aside) && taken[word]! & bit) continue;
    if (!allowance.covers(entry)) continue;
    const value = entryValue(entry, definition, scope, limit);
    if (value === undefined) continue;
    values[definition.name] = value;
    taken[word]! |= bit;
    found.any = true;
  }
}
