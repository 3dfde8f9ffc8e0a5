// An application segment's payload, as the small APPn standards get it.
import type { View } from '../../bytes/view.js';
import { makeTag } from '../../tables/tag.js';
import type { Context, Tag, TagDef, TagValue } from '../../types.js';

/** The payload of one segment: `[start, end)` of `view`. */
export interface AppSegment {
  /** `APP0` to `APP15`. */
  readonly label: string;
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly context: Context;
}

/** A standard kept in application segments: which are its own, and what is in them. */
export interface AppStandard {
  /** Whether it keeps its data in this segment; `all` are the small segments of the file. */
  matches(segment: AppSegment, all: readonly AppSegment[]): boolean;
  /** The tags of all its segments, in file order. */
  decode(segments: readonly AppSegment[]): readonly Tag[];
}

/** Whether the payload starts with this text. */
export function segmentStarts({ view, start, end }: AppSegment, text: string): boolean {
  if (start + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (view.u8(start + i) !== text.charCodeAt(i)) return false;
  return true;
}

/** A standard known by its label and the text its payload starts with, one segment at a time. */
export function signed(
  label: string,
  text: string,
  decode: (segment: AppSegment) => readonly Tag[],
): AppStandard {
  return {
    matches: (segment) => segment.label === label && segmentStarts(segment, text),
    decode: (segments) => oneByOne(segments, decode),
  };
}

/** The tags of one segment after the other, as far as the file's budget goes. */
export function oneByOne(
  segments: readonly AppSegment[],
  decode: (segment: AppSegment) => readonly Tag[],
): readonly Tag[] {
  const tags: Tag[] = [];
  for (const segment of segments) {
    const { budget } = segment.context;
    if (budget.left === 0) break;
    for (const one of decode(segment)) if (budget.tag(lengthOf(one.value))) tags.push(one);
  }
  return tags;
}

function lengthOf(value: TagValue): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

/** The segment without its first `length` bytes. */
export function after(segment: AppSegment, length: number): AppSegment {
  return { ...segment, start: Math.min(segment.end, segment.start + length) };
}

/** One tag as a list, empty where the definition drops the value. */
export function tag(family: string, group: string, def: TagDef, stored: TagValue): Tag[] {
  const made = makeTag(family, group, def.name, def, stored);
  return made ? [made] : [];
}
