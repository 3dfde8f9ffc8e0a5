// What each group is: rules over the words of a tag's name and where it stands, and what they leave out and why.
import { aboutPicture } from './rules-about.js';
import { aboutTaking } from './rules-taking.js';

/** A kind of statement. `gps` and `place` together are a location; `persons` are part of `captions`. */
export type TagGroup =
  | 'gps'
  | 'place'
  | 'persons'
  | 'captions'
  | 'creator'
  | 'copyright'
  | 'dates'
  | 'serialNumbers'
  | 'thumbnail'
  | 'cameraSettings'
  | 'resolution'
  | 'orientation';

/** Holds where the words of a tag's name match `words`, in places (`family:group`) that match `where`. */
export interface Claim {
  readonly words: RegExp;
  readonly where?: RegExp;
}

/** A claim's exception. */
export interface Exclusion extends Claim {
  readonly because: string;
}

/** One group. */
export interface GroupRule {
  readonly claims: readonly Claim[];
  readonly excludes: readonly Exclusion[];
}

export const rules: { readonly [group in TagGroup]: GroupRule } = { ...aboutPicture, ...aboutTaking };
