// Keeps what is printed of one file in proportion: entries can share one long value, and lists can be endless.
import { StoredBytes } from '../bytes/stored-bytes.js';
import { plain } from '../present/plain.js';
import type { Context, Groups, Tag, TagValue, Text } from '../types.js';

/** Characters around a text, and those of its group and name, about. */
const aroundText = 4;
const aroundTag = 40;
/** Characters that a number or the size of bytes takes, and a bit more. */
const ofNumber = 20;
const ofBytes = 60;

/**
 * The tags, as far as their texts stay under `limits.printedBytes`: the value of one that takes more than a third of
 * that is cut, and those that find no room are left out, with a warning.
 */
export function withinBudget(tags: readonly Tag[], { limits, warn }: Context): readonly Tag[] {
  const longest = Math.floor(limits.printedBytes / 3);
  let left = limits.printedBytes;
  let kept: Tag[] | undefined;
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]!;
    const length = textLength(tag);
    if (length > longest || length > left) kept ??= tags.slice(0, i);
    const fitting = Math.min(length, longest);
    if (fitting > left) continue;
    left -= fitting;
    kept?.push(length > longest ? cut(tag, longest) : tag);
  }
  if (!kept) return tags;
  warn('limit-exceeded', `the values are longer than ${limits.printedBytes} characters: some are cut`, 0, '');
  return kept;
}

function textLength(tag: Tag & { readonly textLength?: number | undefined }): number {
  const told = tag.textLength;
  if (told !== undefined) return aroundTag + told;
  const { value } = tag;
  // Most bytes are printed by their size, but some are decoded.
  if (value instanceof Uint8Array && value.length > maxUntold) return aroundTag + lengthOf(tag.text);
  return aroundTag + lengthOf(value);
}

/** Control characters are printed as six. */
function printedLength(text: string): number {
  if (text.length < shortText) return text.length;
  let controls = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) controls++;
  return text.length + 5 * controls;
}

/** What is printed of so many bytes is short. */
const maxUntold = 1024;
/** Shorter texts are taken as they are. */
const shortText = 1024;

function lengthOf(value: TagValue): number {
  if (typeof value === 'string') return aroundText + printedLength(value);
  if (typeof value !== 'object') return ofNumber;
  if (value instanceof Uint8Array || value instanceof StoredBytes) return ofBytes;
  let length = 0;
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) length += lengthOf(value[i]);
  else for (const [name, item] of Object.entries(value)) length += name.length + lengthOf(item);
  return length;
}

function cut({ family, group, name, id, value, weak, text }: Tag, length: number): Tag {
  if (value instanceof Uint8Array)
    return { family, group, name, id, value, text: cutText(text, length), weak };
  const shorter = cutValue(value, length);
  return { family, group, name, id, value: shorter, text: plain(shorter), weak };
}

/** The first part of a long value; nothing of one that has no parts. */
function cutValue(value: TagValue, length: number): TagValue {
  if (typeof value === 'string') return value.slice(0, (length / printedLength(value)) * value.length);
  if (!Array.isArray(value)) return '';
  let left = length;
  const end = value.findIndex((item) => {
    left -= lengthOf(item);
    return left < 0;
  });
  return value.slice(0, end);
}

function cutText(text: Text, length: number): Text {
  return typeof text === 'string' ? (cutValue(text, length) as string) : '';
}

/** The printed values by group, as far as they stay under `limits.printedBytes`: the text that goes over it is cut. */
export function groupsWithinBudget(groups: Groups, { limits, warn }: Context): Groups {
  if (lengthOf(groups) <= limits.printedBytes) return groups;
  let left = limits.printedBytes;
  const within = (text: Text): Text => {
    if (typeof text === 'string') {
      const kept = cutText(text, Math.max(0, left - aroundText));
      left -= lengthOf(kept);
      return kept;
    }
    if (Array.isArray(text))
      return (text as readonly Text[]).flatMap((item) => (left > 0 ? [within(item)] : []));
    return structure(text as { readonly [name: string]: Text });
  };
  const structure = (fields: { readonly [name: string]: Text }): { readonly [name: string]: Text } => {
    const kept: { [name: string]: Text } = {};
    for (const [name, text] of Object.entries(fields)) {
      if (left <= 0) break;
      left -= name.length + aroundText;
      kept[name] = within(text);
    }
    return kept;
  };
  warn(
    'limit-exceeded',
    `the XMP is longer than ${limits.printedBytes} characters: some of it is cut`,
    0,
    '',
  );
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, structure(group)]));
}
