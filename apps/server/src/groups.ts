// Arranges tags into the groups of the API.
import type { Metadata, Position, Tag, Text } from './engine.js';

/** Printed values by name, or a further level of groups. */
export type Group = { [name: string]: Text | number | Group };

/** Printed XMP by namespace prefix, structures as objects. */
type Groups = NonNullable<ReturnType<Metadata['xmpText']>>;

/** Facts of the file itself. */
export interface FileFacts {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mimeType: string;
}

/** The `metadata` object of an extraction. */
export function groupTags(
  tags: readonly Tag[],
  file: FileFacts,
  { location, xmp }: { readonly location?: Position | undefined; readonly xmp?: Groups | undefined } = {},
): Group {
  const metadata = emptyGroup();
  const owners = new Map<Group, Map<string, string>>();
  for (const tag of tags) {
    if (tag.family === 'File' || (tag.family === 'XMP' && xmp)) continue;
    place(tag, groupAt(metadata, groupPath(tag)), owners);
  }
  if (xmp) metadata['xmp'] = xmp as Group;
  addIptcNames(metadata);
  if (location) metadata['location'] = position(location);
  const own = groupAt(metadata, ['File']);
  Object.assign(own, { Name: file.name, Size: file.size, Type: file.mimeType });
  for (const tag of tags) if (tag.family === 'File') place(tag, own, owners);
  return metadata;
}

/**
 * Puts a tag into its group. Of equal names the last of one place wins, as ExifTool has it, but none is
 * taken over by another place (IFD0 before ExifIFD).
 */
function place(tag: Tag, group: Group, owners: Map<Group, Map<string, string>>): void {
  const owner = owners.get(group) ?? new Map<string, string>();
  owners.set(group, owner);
  const place = `${tag.family}:${tag.group}`;
  if (Object.hasOwn(group, tag.name) && owner.get(tag.name) !== place) return;
  group[tag.name] = tag.text;
  owner.set(tag.name, place);
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
