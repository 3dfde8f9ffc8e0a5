// What a file reveals about people, places and devices, by what its tags say.
import { StoredBytes } from '../bytes/stored-bytes.js';
import type { MetadataBase } from '../read/metadata.js';
import { groupsOf, type NamedTag } from '../remove/groups/index.js';
import { isBlank, readTag } from '../remove/groups/read-tag.js';
import { wordsOf } from '../remove/groups/words.js';
import type { Tag } from '../types.js';
import { type FindingCode, findingRules, panorama, type Rule } from './rules.js';

export type { FindingCode } from './rules.js';

/** One thing that a file reveals. */
export interface Finding {
  /**
   * What it is: `location` (coordinates), `place` (names of places), `time`, `author`, `rights`, `people` (names of who is
   * shown, those of faces too), `caption`, `camera`, `serial-number` (of the device), `identifier` (of the file and what
   * it was made of), `software` (edited with), `thumbnail` and `preview` (which may show what was cut away), `video`,
   * `depth`, `content-credentials` (C2PA), `ai-generated`, `ai-edited`.
   */
  readonly code: FindingCode;
  /** The tags that say so, at least one. */
  readonly tags: readonly Tag[];
}

/** What a file reveals. */
export interface PrivacyReport {
  /** In the order of their weight: where, when and who first. */
  readonly findings: readonly Finding[];
  /** Whether it says that a model made it; `ai-edited` among the findings is a photo in which one changed something. */
  readonly isAiGenerated: boolean;
  /** Whether it says that it shows all around, or was put together of several pictures. */
  readonly isPanorama: boolean;
  /** Whether it holds a short video of the moment, or says so. */
  readonly isMotionPhoto: boolean;
}

/**
 * Tells what a file reveals, by the rules that removal goes by: a location that is found here is what
 * `remove(file, { only: ['gps'] })` takes out. What a file does not say in its tags is not found: pixels are not looked at.
 */
export function privacyReport(metadata: Pick<MetadataBase, 'tags'>): PrivacyReport {
  const found = new Map<FindingCode, Tag[]>();
  let isPanorama = false;
  for (const tag of metadata.tags()) {
    if (tag.family === 'Composite' || tag.family === 'ICC_Profile' || isBlank(tag)) continue;
    const named = readTag(tag);
    const seen: Seen = { tag, named, words: wordsOf(named.name), where: `${tag.family}:${tag.group}` };
    for (const rule of findingRules) if (holds(rule, seen)) add(found, rule.code, tag);
    isPanorama ||= panorama.some((rule) => holds(rule, seen));
  }
  if (!found.get('location')?.some(saysWhere)) found.delete('location');
  if (!found.get('content-credentials')?.some(isOfC2pa)) found.delete('content-credentials');
  const codes = [...new Set(findingRules.map(({ code }) => code))];
  const findings = codes.flatMap((code) => {
    const tags = found.get(code);
    return tags ? [{ code, tags }] : [];
  });
  return {
    findings,
    isAiGenerated: found.has('ai-generated'),
    isPanorama,
    isMotionPhoto: found.has('video'),
  };
}

/** A tag with what rules ask of it. */
interface Seen {
  readonly tag: Tag;
  readonly named: NamedTag;
  readonly words: string;
  readonly where: string;
}

function holds(rule: Omit<Rule, 'code'>, { tag, named, words, where }: Seen): boolean {
  if (rule.group && !groupsOf(named).has(rule.group)) return false;
  if (rule.words && !rule.words.test(words)) return false;
  if (rule.notWords?.test(words)) return false;
  if (rule.where && !rule.where.test(where)) return false;
  if (rule.isBytes && !isBytes(tag)) return false;
  return !rule.text || rule.text.test(textOf(tag));
}

function isBytes({ value }: Tag): boolean {
  return value instanceof Uint8Array || value instanceof StoredBytes;
}

/** Longer texts are no statement: a workflow of a generator names itself in its first part. */
const maxText = 200_000;

function textOf({ text }: Tag): string {
  return (typeof text === 'string' ? text : JSON.stringify(text)).slice(0, maxText);
}

function add(found: Map<FindingCode, Tag[]>, code: FindingCode, tag: Tag): void {
  const tags = found.get(code);
  if (!tags) found.set(code, [tag]);
  else if (tags.at(-1) !== tag) tags.push(tag);
}

/** What stands beside a position and is none: a version, a datum, a satellite clock, how a device measures. */
const besidePosition =
  /^gps (version id|map datum|status|measure mode|dop|differential|date stamp|time stamp|(\w+ )*ref|h positioning error|satellites|processing method|img direction|track|speed)$/;

function saysWhere(tag: Tag): boolean {
  return !besidePosition.test(wordsOf(tag.name));
}

/** Other standards keep their boxes in JUMBF too. */
function isOfC2pa(tag: Tag): boolean {
  return tag.family === 'XMP' || /\bc2pa\b/.test(textOf(tag));
}
