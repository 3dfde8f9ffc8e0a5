// The groups that can be removed alone, and what was asked of them.

/**
 * What can be removed alone; all else stays byte for byte: `gps` (coordinates, and the time at them), `location`
 * (these and the names of places), `captions` (titles, descriptions, keywords, categories, comments, persons),
 * `creator` (who made it, and who owns the camera), `copyright` (rights and licences), `dates` (all dates and times),
 * `serialNumbers` (of camera and lens, ids of the picture), `makernote`, `thumbnail` (thumbnails and previews).
 *
 * What cannot be taken out of a block alone goes with the whole block, and the report says so. So the maker note goes
 * with `makernote`, with `serialNumbers` and `dates`, as nearly every maker's holds some in a form of its own, and
 * with the others where it is known to state what they name.
 */
export type OnlyGroup =
  | 'gps'
  | 'location'
  | 'captions'
  | 'creator'
  | 'copyright'
  | 'dates'
  | 'serialNumbers'
  | 'makernote'
  | 'thumbnail';

/** All that can be removed alone, for messages and checks. */
export const onlyGroups: readonly OnlyGroup[] = [
  'gps',
  'location',
  'captions',
  'creator',
  'copyright',
  'dates',
  'serialNumbers',
  'makernote',
  'thumbnail',
];

/** The groups that go. */
export interface Asked {
  readonly groups: readonly OnlyGroup[];
  /** Kilometres of the grid that coordinates are set to; `undefined` where they go. */
  readonly coarsen: number | undefined;
}
