// What a caller may ask to stay, and the rules that planners read from it.
import { noTexts, type Rules } from '../containers/plan.js';
import { MetadataError } from '../errors.js';
import { ORIENTATION } from '../structures/tiff/ids.js';
import type { TagGroup } from './groups/index.js';
import { type Asked, type OnlyGroup, onlyGroups } from './selective/groups.js';

/**
 * What can be asked to stay beside the picture. Resolution is that of EXIF and XMP. Copyright, creator, captions (titles,
 * keywords, comments and persons too), dates and camera settings (make, model and lens too) stay in EXIF, in XMP and
 * in the texts of PNG, JPEG and GIF, each anew with nothing else; what IPTC says of them becomes XMP, and what EXIF
 * lacks of them is filled in from there. Dates that are not whole stay in XMP alone. What no place can be found for is
 * a warning. Thumbnails are those of EXIF and the small pages of TIFF, cleaned. A gain map (what HDR displays add) stays in
 * JPEG and HEIF, Apple's too, itself cleaned, where all of it is understood. A C2PA manifest stays byte for byte in JPEG, PNG,
 * WebP, TIFF and HEIF, although it no longer matches the file. A depth map stays in HEIF, and in JPEG where it is
 * one of Google's cameras (GDepth) that is all understood. The video of a motion photo stays in JPEG with its
 * pictures and sound alone, in the form of Android's motion photos. Other depth maps and the video of a HEIF cannot
 * be cleaned yet: a file that has one is refused where they are asked to stay.
 */
export type Keep =
  | 'icc'
  | 'orientation'
  | 'resolution'
  | 'copyright'
  | 'creator'
  | 'captions'
  | 'dates'
  | 'cameraSettings'
  | 'thumbnail'
  | 'gainMap'
  | 'depth'
  | 'motionVideo'
  | 'c2pa';

/**
 * A policy by name: `everything` goes but picture, ICC profile and orientation (the default); `strict` drops
 * these two as well; `share` also keeps copyright and creator. `location` removes coordinates alone, as
 * `only: ['gps']` does.
 */
export type Preset = 'everything' | 'strict' | 'share' | 'location';

/** What goes and what stays. */
export interface RemovePolicy {
  /** Where to start from; `everything` if not given, which keeps ICC profile and orientation. */
  readonly preset?: Preset;
  /** Stays beside what the preset keeps: with `strict`, this is all that stays. */
  readonly keep?: readonly Keep[];
  /** Overrules the preset. */
  readonly orientation?: 'keep' | 'drop';
  /** Overrules the preset. */
  readonly icc?: 'keep' | 'drop';
  /**
   * Removes just these; all else stays byte for byte, but for blocks that state some of it and of which nothing can be
   * taken out (maker notes, C2PA manifests): these go whole. Stands alone or with {@link gps}.
   */
  readonly only?: readonly OnlyGroup[];
  /**
   * Keeps latitude and longitude, set to the middle of a grid cell of this many kilometres (more than 0, at most
   * 10,000), and removes all else that tells the place or the time at it. Stands alone or with {@link only}.
   */
  readonly gps?: { readonly coarsen: number };
}

const presets: Record<Exclude<Preset, 'location'>, readonly Keep[]> = {
  everything: ['icc', 'orientation'],
  strict: [],
  share: ['icc', 'orientation', 'copyright', 'creator'],
};

/** EXIF tags of the picture's presentation that a name keeps (Exif 3.0 4.6.5.1). */
const tagsKept: Partial<Record<Keep, readonly number[]>> = {
  orientation: [ORIENTATION],
};

/** The groups of tags that a name keeps, in every standard. */
const groupsKept: Partial<Record<Keep, readonly TagGroup[]>> = {
  copyright: ['copyright'],
  creator: ['creator'],
  captions: ['captions', 'persons'],
  dates: ['dates'],
  cameraSettings: ['cameraSettings'],
  resolution: ['resolution'],
};

