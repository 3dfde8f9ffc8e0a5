// Edits the datasets of an IPTC block: values are set, deleted or changed in part, all others stay byte for byte, unless
// text has to be coded anew because new text needs UTF-8 (IIM version 4.2, sections 1.5 and 1.6).
import { join } from '../../bytes/block-view.js';
import { latinText } from '../../bytes/latin.js';
import { utf8Text, withoutEndNulls } from '../../bytes/text.js';
import { View } from '../../bytes/view.js';
import type { IptcChanges } from '../../changes.js';
import { MetadataError } from '../../errors.js';
import { CHARACTER_SET, RECORD_VERSION } from '../../structures/iptc/ids.js';
import { DatasetWalk, unswapped } from '../../structures/iptc/walk.js';
import type { Tag } from '../../types.js';
import { type DatasetChange, datasetChanges } from './edit-values.js';
import { type WrittenDataset, writtenDatasets } from './writing.js';

/** A dataset of the block with its head; `bytes` begins at its marker. */
interface Entry {
  readonly record: number;
  readonly dataset: number;
  readonly bytes: Uint8Array;
  /** Bytes before the value. */
  readonly head: number;
}

const utf8Escape = Uint8Array.of(0x1b, 0x25, 0x47);
const version = Uint8Array.of(0, 4);

/**
 * The block with the changes made; a new one where there is none. `undefined` where it is to go: by `null`, or as no
 * dataset is left but versions. Throws `not-writable` for what cannot be set, and `malformed` for a damaged block.
 */
export function editIptc(block: Uint8Array | undefined, changes: IptcChanges | null): Uint8Array | undefined {
  if (changes === null) return undefined;
  const before = readEntries(block ?? new Uint8Array(0));
  const all = datasetChanges(changes);
  const isUtf8 = saysUtf8(before.entries);
  const needsUtf8 = !isUtf8 && all.some(needsCoding);
  let entries = needsUtf8 ? inUtf8(before.entries) : before.entries;
  const text = isUtf8 || needsUtf8 ? utf8Text : latinText;
  for (const change of all) entries = changed(entries, change, text);
  if (isSame(entries, before.entries)) return block;
  if (
    entries.every(
      ({ record, dataset }) => dataset === RECORD_VERSION || (record === 1 && dataset === CHARACTER_SET),
    )
  )
    return undefined;
  return join([...withVersions(entries).map(({ bytes }) => bytes), before.tail]);
}

/** Whether a tag, as reading made it, is one of those that the changes name, or follows from them. */
export function iptcTouched(changes: IptcChanges | null): (tag: Tag) => boolean {
  if (changes === null) return ({ family }) => family === 'IPTC';
  const names = new Set(datasetChanges(changes).map(({ dataset }) => dataset.name));
  for (const { name, dataset } of writtenDatasets().values()) if (dataset === RECORD_VERSION) names.add(name);
  names.add('CodedCharacterSet');
  return ({ family, name }) => family === 'IPTC' && names.has(name);
}

/** So many datasets are held: each may be taken out. */
const maxEntries = 500_000;

function readEntries(block: Uint8Array): { readonly entries: readonly Entry[]; readonly tail: Uint8Array } {
  const bytes = unswapped(block) ?? block;
  const walk = new DatasetWalk(new View(bytes), 0, bytes.length);
  const entries: Entry[] = [];
  while (walk.advance()) {
    if (entries.length === maxEntries)
      throw new MetadataError('limit-exceeded', `IPTC of more than ${maxEntries} datasets cannot be edited`, {
        path: 'iptc',
      });
    const { record, dataset, at, start, end } = walk;
    entries.push({ record, dataset, bytes: bytes.subarray(at, end), head: start - at });
  }
  if (walk.damage)
    throw new MetadataError('malformed', `${walk.damage.message}: the IPTC cannot be edited`, {
      path: 'iptc',
    });
  return { entries, tail: bytes.subarray(walk.end) };
}

/** Whether the text of the records is told to be UTF-8, or another set of ISO 10646. */
function saysUtf8(entries: readonly Entry[]): boolean {
  const last = entries.findLast(({ record, dataset }) => record === 1 && dataset === CHARACTER_SET);
  return last !== undefined && last.bytes[last.head] === 0x1b && last.bytes[last.head + 1] === 0x25;
}

function needsCoding(change: DatasetChange): boolean {
  if (change.dataset.name === 'CodedCharacterSet') return 'set' in change && change.set.length > 0;
  const values = 'set' in change ? change.set : change.add;
  return values.some((text) => /[^\0-\x7f]/.test(text));
}

const textDatasets = (): ReadonlySet<string> =>
  new Set(
    [...writtenDatasets().values()]
      .filter(({ form }) => form === 's')
      .map(({ record, dataset }) => `${record}:${dataset}`),
  );

