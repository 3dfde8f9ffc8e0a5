// The tags of what a maker note was found to store.
import { binaryText, plain } from '../../present/plain.js';
import { printedTag } from '../../tables/tag.js';
import type { Tag, TagValue } from '../../types.js';
import { plainText } from '../exif/exif-text.js';
import type { FoundEntry } from './note.js';
import { toText, type Value } from './value.js';

/** Each as a tag, but for those that a conversion drops. */
export function noteTags(found: readonly FoundEntry[]): readonly Tag[] {
  const tags: Tag[] = [];
  for (const one of found) {
    const tag = noteTag(one);
    if (tag) tags.push(tag);
  }
  return tags;
}

function noteTag({ row, stored, group, scope }: FoundEntry): Tag | undefined {
  const { id, name, flags, isWeak } = row;
  const make = (value: TagValue, text: string): Tag =>
    printedTag('MakerNotes', group, id, name, value, text, isWeak);
  const value = row.value ? row.value(stored, scope) : stored;
  if (value === undefined || Number.isNaN(value)) return undefined;
  if (typeof value === 'string' && value.startsWith('(Binary data ')) return make(stored as TagValue, value);
  if (flags.includes('B') && !row.value) {
    const length = value instanceof Uint8Array ? value.length : toText(value).length;
    return make(value as TagValue, binaryText(length));
  }
  const text = row.print ? row.print(value, scope) : printed(value);
  return text === undefined ? undefined : make(tagValue(value), toText(text));
}

function printed(value: Value): string {
  if (value instanceof Uint8Array) return plainText(value);
  const text = plain(value as TagValue);
  return typeof text === 'string' ? text : toText(value);
}

function tagValue(value: Value): TagValue {
  return value instanceof Uint8Array ? plainText(value) : (value as TagValue);
}
