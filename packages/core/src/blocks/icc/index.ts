// ICC profiles (ICC.1:2022): the header and every tag of the tag table.

import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import type { SubTable } from '../../tables/cells.js';
import { lazy } from '../../tables/lazy.js';
import { tagOfRow } from '../../tables/records.js';
import type { Row } from '../../tables/row.js';
import { Scope } from '../../tables/scope.js';
import { makeTag } from '../../tables/tag.js';
import type { IccTags } from '../../tags/block-types.generated.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { dictionary } from './dictionary.js';
import { localizedTexts, withoutLanguage } from './localized.js';
import { HEADER, iccRecords, TAGS } from './tags.js';
import { isDecoded, signatureNumber, tagTypeValue } from './values.js';

const family = 'ICC_Profile';
const headerLength = 128;
const metadata = 'meta';
const LOCALIZED = signatureNumber('mluc');

interface Profile {
  readonly view: View;
  readonly start: number;
  readonly end: number;
  readonly path: string;
  /** What the profile's groups end with: nothing for the first of a file, `2` for the second ... */
  readonly number: string;
  readonly context: Context;
}

/** Reads ICC profiles; the value holds header fields and tags by ExifTool's names, of the first profile. */
export const icc: Block<'icc', NamedValues & IccTags> = {
  name: 'icc',
  kinds: ['icc'],
  *load(refs: readonly BlockRef[], context: Context): Scan<Loaded<NamedValues>> {
    const profiles: Profile[] = [];
    for (const ref of refs) {
      const { view, start, end } = yield* blockView(ref, context);
      if (!isProfile(view, start, end, ref.path, context)) continue;
      const number = profiles.length > 0 ? String(profiles.length + 1) : '';
      profiles.push({ view, start, end, path: ref.path, number, context });
    }
    const decode = (): readonly Tag[] => {
      const tags: Tag[] = [];
      for (const profile of profiles) addProfileTags(tags, profile);
      return tags;
    };
    return loadedTags(decode, undefined, { toValue: withDefaults });
  },
};

/** Under the plain name stands the text in US English, or where there is none, in the first language. */
function withDefaults(values: NamedValues | undefined): NamedValues | undefined {
  if (!values) return undefined;
  const all: { [name: string]: TagValue } = { ...values };
  for (const [name, value] of Object.entries(values)) {
    const plainName = withoutLanguage(name);
    if (!Object.hasOwn(all, plainName)) all[plainName] = value;
  }
  return all;
}

function isProfile(view: View, start: number, end: number, path: string, context: Context): boolean {
  const size = end - start;
  const fail = (message: string): false => {
    context.warn('malformed', message, start, path);
    return false;
  };
  if (size < headerLength + 4) return fail('ICC profile is shorter than its header');
  const stated = view.u32(start);
  if (stated < headerLength || stated > size)
    return fail(`ICC profile states a length of ${stated} in ${size} bytes`);
  const count = view.u32(start + headerLength);
  if (count < 1 || count > 255 || headerLength + 4 + count * 12 > size)
    return fail(`ICC profile has an impossible table of ${count} tags`);
  return true;
}

const rowsBySignature = lazy(() => {
  const rows = new Map<number, Row>();
  for (const [id, same] of iccRecords.table(TAGS)?.rows ?? [])
    if (typeof id === 'string' && same.rows[0]) rows.set(signatureNumber(id), same.rows[0]);
  return rows;
});

function addProfileTags(tags: Tag[], source: Profile): void {
  const { view, start, end, path, number, context } = source;
  const header = iccRecords.table(HEADER)!;
  if (!context.budget.tag(headerLength, header.fields.length)) return;
  const group = `${header.group}${number}`;
  for (const tag of iccRecords.tags(HEADER, view, start, start + headerLength, { group })) tags.push(tag);
  const count = view.u32(start + headerLength);
  for (let i = 0; i < count; i++) {
    const entry = start + headerLength + 4 + i * 12;
    const from = start + view.u32(entry + 4);
    const to = from + view.u32(entry + 8);
    const row = rowsBySignature().get(view.i32(entry));
    if (!row) continue;
    if (to > end) {
      context.warn('truncated', `ICC tag ${row.id} lies outside the profile`, entry, path);
      break;
    }
    if (!context.budget.tag(decodedLength(view, from, to))) {
      if (context.budget.left === 0) break;
    } else for (const tag of tagsOfEntry(source, row, from, to)) tags.push(tag);
  }
}

function tagsOfEntry(source: Profile, row: Row, from: number, to: number): readonly Tag[] {
  if (row.id === metadata) return metaTags(source, from, to);
  return row.sub ? recordTags(source, row, row.sub, from, to) : valueTags(source, row, from, to);
}

/** Curves and tables stay bytes, and texts of several languages are taken off one by one. */
function decodedLength(view: View, from: number, to: number): number {
  return to - from > 8 && isDecoded(view.i32(from)) ? to - from : 0;
}

function recordTags(
  source: Profile,
  { id }: Row,
  { table, valid }: SubTable,
  from: number,
  to: number,
): Tag[] {
  const { view, path, number, context } = source;
  if (valid && !valid(undefined, new Scope({ members: new Map() }, view, from, to, false))) {
    const type = to - from > 4 ? view.fourcc(from) : '';
    context.warn('malformed', `ICC tag ${id} is of type ${type}`, from, path);
    return [];
  }
  return iccRecords.tags(table, view, from, to, { group: `${iccRecords.table(table)?.group}${number}` });
}

function valueTags(source: Profile, row: Row, from: number, to: number): Tag[] {
  const { view, path, number, context } = source;
  const group = `${family}${number}`;
  if (to - from <= 4 || view.i32(from) !== LOCALIZED) {
    const value = tagTypeValue(view, from, to, context.limits.values);
    const stored = typeof value === 'string' && !row.value ? value.replaceAll('\0', '') : value;
    return tagOfRow(row, stored, { group });
  }
  const { texts, complete } = localizedTexts(view, from, to, context.budget);
  if (!complete) context.warn('malformed', `ICC tag ${row.id} counts more texts than it has`, from, path);
  return texts.flatMap(({ suffix, text }) => tagOfRow(row, text, { group, suffix }));
}

function metaTags(source: Profile, from: number, to: number): Tag[] {
  const { view, path, number, context } = source;
  const pairs = dictionary(view, from, to, context.budget);
  if (!pairs) context.warn('malformed', 'ICC meta dictionary is damaged', from, path);
  return (pairs ?? []).flatMap(
    ({ name, value }) => makeTag(family, `ICC-meta${number}`, name, { name }, value) ?? [],
  );
}
