// The typed values of IFD0, ExifIFD and InteropIFD in one object, without tags in between.
import type { Limits } from '../../limits.js';
import type { ExifTags } from '../../tags/exif-types.generated.js';
import type { Scope } from '../../types.js';
import { Allowance } from './allowance.js';
import { exifDefinitions } from './definitions.js';
import { entryValue, type TypedValue } from './entry-value.js';
import type { Structure } from './structure.js';

/** The typed values of a structure; `undefined` where it has none. Where a name comes again, the first counts. */
export function structureValues(structure: Structure, limits: Limits): ExifTags | undefined {
  const definitions = exifDefinitions();
  // Without a prototype the engine keeps it as the dictionary that so many names make of it anyway, from the start.
  const values: { [name: string]: TypedValue } = Object.create(null);
  // One bit a name: asking the object costs as much as putting a value in.
  const taken = definitions.noNames.slice();
  let any = false;
  const allowance = new Allowance(limits);
  for (const ifd of structure.ifds) {
    if (ifd.name !== 'IFD0' && ifd.name !== 'ExifIFD' && ifd.name !== 'InteropIFD') continue;
    const scope: Scope = { littleEndian: ifd.littleEndian, make: structure.make, model: structure.model };
    for (const entry of ifd.entries) {
      const definition = definitions.get(entry.id);
      if (!definition) continue;
      const word = definition.nameNumber >> 5;
      const bit = 1 << (definition.nameNumber & 31);
      if (taken[word]! & bit) continue;
      const value = allowance.covers(entry) ? entryValue(entry, definition, scope, limits.values) : undefined;
      if (value === undefined) continue;
      values[definition.name] = value;
      taken[word]! |= bit;
      any = true;
    }
  }
  return any ? (values as ExifTags) : undefined;
}
