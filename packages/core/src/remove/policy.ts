// What a caller may ask to stay, and the rules that planners read from it.
import type { Rules } from '../containers/plan.js';
import { MetadataError } from '../errors.js';
import { type Asked, type OnlyGroup, onlyGroups } from './only/groups.js';

/**
 * What can be asked to stay beside the picture. Resolution and camera settings are those of EXIF. Copyright,
 * creator, captions and dates are written as EXIF, from XMP and IPTC where the EXIF has none; those two go whole.
 * Thumbnails are those of EXIF and the small pages of TIFF, cleaned. A gain map (what HDR displays add) stays in
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

/** EXIF tags (Exif 3.0 4.6) that each name keeps: those of IFD0, and those of the Exif IFD. */
const tagsKept: Partial<
  Record<Keep, { readonly ifd0?: readonly number[]; readonly exifIfd?: readonly number[] }>
> = {
  orientation: { ifd0: [0x0112] },
  resolution: { ifd0: [0x011a, 0x011b, 0x0128] },
  copyright: { ifd0: [0x8298] },
  creator: { ifd0: [0x013b] },
  captions: { ifd0: [0x010e], exifIfd: [0x9286] },
  dates: { ifd0: [0x0132], exifIfd: [0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292] },
  cameraSettings: {
    exifIfd: [
      0x829a, 0x829d, 0x8822, 0x8824, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833, 0x9201, 0x9202, 0x9203, 0x9204,
      0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920a, 0xa20b, 0xa215, 0xa217, 0xa300, 0xa301, 0xa401, 0xa402,
      0xa403, 0xa404, 0xa405, 0xa406, 0xa407, 0xa408, 0xa409, 0xa40a, 0xa40c,
    ],
  },
};

const names: readonly Keep[] = [
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

/** The rules of a policy. Throws MetadataError `not-writable` for a name that is not known. */
export function rulesOf(policy: Preset | RemovePolicy): Rules {
  if (policy === 'everything') {
    usual ??= makeRules({});
    return usual;
  }
  return makeRules(typeof policy === 'string' ? { preset: policy } : policy);
}

let usual: Rules | undefined;

function makeRules(asked: RemovePolicy): Rules {
  for (const key of Object.keys(asked)) if (!properties.includes(key)) unknown('policy', key, properties);
  const { preset = 'everything', keep = [], orientation, icc } = asked;
  if (preset === 'location' || !Object.hasOwn(presets, preset)) {
    unknown('preset', preset, [...Object.keys(presets), 'location']);
  }
  const kept = new Set([...presets[preset], ...keep]);
  for (const name of kept) if (!names.includes(name)) unknown('keep', name, names);
  overrule(kept, 'orientation', orientation);
  overrule(kept, 'icc', icc);
  const tags = [...kept].map((name) => tagsKept[name]);
  return {
    colour: kept.has('icc'),
    orientation: kept.has('orientation'),
    thumbnail: kept.has('thumbnail'),
    gainMap: kept.has('gainMap'),
    depth: kept.has('depth'),
    motionVideo: kept.has('motionVideo'),
    c2pa: kept.has('c2pa'),
    exif: {
      ifd0: new Set(tags.flatMap((one) => one?.ifd0 ?? [])),
      exifIfd: new Set(tags.flatMap((one) => one?.exifIfd ?? [])),
    },
  };
}

const ORIENTATION = 0x0112;

/** Whether EXIF tags stay that are more than the orientation. */
export function keepsText({ exif }: Rules): boolean {
  return exif.exifIfd.size > 0 || [...exif.ifd0].some((id) => id !== ORIENTATION);
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
