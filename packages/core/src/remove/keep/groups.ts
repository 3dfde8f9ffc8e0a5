// The rules of the groups that are asked to stay, as planners read them.
import type { KeptTexts, Rules } from '../../containers/plan.js';
import { groupsOf, type NamedTag, type TagGroup } from '../groups/index.js';
import { chunkTag, exifIds, exifTag } from '../groups/names.js';
import { keywordTag } from '../groups/read-tag.js';

/** What goes whatever else is asked to stay: a tag may belong to several groups. */
const neverKept: readonly TagGroup[] = ['gps', 'place', 'serialNumbers', 'thumbnail'];

/** XMP that planners write themselves for pictures and videos that stay. */
const written = /^XMP:XMP-(hdrgm|GCamera|GContainer|GDepth|xmpNote)$/;

const comment: NamedTag = { family: 'File', group: 'File', name: 'Comment' };

/** What is to become of a tag: `open` where no group says, so that what lies within it is asked. */
export type Choice = 'kept' | 'gone' | 'open';

/** Chooses tags by groups that stay. */
export function chooserOf(groups: ReadonlySet<TagGroup>): (tag: NamedTag) => Choice {
  return (tag) => {
    const found = groupsOf(tag);
    if (neverKept.some((group) => found.has(group)) || written.test(`${tag.family}:${tag.group}`))
      return 'gone';
    return [...found].some((group) => groups.has(group)) ? 'kept' : 'open';
  };
}

/** The rules with what else the groups keep. */
export function withGroups(rules: Rules, groups: ReadonlySet<TagGroup>): Rules {
  const choose = chooserOf(groups);
  const stays = (tag: NamedTag): boolean => choose(tag) === 'kept';
  const ids = [...exifIds()];
  const idsIn = (directory: string): number[] => ids.filter((id) => stays(exifTag(id, directory)));
  const texts: KeptTexts = {
    keyword: (keyword) => stays(keywordTag(keyword)),
    comments: stays(comment),
    time: stays(chunkTag('tIME')),
  };
  const exif = {
    ifd0: new Set([...rules.exif.ifd0, ...idsIn('IFD0')]),
    exifIfd: new Set([...rules.exif.exifIfd, ...idsIn('ExifIFD')]),
  };
  return { ...rules, exif, texts };
}
