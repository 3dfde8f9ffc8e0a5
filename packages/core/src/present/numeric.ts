// Values as `exiftool -n` prints them: as they are, not as people read them.
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { Tag, TagValue, Text } from '../types.js';
import { plain, spaced } from './plain.js';

/** A tag's value in the form of `exiftool -n`: `6` where {@link Tag.text} is `Rotate 90 CW`. */
export function numericText({ value, text, family }: Tag): Text {
  if (value instanceof StoredBytes || (typeof text === 'string' && text.startsWith('(Binary data ')))
    return text;
  return family === 'XMP' ? listed(value, text) : joined(value);
}

/** Numbers of one value stand in one text. */
function joined(value: TagValue): Text {
  if (!Array.isArray(value)) return plain(value);
  return value.length === 0 ? [] : (spaced(value) ?? value.map(joined));
}

/** Items of XMP lists stand each on their own. Its numbers are texts, which may have more digits than are printed. */
function listed(value: TagValue, text: Text | undefined): Text {
  if (Array.isArray(value))
    return value.map((item, i) => listed(item, Array.isArray(text) ? text[i] : undefined));
  return typeof text === 'string' && typeof value === 'number' && Number(text) === value
    ? text
    : plain(value);
}
