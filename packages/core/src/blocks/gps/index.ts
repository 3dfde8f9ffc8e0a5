// GPS (Exif 3.0, 4.6.7): the directory that IFD0 points to, and those that others do; imports no EXIF tables.
import type { Scan } from '../../bytes/scan.js';
import type { Entry } from '../../structures/tiff/read.js';
import { makeTag, setAside } from '../../tables/tag.js';
import type { GpsTags } from '../../tags/exif-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Scope, Tag } from '../../types.js';
import { entryValue, type TypedValue } from '../exif/entry-value.js';
import { storedValue } from '../exif/stored.js';
import type { GpsDirectoryRef } from '../exif/structure.js';
import { gpsDefinitions } from './definitions.js';
import { type GpsDirectory, readGpsDirectory, readGpsDirectoryElsewhere } from './read.js';

export type { GpsTags } from '../../tags/exif-types.generated.js';

class LoadedGps implements Loaded<GpsTags> {
  readonly #directories: readonly GpsDirectory[];
  readonly #limit: number;

  constructor(directories: readonly GpsDirectory[], limit: number) {
    this.#directories = directories;
    this.#limit = limit;
  }

  value(): GpsTags | undefined {
    const filled = this.#directories.filter(({ entries }) => entries.length > 0);
    const ifd = filled.findLast(({ aside }) => !aside) ?? filled[0];
    if (!ifd) return undefined;
    const values: { [name: string]: TypedValue } = Object.create(null);
    let taken = 0;
    const scope: Scope = { littleEndian: ifd.littleEndian };
    const definitions = gpsDefinitions();
    for (const entry of ifd.entries) {
      const definition = definitions.get(entry.id);
      if (!definition) continue;
      const value = entryValue(entry, definition, scope, this.#limit);
      if (value === undefined) continue;
      values[definition.name] = value;
      taken |= 1 << entry.id;
    }
    return taken === 0 ? undefined : (values as GpsTags);
  }

  tags(): readonly Tag[] {
    const tags: Tag[] = [];
    for (const ifd of this.#directories) {
      for (const entry of ifd.entries) {
        const tag = this.#tag(entry, ifd);
        if (tag) tags.push(ifd.aside ? setAside(tag) : tag);
      }
    }
    return tags;
  }

  #tag(entry: Entry, ifd: GpsDirectory): Tag | undefined {
    const definition = gpsDefinitions().get(entry.id);
    const stored = definition && storedValue(entry, definition, ifd.littleEndian, this.#limit);
    if (stored === undefined) return undefined;
    return makeTag('EXIF', 'GPS', entry.id, definition!, stored, { littleEndian: ifd.littleEndian });
  }
}

/** GPS tags of EXIF. */
export const gps: Block<'gps', GpsTags> = {
  name: 'gps',
  kinds: ['exif', 'gps-directory'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<GpsTags>> {
    const directories: GpsDirectory[] = [];
    const elsewhere = refs.filter((ref): ref is GpsDirectoryRef => ref.kind === 'gps-directory');
    const add = function* (before: boolean): Scan<void> {
      for (const ref of elsewhere)
        if (ref.before === before) directories.push(yield* readGpsDirectoryElsewhere(ref, context));
    };
    yield* add(true);
    for (const ref of refs) {
      const directory = ref.kind === 'exif' ? yield* readGpsDirectory(ref, context) : undefined;
      if (directory) directories.push(directory);
    }
    yield* add(false);
    return new LoadedGps(directories, context.limits.values);
  },
};
