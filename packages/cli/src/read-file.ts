// What `exifkit read` prints of one file.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { inputStat } from './files.js';
import { type Format, printers } from './printers.js';
import { UsageError } from './usage.js';

/** How files are printed. */
export interface ReadForm {
  readonly format: Format;
  /** Names of the tags that are asked for; all where there are none. */
  readonly tags: readonly string[] | undefined;
  readonly numeric: boolean;
}

/** Reads a file and prints it. Throws a {@link UsageError} where a name of a tag is none. */
export function fileReader({ format, tags, numeric }: ReadForm): (path: string) => Promise<string> {
  const wanted = wantedTags(tags);
  return async (path) => {
    inputStat(path);
    const metadata = await read(fromPath(path));
    const found = metadata.tags().filter((tag) => wanted(tag.group, tag.name));
    return printers[format].file({ path, tags: found, numeric, warnings: metadata.warnings });
  };
}

/** `Name` or `Group:Name`, any case; no names at all: every tag. */
export function wantedTags(names: readonly string[] | undefined): (group: string, name: string) => boolean {
  if (!names) return () => true;
  const set = new Set(names.flatMap((name) => name.split(',')).map((name) => name.trim().toLowerCase()));
  if (set.has('')) throw new UsageError('--tag takes the name of a tag, e.g. --tag DateTimeOriginal');
  return (group, name) => set.has(name.toLowerCase()) || set.has(`${group}:${name}`.toLowerCase());
}
