// How tests compare tags with those that ExifTool prints: as lines of group, name and value, in any order.
import type { Tag } from 'exifkit';

/** A printed value on one line; numbers and booleans as in ExifTool's JSON. */
function plain(text: unknown): string {
  if (Array.isArray(text)) return text.length === 1 ? plain(text[0]) : `[${text.map(plain).join()}]`;
  if (typeof text === 'object') return JSON.stringify(text);
  const trimmed = String(text).replaceAll('\0', '').trim();
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase();
  const number = Number(trimmed);
  const numeric = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) && Number.isFinite(number);
  return numeric && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? String(number) : trimmed;
}

/** `family:group:name = value` of every tag of `exiftool -j -a -G:0:1:4`. */
export function exiftoolLines(tags: object): string[] {
  return Object.entries(tags).map(([key, text]) => {
    const [family, group, , name] = key.split(':');
    return `${family}:${group}:${name} = ${plain(text)}`;
  });
}

/** The same of what exifkit reads. */
export function tagLines(tags: Iterable<Tag>): string[] {
  return [...tags].map(({ family, group, name, text }) => `${family}:${group}:${name} = ${plain(text)}`);
}

/** The lines of `from` that `other` has not, or not as often. */
export function beyond(from: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return from.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && !line.startsWith('MakerNotes:');
  });
}
