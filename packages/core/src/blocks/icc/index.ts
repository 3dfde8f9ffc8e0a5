// ICC profiles (ICC.1:2022): the header and every tag of the tag table.
import { blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import type { View } from '../../bytes/view.js';
import { recordTags } from '../../tables/record.js';
import { makeTag } from '../../tables/tag.js';
import type { Block, BlockRef, Context, Loaded, Tag, TagValue } from '../../types.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { dictionary } from './dictionary.js';
import { localizedTexts, withoutLanguage } from './localized.js';
import { type ProfileTag, profile, profileHeader, signatureOf } from './tags.js';
import { cleaned, isDecoded, tagTypeValue } from './values.js';

const family = 'ICC_Profile';
const headerLength = 128;

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
export const icc: Block<'icc', NamedValues> = {
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
    const loaded = loadedTags(() => {
      const tags: Tag[] = [];
      for (const profile of profiles) addProfileTags(tags, profile);
      return tags;
    });
    return { ...loaded, value: () => withDefaults(loaded.value()) };
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

const META = signatureOf('meta');
const LOCALIZED = signatureOf('mluc');

function addProfileTags(tags: Tag[], source: Profile): void {
  const { view, start, end, path, context } = source;
  const layout = profileHeader();
  const known = profile();
  const group = `${layout.group}${source.number}`;
  if (!context.budget.tag(headerLength, layout.fields.length)) return;
  add(tags, recordTags(view, start, start + headerLength, layout, { group }));
  const count = view.u32(start + headerLength);
  for (let i = 0; i < count; i++) {
    const entry = start + headerLength + 4 + i * 12;
    const from = start + view.u32(entry + 4);
    const to = from + view.u32(entry + 8);
    const signature = view.u32(entry);
    const one = known.get(signature);
    if (!one && signature !== META) continue;
    if (to > end) {
      const name = view.fourcc(entry);
      context.warn('truncated', `ICC tag ${name} lies outside the profile`, entry, path);
      break;
    }
    if (!context.budget.tag(decodedLength(view, from, to))) {
      if (context.budget.left === 0) break;
    } else if (one) addEntryTags(tags, source, one, from, to);
    else add(tags, metaTags(source, from, to));
  }
}

/** Curves and tables stay bytes, and texts of several languages are taken off one by one. */
function decodedLength(view: View, from: number, to: number): number {
  return to - from > 8 && isDecoded(view.u32(from)) ? to - from : 0;
}

function add(tags: Tag[], more: readonly (Tag | undefined)[]): void {
  for (const tag of more) if (tag) tags.push(tag);
}

function addEntryTags(tags: Tag[], source: Profile, known: ProfileTag, from: number, to: number): void {
  const { view, path, number, context } = source;
  const { values: limit } = context.limits;
  const { signature, record, def } = known;
  const type = to - from > 4 ? view.u32(from) : undefined;
  if (record) {
    if (known.type === undefined || known.type === type)
      add(tags, recordTags(view, from, to, record, { group: `${record.group}${number}` }));
    else {
      const name = type === undefined ? '' : view.fourcc(from);
      context.warn('malformed', `ICC tag ${signature} is of type ${name}`, from, path);
    }
    return;
  }
  const group = `${family}${number}`;
  if (type !== LOCALIZED) {
    const value = cleaned(signature, tagTypeValue(view, from, to, limit));
    add(tags, [makeTag(family, group, signature, def, value)]);
    return;
  }
  const { texts, complete } = localizedTexts(view, from, to, context.budget);
  if (!complete) context.warn('malformed', `ICC tag ${signature} counts more texts than it has`, from, path);
  for (const { suffix, text } of texts) {
    const named = suffix === '' ? def : { ...def, name: `${def.name}${suffix}` };
    add(tags, [makeTag(family, group, signature, named, text)]);
  }
}

function metaTags(source: Profile, from: number, to: number): Tag[] {
  const { view, path, number, context } = source;
  const pairs = dictionary(view, from, to, context.budget);
  if (!pairs) context.warn('malformed', 'ICC meta dictionary is damaged', from, path);
  return (pairs ?? []).flatMap(
    ({ name, value }) => makeTag(family, `ICC-meta${number}`, name, { name }, value) ?? [],
  );
}