/** All text in UTF-8, which the first record tells. Shifts among sets of ISO 2022 cannot be followed. */
function inUtf8(entries: readonly Entry[]): readonly Entry[] {
  const texts = textDatasets();
  const coded = entries
    .filter(({ record, dataset }) => record !== 1 || dataset !== CHARACTER_SET)
    .map((entry) =>
      entry.record > 1 && texts.has(`${entry.record}:${entry.dataset}`) ? recoded(entry) : entry,
    );
  return inserted(coded, [entryOf(1, CHARACTER_SET, utf8Escape)]);
}

function recoded(entry: Entry): Entry {
  const { record, dataset, bytes, head } = entry;
  const value = bytes.subarray(head);
  if (value.every((byte) => byte < 0x80)) return entry;
  if (value.some((byte) => byte === 0x1b || byte === 0x0e || byte === 0x0f))
    throw new MetadataError('not-writable', 'text in several character sets cannot be put into UTF-8', {
      path: `iptc/${record}:${dataset}`,
    });
  return entryOf(record, dataset, new TextEncoder().encode(latinText(value)));
}

function changed(
  entries: readonly Entry[],
  change: DatasetChange,
  text: (bytes: Uint8Array) => string,
): readonly Entry[] {
  const { dataset } = change;
  if (dataset.name === 'CodedCharacterSet') {
    if ('set' in change && change.set.length > 0) return entries;
    return withoutCharacterSet(entries);
  }
  const isOwn = (entry: Entry): boolean =>
    entry.record === dataset.record && entry.dataset === dataset.dataset;
  if ('set' in change) {
    const made = change.set.map((value) => encoded(dataset, value));
    return isSame(entries.filter(isOwn), made) ? entries : replaced(entries, isOwn, made);
  }
  const said = (entry: Entry): string => text(withoutEndNulls(entry.bytes.subarray(entry.head)));
  const kept = entries.filter((entry) => !isOwn(entry) || !change.remove.includes(said(entry)));
  const have = new Set(kept.filter(isOwn).map(said));
  const added: Entry[] = [];
  for (const value of change.add) {
    if (have.has(value)) continue;
    have.add(value);
    added.push(encoded(dataset, value));
  }
  return inserted(kept, added);
}

function withoutCharacterSet(entries: readonly Entry[]): readonly Entry[] {
  if (
    entries.some(({ record, bytes, head }) => record > 1 && bytes.subarray(head).some((byte) => byte >= 0x80))
  )
    throw new MetadataError('not-writable', 'iptc/CodedCharacterSet is needed by the text of the block', {
      path: 'iptc/CodedCharacterSet',
    });
  return entries.filter(({ record, dataset }) => record !== 1 || dataset !== CHARACTER_SET);
}

/** New values where the first old one stood. */
function replaced(
  entries: readonly Entry[],
  isOwn: (entry: Entry) => boolean,
  made: readonly Entry[],
): readonly Entry[] {
  const at = entries.findIndex(isOwn);
  if (at < 0) return inserted(entries, made);
  const before = entries.slice(0, at);
  return [...before, ...made, ...entries.slice(at).filter((entry) => !isOwn(entry))];
}

/** New values of one dataset behind its others, or else where its number belongs in its record. */
function inserted(entries: readonly Entry[], made: readonly Entry[]): readonly Entry[] {
  const [first] = made;
  if (!first) return entries;
  const { record, dataset } = first;
  let at = entries.findLastIndex((entry) => entry.record === record && entry.dataset <= dataset);
  if (at < 0) at = entries.findLastIndex((entry) => entry.record < record);
  return [...entries.slice(0, at + 1), ...made, ...entries.slice(at + 1)];
}

/** Each record that editing began with its version. */
function withVersions(entries: readonly Entry[]): readonly Entry[] {
  let made = entries;
  for (const record of [1, 2, 3]) {
    const own = entries.filter((entry) => entry.record === record);
    if (own.length > 0 && own.every(({ dataset }) => dataset !== RECORD_VERSION))
      made = inserted(made, [entryOf(record, RECORD_VERSION, version)]);
  }
  return made;
}

function encoded({ record, dataset, form, most }: WrittenDataset, value: string): Entry {
  if (form !== 'i') return entryOf(record, dataset, new TextEncoder().encode(value));
  const bytes = new Uint8Array(most);
  for (let i = most - 1, rest = Number(value); i >= 0; i--, rest = Math.floor(rest / 256))
    bytes[i] = rest % 256;
  return entryOf(record, dataset, bytes);
}

/** Longest value whose length two bytes tell. */
const maxStandard = 0x7fff;

function entryOf(record: number, dataset: number, value: Uint8Array): Entry {
  const { length } = value;
  const isExtended = length > maxStandard;
  const head = isExtended ? 9 : 5;
  const bytes = new Uint8Array(head + length);
  bytes.set([0x1c, record, dataset, length >> 8, length & 0xff]);
  if (isExtended)
    bytes.set([0x80, 4, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff], 3);
  bytes.set(value, head);
  return { record, dataset, bytes, head };
}

function isSame(one: readonly Entry[], other: readonly Entry[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ bytes }, i) => {
      const theirs = other[i]!.bytes;
      return (
        bytes === theirs || (bytes.length === theirs.length && bytes.every((byte, at) => byte === theirs[at]))
      );
    })
  );
}
