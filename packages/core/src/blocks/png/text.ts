// The tags of PNG text chunks: keywords are names, languages are suffixes.
import type { Inflated } from '../../bytes/inflate.js';
import { latinText } from '../../bytes/latin.js';
import { beforeNull, utf8Text } from '../../bytes/text.js';
import type { View } from '../../bytes/view.js';
import { plain } from '../../present/plain.js';
import { type InflateBudget, type TextFields, textBytes, textFields } from '../../structures/png/text.js';
import { makeTag } from '../../tables/tag.js';
import type { Context, Tag, TagDef, TagValue, Text } from '../../types.js';
import { blockName, KEYWORDS, pngRecords } from './records.js';

const zlibHeaderBytes = 2;

/** Decodes the text chunks of one file, in order: a keyword's first chunk decides on language suffixes. */
export class TextTags {
  readonly #budget: InflateBudget;
  readonly #context: Context;
  readonly #met = new Set<string>();

  constructor(budget: InflateBudget, context: Context) {
    this.#budget = budget;
    this.#context = context;
  }

  decode(type: string, view: View, start: number, end: number): readonly Tag[] {
    const fields = textFields(type, view, start, end);
    if (!fields) return brokenTag(type, view.slice(start, end));
    const inflated = textBytes(fields, view, this.#budget);
    const bytes = shownBytes(inflated, fields, view);
    if (!this.#context.budget.tag(bytes.length)) return [];
    const keyword = this.#knownForm(fields.keyword);
    if (pngRecords.row(KEYWORDS, keyword)?.sub) return brokenTag(keyword, bytes);
    const def: TagDef = { name: this.#name(keyword, fields), print: printText(type !== 'iTXt') };
    if (inflated.end === 'complete') return one(fields.keyword, def, this.#text(type, keyword, bytes));
    this.#context.warn('malformed', `the compressed text is ${inflated.end}`, start, `png/${type}`);
    return one(fields.keyword, def, bytes);
  }

  /** The keyword with a capital where only that form is known. */
  #knownForm(keyword: string): string {
    if (this.#isKnown(keyword)) return keyword;
    const capital = keyword.charAt(0).toUpperCase() + keyword.slice(1);
    return this.#isKnown(capital) ? capital : keyword;
  }

  #isKnown(keyword: string): boolean {
    return pngRecords.row(KEYWORDS, keyword) !== undefined || this.#met.has(keyword);
  }

  #name(keyword: string, { language }: TextFields): string {
    const name =
      pngRecords.row(KEYWORDS, keyword)?.name ?? keyword.replace(/\s+(.)/g, (_, next) => next.toUpperCase());
    const suffix =
      language && this.#isKnown(keyword) ? `-${languageCase(language.replaceAll('_', '-'))}` : '';
    this.#met.add(keyword);
    return tagName(name + suffix);
  }

  #text(type: string, keyword: string, bytes: Uint8Array): TagValue {
    if (keyword.startsWith('Raw profile type ')) return bytes;
    const text = type === 'iTXt' ? utf8Text(bytes) : latinText(bytes);
    return pngRecords.tag(KEYWORDS, keyword, text)[0]?.value ?? text;
  }
}

/** A block that could not be taken apart, shown by its size. */
export function brokenTag(key: string, bytes: Uint8Array): readonly Tag[] {
  return one(key, { name: blockName(key) }, bytes);
}

/** The name of an iCCP chunk whose profile is damaged, and the profile by its size. */
export function damagedProfile(
  view: View,
  start: number,
  end: number,
  budget: InflateBudget,
): readonly Tag[] {
  const fields = textFields('iCCP', view, start, end);
  if (!fields) return brokenTag('iCCP', view.slice(start, end));
  const bytes = shownBytes(textBytes(fields, view, budget), fields, view);
  const name = utf8Text(view.slice(start, fields.start - 2));
  return [
    ...(name ? one('iCCP-name', { name: blockName('iCCP-name') }, name) : []),
    ...brokenTag('iCCP', bytes),
  ];
}

/** What counts as the value: the text, nothing where cut off, the bytes behind its header where damaged. */
function shownBytes({ bytes, end }: Inflated, fields: TextFields, view: View): Uint8Array {
  if (end === 'complete') return bytes;
  if (end === 'truncated') return bytes.subarray(0, 0);
  return view.slice(fields.start + (fields.compression === 0 ? zlibHeaderBytes : 0), fields.end);
}

/** Text without its nulls; Latin text that is more than ASCII ends at the first. */
const printText =
  (latin: boolean) =>
  (value: TagValue): Text => {
    if (typeof value !== 'string') return plain(value);
    return latin && /[\x80-\u{10ffff}]/u.test(value) ? beforeNull(value) : value.replaceAll('\0', '');
  };

function one(id: string, def: TagDef, value: TagValue): readonly Tag[] {
  const tag = makeTag('PNG', 'PNG', id, def, value);
  return tag ? [tag] : [];
}

/** Letters, digits, `-` and `_`, with a capital; what is too short or starts otherwise gets a prefix. */
function tagName(text: string): string {
  const kept = text.replace(/[^-_a-zA-Z0-9]/g, '');
  const name = kept.charAt(0).toUpperCase() + kept.slice(1);
  return /^[A-Z]./.test(name) ? name : `Tag${name}`;
}

/** Lower case, but a country of two letters in upper case (RFC 5646 section 2.1.1). */
function languageCase(language: string): string {
  const found = /^([a-z]{2,3}|[xi])(-[a-z]{2})\b(.*)/i.exec(language);
  if (!found) return language.toLowerCase();
  return found[1]!.toLowerCase() + found[2]!.toUpperCase() + found[3]!.toLowerCase();
}
