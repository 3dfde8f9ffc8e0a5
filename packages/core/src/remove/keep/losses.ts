// Warns of what was asked to stay and is gone: tags that the file says and the cleaned file, read again, does not.
import type { Warning } from '../../errors.js';
import type { Tag, Text } from '../../types.js';
import { isBlank, readTag } from '../groups/read-tag.js';
import type { Choice } from './groups.js';

const maxNames = 12;

/** One message for each place, of tags whose text `said` does not mention. */
export function lossesOf(
  before: readonly Tag[],
  after: readonly Tag[],
  choose: (tag: Tag) => Choice,
  said: readonly Warning[],
): string[] {
  const staying = after.filter((tag) => choose(tag) === 'kept');
  const held = new Set(staying.flatMap(textsOf).flatMap(partsOf));
  const isHeld = (text: string): boolean => held.has(text) || held.has(plainTime(text));
  const isSaid = (text: string): boolean => said.some(({ message }) => message.includes(`'${text}'`));
  const lost = new Map<string, Set<string>>();
  for (const tag of before) {
    if (choose(tag) !== 'kept' || isBlank(tag) || partOfDate.test(tag.name)) continue;
    if (textsOf(tag).every((text) => isHeld(text) || isSaid(text))) continue;
    const place = tag.family === 'XMP' ? 'XMP' : tag.group;
    lost.set(place, (lost.get(place) ?? new Set()).add(readTag(tag).name));
  }
  return [...lost].map(([place, names]) => {
    const more = names.size > maxNames ? ` and ${names.size - maxNames} more` : '';
    const listed = [...names].slice(0, maxNames).join(', ');
    return `${listed}${more} of ${place} cannot be kept in this file: removed`;
  });
}

/** Tags that say nothing without the date beside them. */
const partOfDate = /^(SubSecTime|OffsetTime)/;

/** What a text states: itself, creators that were joined, and the date and the time of day of a moment. */
function partsOf(text: string): string[] {
  if (isTime.test(text)) return [text, ...[text, ...text.split(' ')].map(plainTime)];
  return [text, ...text.split('; ')];
}

const isTime = /^\d\d(\d\d)?(:\d\d)?/;

/** A date or time as every standard can say it: without zone and parts of a second, and without zeros at its end. */
function plainTime(text: string): string {
  if (!isTime.test(text)) return text;
  return text.replace(/(\.\d+)?(Z|[-+]\d\d:\d\d)?$/, '').replace(/(:00)+$/, '');
}

function textsOf({ text }: Tag): string[] {
  return flat(text).map((one) => one.trim());
}

function flat(text: Text): string[] {
  return Array.isArray(text)
    ? text.flatMap(flat)
    : [typeof text === 'object' ? JSON.stringify(text) : String(text)];
}
