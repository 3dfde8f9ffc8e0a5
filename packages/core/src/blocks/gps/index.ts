// GPS (Exif 3.0, 4.6.7): the directory that IFD0 points to, and those that others do; imports no EXIF tables.
import type { Scan } from '../../bytes/scan.js';
import type { Entry } from '../../structures/tiff/read.js';
import { makeTag, setAside } from '../../tables/tag.js';
import type { GpsTags } from '../../tags/exif-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagScope } from '../../types.js';
import { entryValue, type TypedValue } from '../exif/entry-value.js';
import { storedValue } from '../exif/stored.js';
import type { GpsDirectoryRef } from '../exif/structure.js';
import { gpsDefinitions } from './definitions.js';
import type { GpsPosition } from './direct.js';
import { gpsPosition } from './position.js';
import { type GpsDirectory, readGpsDirectory, readMetDirectory } from './read.js';

export type { GpsTags } from '../../tags/exif-types.generated.js';

/** The tags as they are stored, and the position that they state: signed degrees, metres above or below the sea. */
export interface Gps extends GpsTags, Partial<GpsPosition> {}

class LoadedGps implements Loaded<Gps> {
  readonly #directories: readonly GpsDirectory[];
  readonly #limit: number;

  constructor(directories: readonly GpsDirectory[], limit: number) {
    this.#directories = directories;
    this.#limit = limit;
  }

  value(): Gps | undefined {
    const ifd = mainDirectory(this.#directories);
    if (!ifd) return undefined;
    const values: { [name: string]: TypedValue } = Object.create(null);
    let any = false;
    const scope: TagScope = { littleEndian: ifd.littleEndian };
    const definitions = gpsDefinitions();
    for (const entry of ifd.entries) {
      const definition = definitions.get(entry.id);
      if (!definition) continue;
      const value = entryValue(entry, definition, scope, this.#limit);
      if (value === undefined) continue;
      values[definition.name] = value;
      any = true;
    }
    return any ? withPosition(values as GpsTags) : undefined;
  }

  tags(): readonly Tag[] {
    const tags: Tag[] = [];
    for (const ifd of this.#directories) {
      const scope: TagScope = { littleEndian: ifd.littleEndian };
      for (const entry of ifd.entries) {
        const tag = this.#tag(entry, scope);
        if (tag) tags.push(ifd.aside ? setAside(tag) : tag);
      }
    }
    return tags;
  }

  #tag(entry: Entry, scope: TagScope): Tag | undefined {
    const definition = gpsDefinitions().get(entry.id);
    const stored = definition && storedValue(entry, definition, scope.littleEndian, this.#limit);
    if (stored === undefined) return undefined;
    return makeTag('EXIF', 'GPS', entry.id, definition!, stored, scope);
  }
}

function withPosition(tags: GpsTags): Gps {
  return Object.assign(tags, gpsPosition(tags));
}

/** GPS tags of EXIF. */
export const gps: Block<'gps', Gps> = {
  name: 'gps',
  kinds: ['exif', 'gps-directory'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<Gps>> {
    const directories: GpsDirectory[] = [];
    const isAnyElsewhere = refs.some(isElsewhere);
    if (isAnyElsewhere) yield* readElsewhere(refs, true, directories, context);
    for (const ref of refs) {
      if (ref.kind !== 'exif') continue;
      const met = usualOf(ref, refs);
      const directory = yield* met ? readMetDirectory(met, context) : readGpsDirectory(ref, context);
      if (directory) directories.push(directory);
    }
    if (isAnyElsewhere) yield* readElsewhere(refs, false, directories, context);
    return new LoadedGps(directories, context.limits.values);
  },
};

/** Reads the directories that another one points to than usual, before or after the usual ones. */
function* readElsewhere(
  refs: readonly BlockRef[],
  before: boolean,
  directories: GpsDirectory[],
  context: Context,
): Scan<void> {
  for (const ref of refs)
    if (isElsewhere(ref) && ref.before === before) directories.push(yield* readMetDirectory(ref, context));
}

function isMet(ref: BlockRef): ref is GpsDirectoryRef {
  return ref.kind === 'gps-directory';
}

function isElsewhere(ref: BlockRef): ref is GpsDirectoryRef {
  return isMet(ref) && ref.usualOf === undefined;
}

/** The usual directory of a block, where the walk over all of its directories met it. */
function usualOf(block: BlockRef, refs: readonly BlockRef[]): GpsDirectoryRef | undefined {
  for (const ref of refs) if (isMet(ref) && ref.usualOf === block) return ref;
  return undefined;
}

/** The last directory that holds something, of another picture only where there is no other, and then the first. */
function mainDirectory(directories: readonly GpsDirectory[]): GpsDirectory | undefined {
  let aside: GpsDirectory | undefined;
  for (let i = directories.length - 1; i >= 0; i--) {
    const directory = directories[i]!;
    if (directory.entries.length === 0) continue;
    if (!directory.aside) return directory;
    aside = directory;
  }
  return aside;
}
