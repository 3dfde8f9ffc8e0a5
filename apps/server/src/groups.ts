// Arranges tags into the groups of the API.
import type { Metadata, Position, Tag, Text } from './engine.js';

/** Values by name, or a further level of groups. */
export type Group = { [name: string]: Text | Plain | Group };

/** A value as JSON can hold it. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain };

/** Printed XMP by namespace prefix, structures as objects. */
type Groups = NonNullable<ReturnType<Metadata['xmpText']>>;

/** Facts of the file itself. */
export interface FileFacts {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mimeType: string;
}

/** What else goes into the groups, and how. */
export interface Arrangement {
  readonly location?: Position | undefined;
  readonly xmp?: Groups | undefined;
  /** Values as they are stored, numbers where they are numbers; else as they are printed. */
  readonly numeric?: boolean;
}

/** The `metadata` object of an extraction. */
export function groupTags(
  tags: readonly Tag[],
  file: FileFacts,
  { location, xmp, numeric = false }: Arrangement = {},
): Group {
  const metadata = emptyGroup();
  const groupOf = (tag: Tag): Group | undefined =>
    tag.family === 'File' || (tag.family === 'XMP' && xmp) ? undefined : groupAt(metadata, groupPath(tag));
  placeAll(tags, groupOf, numeric);
  if (xmp) metadata['xmp'] = xmp as Group;
  addIptcNames(metadata);
  if (location) metadata['location'] = position(location);
  const own = groupAt(metadata, ['File']);
  const facts = { Name: file.name, Size: file.size, Type: file.mimeType };
  Object.assign(own, facts);
  placeAll(tags, ({ family }) => (family === 'File' ? own : undefined), numeric);
  // They stand first, and no tag takes their place.
  Object.assign(own, facts);
  return metadata;
}

/** Neighbours that go into one group, from one place (`family:group`). */
interface Run {
  readonly group: Group;
  readonly place: string;
  readonly start: number;
}

/**
 * Puts tags into their groups, where they have one. Of equal names the last of one place wins, as ExifTool has it, but
 * none is taken over by another place (IFD0 before ExifIFD).
 */
function placeAll(tags: readonly Tag[], groupOf: (tag: Tag) => Group | undefined, numeric: boolean): void {
  const runs: Run[] = [];
  /** Names that came more than once, by group: the place of the first. */
  const owners = new Map<Group, Map<string, string | undefined>>();
  const ownerOf = (group: Group, name: string): string | undefined => {
    const known = owners.get(group) ?? new Map<string, string | undefined>();
    owners.set(group, known);
    if (!known.has(name)) known.set(name, firstPlace(tags, runs, group, name));
    return known.get(name);
  };
  let before: Tag | undefined;
  let group: Group | undefined;
  let place = '';
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]!;
    if (tag.group !== before?.group || tag.family !== before.family) {
      group = groupOf(tag);
      place = `${tag.family}:${tag.group}`;
      if (group) runs.push({ group, place, start: i });
    }
    before = tag;
    if (!group) continue;
    const { name } = tag;
    if (Object.hasOwn(group, name) && ownerOf(group, name) !== place) continue;
    group[name] = numeric ? plainValue(tag.value, tag.text) : tag.text;
  }
}

/** The place of the first tag of this name in a group. */
function firstPlace(
  tags: readonly Tag[],
  runs: readonly Run[],
  group: Group,
  name: string,
): string | undefined {
  for (const run of runs) {
    if (run.group !== group) continue;
    const { family, group: inFile } = tags[run.start]!;
    for (let i = run.start; tags[i]?.group === inFile && tags[i]?.family === family; i++)
      if (tags[i]?.name === name) return run.place;
  }
  return undefined;
}

/** A value as it is stored; bytes, and what is no number to JSON, as they are printed. */
function plainValue(value: unknown, text: Text): Text | Plain {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return value as Plain;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, '') as Plain);
  if (!isStructure(value)) return text;
  const plain = emptyGroup();
  for (const [name, member] of Object.entries(value)) plain[name] = plainValue(member, '');
  return plain as Plain;
}

/** Whether a value is an object of named values, and no bytes. */
function isStructure(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Only the groups and tags named, e.g. `exif`, `xmp.dc` or `gps.GPSLatitude`. */
export function pickFields(metadata: Group, fields: readonly string[]): Group {
  const picked = emptyGroup();
  for (const field of fields) {
    const path = field.split('.');
    const value = path.reduce<unknown>(
      (group, name) => (isGroup(group) && Object.hasOwn(group, name) ? group[name] : undefined),
      metadata,
    );
    if (value === undefined) continue;
    const last = path.pop()!;
    groupAt(picked, path)[last] = value as Group[string];
  }
  return picked;
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a tag goes, outermost group first. */
function groupPath({ family, group }: Tag): readonly string[] {
  switch (family) {
    case 'EXIF':
      return [exifGroups[group] ?? lowerCamel(group)];
    case 'XMP':
      return ['xmp', group.replace(/^XMP-/, '')];
    case 'ICC_Profile':
      return ['icc'];
    case 'MakerNotes':
      return ['makerNotes', group];
    default:
      return [lowerCamel(family)];
  }
}

const exifGroups: Readonly<Record<string, string | undefined>> = {
  IFD0: 'exif',
  ExifIFD: 'exif',
  InteropIFD: 'exif',
  IFD1: 'thumbnail',
  GPS: 'gps',
};

/** `QuickTime` to `quickTime`, `JFIF` to `jfif`, `APP14` to `app14`, `IFD2` to `ifd2`, `SubIFD` to `subIFD`. */
function lowerCamel(name: string): string {
  return name.replace(/^\p{Lu}+(?!\p{Ll})|^\p{Lu}/u, (start) => start.toLowerCase());
}

function groupAt(metadata: Group, path: readonly string[]): Group {
  let group = metadata;
  for (const name of path) {
    group[name] ??= emptyGroup();
    group = group[name] as Group;
  }
  return group;
}

/** Names come from files: no name may mean anything but itself. */
function emptyGroup(): Group {
  return Object.create(null) as Group;
}

/** The names under which the API's document knows By-line and CopyrightNotice. */
function addIptcNames(metadata: Group): void {
  const iptc = metadata['iptc'] as Group | undefined;
  if (!iptc) return;
  if (iptc['By-line'] !== undefined) iptc['Creator'] = iptc['By-line'];
  if (iptc['CopyrightNotice'] !== undefined) iptc['Copyright'] = iptc['CopyrightNotice'];
}

function position({ latitude, longitude, altitude }: Position): Group {
  return altitude === undefined ? { latitude, longitude } : { latitude, longitude, altitude };
}
