// Which groups a tag belongs to: asked by what removes groups, by what keeps them, and by the checks of both.
import { type Exclusion, type GroupRule, rules, type TagGroup } from './rules.js';
import { wordsOf } from './words.js';

export type { Exclusion, TagGroup } from './rules.js';

/**
 * A tag as the rules see it: ExifTool's groups 0 and 1 and its name, as `Tag` has them, so a tag that was read can be
 * asked for as it is. What stands in no table is asked for by the standard's own name.
 */
export interface NamedTag {
  readonly family: string;
  readonly group: string;
  readonly name: string;
}

/** Every group that rules are written for. */
export const tagGroups: readonly TagGroup[] = Object.keys(rules) as TagGroup[];

const none: ReadonlySet<TagGroup> = new Set();
const maxRemembered = 20_000;
const remembered = new Map<string, ReadonlySet<TagGroup>>();

/** The groups of a tag; none for most. */
export function groupsOf({ family, group, name }: NamedTag): ReadonlySet<TagGroup> {
  const where = `${family}:${group}`;
  const key = `${where}:${name}`;
  let groups = remembered.get(key);
  if (!groups) {
    const words = wordsOf(name);
    const found = tagGroups.filter((one) => belongs(rules[one], words, where));
    groups = found.length > 0 ? new Set(found) : none;
    if (remembered.size < maxRemembered) remembered.set(key, groups);
  }
  return groups;
}

/** Whether a tag belongs to one of `wanted`. */
export function isInAny(tag: NamedTag, wanted: ReadonlySet<TagGroup>): boolean {
  for (const group of groupsOf(tag)) if (wanted.has(group)) return true;
  return false;
}

function belongs(rule: GroupRule, words: string, where: string): boolean {
  return rule.claims.some((claim) => holds(claim, words, where)) && !exclusionIn(rule, words, where);
}

/** The exclusion that keeps a tag out of a group. */
export function exclusionOf({ family, group, name }: NamedTag, one: TagGroup): Exclusion | undefined {
  return exclusionIn(rules[one], wordsOf(name), `${family}:${group}`);
}

function exclusionIn(rule: GroupRule, words: string, where: string): Exclusion | undefined {
  return rule.excludes.find((exclusion) => holds(exclusion, words, where));
}

function holds({ words, where }: { words: RegExp; where?: RegExp }, name: string, place: string): boolean {
  return words.test(name) && (!where || where.test(place));
}
