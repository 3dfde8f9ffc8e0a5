// What goes, as the editors of the standards ask it.
import { googleNoteNames } from '../../blocks/xmp/google-notes.js';
import { isInAny, type NamedTag, type TagGroup } from '../groups/index.js';
import type { Asked, OnlyGroup } from './groups.js';

/** What goes. */
export interface Selection {
  readonly groups: ReadonlySet<OnlyGroup>;
  /** The groups as the rules name them. */
  readonly wanted: ReadonlySet<TagGroup>;
  /** Kilometres of the grid that coordinates are set to; `undefined` where they go. */
  readonly coarsen: number | undefined;
  /** Coordinates go, or are made coarse. */
  readonly position: boolean;
  readonly dates: boolean;
  readonly thumbnail: boolean;
  /** Every maker note goes. */
  readonly makerNotes: boolean;
  /** Whether a tag goes. */
  goes(tag: NamedTag): boolean;
}

/** What the groups that can be asked for are by the rules. */
const rulesOf: { readonly [group in OnlyGroup]: readonly TagGroup[] } = {
  gps: ['gps'],
  location: ['gps', 'place'],
  captions: ['captions', 'persons'],
  creator: ['creator'],
  copyright: ['copyright'],
  dates: ['dates'],
  serialNumbers: ['serialNumbers'],
  makernote: [],
  thumbnail: ['thumbnail'],
};

/** The selection of what was asked; with `coarsen`, positions are made coarse to that many kilometres. */
export function selectionOf({ groups: asked, coarsen }: Asked): Selection {
  const groups = new Set(asked);
  if (coarsen !== undefined && !groups.has('location')) groups.add('gps');
  const wanted = new Set([...groups].flatMap((group) => rulesOf[group]));
  const makerNotes = groups.has('dates') || groups.has('makernote') || groups.has('serialNumbers');
  return {
    groups,
    wanted,
    coarsen,
    position: wanted.has('gps'),
    dates: wanted.has('dates'),
    thumbnail: wanted.has('thumbnail'),
    makerNotes,
    goes: (tag) => isInAny(tag, wanted) || (makerNotes && isNoteInText(tag)),
  };
}

/** Google's cameras put their notes into XMP, ImageMagick any into a text of PNG. */
function isNoteInText({ family, name }: NamedTag): boolean {
  if (family === 'XMP' && googleNoteNames.has(name)) return true;
  return (family === 'XMP' || family === 'PNG') && /maker_?note/i.test(name);
}
