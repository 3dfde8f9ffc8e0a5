// Tags that were read, as the rules are asked for them.
import type { Tag } from '../../types.js';
import type { NamedTag } from './index.js';

/** A PNG text; ImageMagick puts the standard's prefix before a tag's name (`exif:DateTime`, `icc:copyright`). */
export function keywordTag(keyword: string): NamedTag {
  if (/^icc:/i.test(keyword))
    return { family: 'ICC_Profile', group: 'ICC_Profile', name: keyword.slice('icc:'.length) };
  return {
    family: 'PNG',
    group: 'PNG',
    name: keyword.replace(/^(exif|tiff|xmp|dc|iptc|png|photoshop):/i, ''),
  };
}

/** What a language adds to a name: `-fr`, `-en-US`. */
const language = /-([a-z]{2,3}|[xi])(-\w+)*$/;

/** A tag that was read, without its language: PNG texts by their keywords, as names lose the signs between words. */
export function readTag({ family, group, name, id }: Tag): NamedTag {
  if (family === 'PNG' && typeof id === 'string' && id.length > 4) return keywordTag(id);
  return { family, group, name: /^(XMP|PNG|QuickTime)$/.test(family) ? name.replace(language, '') : name };
}

const dated = /date|time|year/i;

/** The moment that seconds of zero tell. */
const epoch = /^1970:01:01 00:00:00/;
/** Families whose dates are texts: there it is a date like any other. */
const datedInText = /^(EXIF|XMP|IPTC|PNG|GIF|Photoshop)$/;

/** Nothing, dashes that cameras write for nothing, or a date of zeros. */
export function isBlank({ family, name, text }: Tag): boolean {
  const shown = typeof text === 'string' ? text : JSON.stringify(text);
  if (!dated.test(name)) return /^[\s\0-]*$/.test(shown);
  return !/[1-9A-Za-z]/.test(shown) || (epoch.test(shown) && !datedInText.test(family));
}
