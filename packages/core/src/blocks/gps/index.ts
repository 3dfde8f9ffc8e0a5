// GPS (Exif 3.0, 4.6.7): only the directory that IFD0 points to; imports no EXIF tables.
import type { Scan } from '../../bytes/scan.js';
import type { Entry } from '../../ifd/read.js';
import { makeTag } from '../../tag.js';
import type { GpsTags } from '../../tags/exif-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Scope, Tag, TagValue } from '../../types.js';
import { entryValue } from '../exif/entry-value.js';
import { storedValue } from '../exif/stored.js';
import { gpsDefinitions } from './definitions.js';
import { type GpsDirectory, readGpsDirectory } from './read.js';

export type { GpsTags } from '../../tags/exif-types.generated.js';

class LoadedGps implements Loaded<GpsTags> {
  readonly #directories: readonly GpsDirectory[];
  readonly #limit: number;

  constructor(directories: readonly GpsDirectory[], limit: number) {
    this.#directories = directories;
    this.#limit = limit;
  }

  value(): GpsTags | undefined {
    const ifd = this.#directories.find(({ entries }) => entries.length > 0);
    if (!ifd) return undefined;
    const values: { [name: string]: TagValue } = {};
    const scope: Scope = { littleEndian: ifd.littleEndian };
    for (const entry of ifd.entries) {
      const definition = gpsDefinitions().get(entry.id);
      const value = definition && entryValue(entry, definition, scope, this.#limit);
      if (value !== undefined) values[definition!.name] ??= value;
    }
    return values as GpsTags;
  }

  tags(): readonly Tag[] {
    const tags: Tag[] = [];
    for (const ifd of this.#directories) {
      for (const entry of ifd.entries) {
        const tag = this.#tag(entry, ifd);
        if (tag) tags.push(tag);
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
  kinds: ['exif'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<GpsTags>> {
    const directories: GpsDirectory[] = [];
    for (const ref of refs) {
      const directory = yield* readGpsDirectory(ref, context);
      if (directory) directories.push(directory);
    }
    return new LoadedGps(directories, context.limits.values);
  },
};
