// What `exifkit read` and `exifkit report` print of one file.
import { type MetadataBase, read, type Tag, type Text } from 'exifkit';
import { didYouMean } from 'exifkit/node';
import { openInput } from './input.js';
import { type Printer, printerOf } from './printers.js';
import type { Screen } from './terminal.js';
import { names, UsageError } from './usage.js';

export type Format = 'table' | 'json' | 'jsonl' | 'csv' | 'tsv' | 'exiftool' | 'report' | 'report-json';

/** How files are printed. */
export interface ReadForm {
  readonly format: Format;
  readonly screen: Screen;
  /** Names of the tags, and of the groups, that are asked for; all where there are none. */
  readonly tags?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly sort: boolean;
  readonly struct: boolean;
  /** Values as they are stored, not as they are printed for people. */
  readonly numeric: boolean;
}

/** What is printed of a file, and what was asked for and is not there, each with the name that may be meant. */
export interface Printed {
  readonly text: string;
  readonly lacking: Readonly<Record<string, string>>;
}

/** Reads a file and prints it. Throws a {@link UsageError} where a name of a tag is none. */
export function fileReader(form: ReadForm): (path: string) => Promise<Printed> {
  const selection = selectionOf(form);
  let printer: Promise<Printer> | undefined;
  return async (path) => {
    const metadata = await read(openInput(path));
    const all = form.struct ? structured(metadata) : metadata.tags();
    const tags = all.filter(selection.takes);
    if (form.sort) tags.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    printer ??= printerOf(form);
    const text = (await printer).file({ path, tags, warnings: metadata.warnings });
    return { text, lacking: selection.lacking(all) };
  };
}

/** `Name`, `Group:Name` or `Group:all`, any case; no names at all: every tag. */
export function wantedTags(
  asked: readonly string[] | undefined,
  option = 'tag',
): (group: string, name: string) => boolean {
  if (!asked) return () => true;
  const set = new Set(names(asked).map((name) => name.toLowerCase()));
  if (set.has(''))
    throw new UsageError(`--${option} takes the name of a tag, e.g. --${option} DateTimeOriginal`);
  return (group, name) =>
    set.has(name.toLowerCase()) ||
    set.has(`${group}:${name}`.toLowerCase()) ||
    set.has(`${group}:all`.toLowerCase());
}

interface Selection {
  takes(tag: Tag): boolean;
  lacking(all: readonly Tag[]): Record<string, string>;
}

function selectionOf({ tags, groups, exclude }: ReadForm): Selection {
  const wanted = wantedTags(tags);
  const unwanted = exclude ? wantedTags(exclude, 'exclude') : () => false;
  const inGroups = groups && new Set(names(groups).map((group) => group.toLowerCase()));
  const isOf = (test: (group: string, name: string) => boolean, { family, group, name }: Tag): boolean =>
    test(group, name) || test(family, name);
  return {
    takes: (tag) =>
      isOf(wanted, tag) &&
      !isOf(unwanted, tag) &&
      (!inGroups || inGroups.has(tag.group.toLowerCase()) || inGroups.has(tag.family.toLowerCase())),
    lacking(all) {
      const found: Record<string, string> = {};
      for (const name of names(tags)) {
        const test = wantedTags([name]);
        if (!all.some((tag) => isOf(test, tag)))
          found[`tag "${name}"`] = didYouMean(
            name,
            all.flatMap((tag) => spellings(tag, name.includes(':'))),
          );
      }
      for (const name of names(groups)) {
        const known = new Set(all.flatMap(({ family, group }) => [family, group]));
        if (![...known].some((one) => one.toLowerCase() === name.toLowerCase()))
          found[`group "${name}"`] = didYouMean(name, known);
      }
      return found;
    },
  };
}

function spellings({ family, group, name }: Tag, withGroup: boolean): string[] {
  return withGroup ? [`${group}:${name}`, `${family}:${name}`] : [name];
}

/** All tags, those of XMP as structures. */
function structured(metadata: MetadataBase): readonly Tag[] {
  const text = metadata.xmpText();
  const tags = metadata.tags();
  const at = tags.findIndex(({ family }) => family === 'XMP');
  if (!text || at < 0) return tags;
  const others = tags.filter(({ family }) => family !== 'XMP');
  others.splice(at, 0, ...Object.entries(text).flatMap(([prefix, fields]) => tagsOf(prefix, fields)));
  return others;
}

function tagsOf(prefix: string, fields: { readonly [name: string]: Text }): Tag[] {
  return Object.entries(fields).map(([name, text]) => ({
    family: 'XMP',
    group: `XMP-${prefix}`,
    name,
    id: name,
    value: text,
    text,
  }));
}