/** All that can be asked to stay, for messages and checks. */
export const keepNames: readonly Keep[] = [
  'icc',
  'orientation',
  'resolution',
  'copyright',
  'creator',
  'captions',
  'dates',
  'cameraSettings',
  'thumbnail',
  'gainMap',
  'depth',
  'motionVideo',
  'c2pa',
];

/** The rules of a policy, those of its groups apart. Throws MetadataError `not-writable` for a name that is not known. */
export function rulesOf(policy: Preset | RemovePolicy): AskedRules {
  if (policy === 'everything') {
    usual ??= makeRules({});
    return usual;
  }
  return makeRules(typeof policy === 'string' ? { preset: policy } : policy);
}

/** Rules, and the groups of tags that stay beside. */
export interface AskedRules extends Rules {
  readonly groups: ReadonlySet<TagGroup>;
}

/** Whether all that the file says must be read: to keep it anew, and to tell what is lost. */
export function needsReading({ groups, thumbnail }: AskedRules): boolean {
  return groups.size > 0 || thumbnail;
}

let usual: AskedRules | undefined;

function makeRules(asked: RemovePolicy): AskedRules {
  for (const key of Object.keys(asked)) if (!properties.includes(key)) unknown('policy', key, properties);
  const { preset = 'everything', keep = [], orientation, icc } = asked;
  if (preset === 'location' || !Object.hasOwn(presets, preset)) {
    unknown('preset', preset, [...Object.keys(presets), 'location']);
  }
  const kept = new Set([...presets[preset], ...keep]);
  for (const name of kept) if (!keepNames.includes(name)) unknown('keep', name, keepNames);
  overrule(kept, 'orientation', orientation);
  overrule(kept, 'icc', icc);
  return {
    colour: kept.has('icc'),
    orientation: kept.has('orientation'),
    thumbnail: kept.has('thumbnail'),
    gainMap: kept.has('gainMap'),
    depth: kept.has('depth'),
    motionVideo: kept.has('motionVideo'),
    c2pa: kept.has('c2pa'),
    exif: { ifd0: new Set([...kept].flatMap((name) => tagsKept[name] ?? [])), exifIfd: new Set() },
    texts: noTexts,
    groups: new Set([...kept].flatMap((name) => groupsKept[name] ?? [])),
  };
}

const properties: readonly string[] = ['preset', 'keep', 'orientation', 'icc', 'only', 'gps'];

/**
 * What a policy that removes some groups alone selects; `undefined` for the others. Throws MetadataError
 * `not-writable` for a group or a distance that is not known, and where it is mixed with what keeps.
 */
export function onlyOf(policy: Preset | RemovePolicy): Asked | undefined {
  const asked: RemovePolicy = typeof policy === 'string' ? { preset: policy } : policy;
  const { only, gps, preset } = asked;
  if (only === undefined && gps === undefined && preset !== 'location') return undefined;
  const groups: readonly OnlyGroup[] = [
    ...(only ?? []),
    ...(preset === 'location' ? (['gps'] as const) : []),
  ];
  for (const group of groups) if (!onlyGroups.includes(group)) unknown('only', group, onlyGroups);
  const others = Object.keys(asked).filter((key) => !['only', 'gps'].includes(key));
  if (others.some((key) => key !== 'preset' || preset !== 'location')) {
    const names = others.join(', ');
    throw new MetadataError('not-writable', `policy 'only' and 'gps' cannot stand with others (${names})`);
  }
  const coarsen = gps?.coarsen;
  if (gps && !(typeof coarsen === 'number' && coarsen > 0 && coarsen <= 10_000)) {
    throw new MetadataError(
      'not-writable',
      "policy 'gps' asks for 'coarsen' in kilometres, above 0 to 10,000",
    );
  }
  return { groups, coarsen };
}

function overrule(kept: Set<Keep>, name: Keep, said: 'keep' | 'drop' | undefined): void {
  if (said === 'keep') kept.add(name);
  else if (said === 'drop') kept.delete(name);
}

function unknown(what: string, name: string, known: readonly string[]): never {
  throw new MetadataError('not-writable', `${what} '${name}' is not known (${known.join(', ')})`);
}
