// FujiFilm's raw files: their header, the directories of one or two sensors, and the preview.
import { type BlockView, blockView } from '../../bytes/block-view.js';
import type { Scan } from '../../bytes/scan.js';
import { StoredBytes } from '../../bytes/stored-bytes.js';
import { plainText } from '../../bytes/text.js';
import { readHeader } from '../../structures/tiff/header.js';
import { type OpenTiff, openTiff } from '../../structures/tiff/open.js';
import { type Ifd, readIfds, type WalkPlan } from '../../structures/tiff/read.js';
import { tagOfRow } from '../../tables/records.js';
import { Scope } from '../../tables/scope.js';
import { INT32U, readStored, UNDEF } from '../../tables/stored-value.js';
import { makeTag, setAside } from '../../tables/tag.js';
import type { Value } from '../../tables/value.js';
import type { Block, BlockRef, Context, Tag } from '../../types.js';
import { rowValue } from '../exif/stored.js';
import { loadedTags, type NamedValues } from '../loaded.js';
import { rafRecords, shared } from './records.js';

const modelAt = 0x1c;
const modelEnd = 0x3c;
const maxEntries = 255;
const layoutId = 0x130;
const turnedRows = 0x80;
const dataId = 0xc000;

const tiffHeaderBytes = 8;
const plan: WalkPlan = { pointers: new Map([[0xf000, 'FujiIFD']]), chain: false };

const isPreview = ({ label }: BlockRef): boolean => label === 'preview';

/** The parts of a RAF file that are FujiFilm's own. */
export const rafParts: Block<'raf', NamedValues> = {
  name: 'raf',
  kinds: ['raf'],
  isRead: (ref) => !isPreview(ref),
  *load(refs, context) {
    const members = new Map<string, Value>();
    const decoders: (() => readonly Tag[])[] = [];
    for (const ref of refs) {
      const decode = yield* decoderOf(ref, context, members);
      if (decode) decoders.push(decode);
    }
    return loadedTags(() => decoders.flatMap((decode) => decode()));
  },
};

function* decoderOf(
  ref: BlockRef,
  context: Context,
  members: Map<string, Value>,
): Scan<(() => readonly Tag[]) | undefined> {
  if (isPreview(ref)) return () => previewTag(ref);
  if (ref.label?.startsWith('FujiIFD')) return yield* tiffDecoder(ref, context);
  const block = yield* blockView(ref, context);
  if (ref.label === 'header') return () => headerTags(block, members);
  if (ref.label === 'M-RAW') return () => severalTags(block, context);
  const entries = directoryEntries(block, ref, context);
  const layout = entries.find(({ id, start, end }) => id === layoutId && start < end);
  if (layout) members.set(shared.layout, layout.view.u8(layout.start) & turnedRows);
  return () =>
    entries.flatMap((entry) =>
      context.budget.tag(entry.end - entry.start) ? entryTags(entry, ref.label ?? '', members) : [],
    );
}

function previewTag({ ranges }: BlockRef): readonly Tag[] {
  const def = { name: 'PreviewImage' };
  const tag = makeTag('File', 'File', def.name, def, new StoredBytes(ranges));
  return tag ? [tag] : [];
}

function headerTags({ view, start, end }: BlockView, members: Map<string, Value>): readonly Tag[] {
  if (view.has(modelAt, modelEnd))
    members.set(shared.model, plainText(view.slice(modelAt, modelEnd)).trimEnd());
  return rafRecords.tags('FujiFilm::RAFHeader', view, start, end);
}

/** An entry of a directory, with the bytes of its value. */
interface Entry extends BlockView {
  readonly id: number;
}

/** The entries of a directory, each with its value in it. */
function directoryEntries(
  { view, start, end }: BlockView,
  { path }: BlockRef,
  context: Context,
): readonly Entry[] {
  const count = view.has(start, start + 4) && start + 4 <= end ? view.u32(start) : maxEntries + 1;
  if (count > maxEntries) {
    context.warn('malformed', 'no directory where the header tells of one', start, path);
    return [];
  }
  const entries = entriesIn({ view, start: start + 4, end }, count);
  if (entries.length < count) context.warn('truncated', 'a directory ends within an entry', end, path);
  return entries;
}

/** So many entries, or as many as end in the block. */
function entriesIn({ view, start, end }: BlockView, count: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (let at = start; entries.length < count && at + 4 <= end; ) {
    const from = at + 4;
    const to = from + view.u16(at + 2);
    if (to > end) break;
    entries.push({ id: view.u16(at), view, start: from, end: to });
    at = to;
  }
  return entries;
}

function entryTags(
  { id, view, start, end }: Entry,
  group: string,
  members: ReadonlyMap<string, Value>,
): readonly Tag[] {
  if (id === dataId)
    return rafRecords.tags('FujiFilm::RAFData', view, start, end, { group, members, littleEndian: true });
  const rows = rafRecords.table('FujiFilm::RAF')?.rows.get(id);
  const row = rows?.known(new Scope({ members: new Map(members) }, view, start, end, false));
  if (!row) return [];
  const type = row.ownType || (end - start === 4 ? INT32U : UNDEF);
  const stored = readStored(view, start, end, type, row.ownCount ?? (end - start) / row.size);
  return stored === undefined ? [] : tagOfRow(row, stored, { group, members });
}

/** The TIFF directory of newer models; other models have the picture alone there. */
function* tiffDecoder(ref: BlockRef, context: Context): Scan<(() => readonly Tag[]) | undefined> {
  const start = ref.ranges[0]?.start ?? 0;
  const head = yield { start, end: start + tiffHeaderBytes };
  if (!readHeader(head, start)) return undefined;
  const tiff = yield* openTiff(ref, context);
  if (!tiff) return undefined;
  const ifds = yield* readIfds(tiff.source, tiff.header, plan, context);
  return () => ifds.flatMap((ifd) => tiffTags(ifd, tiff, ref, context));
}

function tiffTags(
  { entries, littleEndian }: Ifd,
  { base }: OpenTiff,
  { label: group = '' }: BlockRef,
  { limits }: Context,
): readonly Tag[] {
  return entries.flatMap((entry) => {
    const row = rafRecords.row('FujiFilm::IFD', entry.id);
    if (!row || row.sub) return [];
    const stored = rowValue(entry, row, littleEndian, limits.values);
    const isPlace = row.isAlwaysOffset && typeof stored === 'number';
    return tagOfRow(row, isPlace ? stored + base : stored, { group });
  });
}

/** What a file of several exposures says of each. */
function severalTags({ view, start, end }: BlockView, context: Context): readonly Tag[] {
  const signature = 'FUJIFILMM-RAW  ';
  const headerBytes = 44;
  const placeBytes = 16;
  if (end < start + headerBytes || view.latin1(start, start + signature.length) !== signature) {
    context.warn('malformed', 'no header of several exposures', start, 'raf/M-RAW');
    return [];
  }
  const length = placeBytes + view.u16(start + 40);
  const count = view.u16(start + 42);
  const tags: Tag[] = [];
  for (let at = start + headerBytes; at + length <= end; at += length) {
    const isFirst = at === start + headerBytes;
    for (const entry of entriesIn({ view, start: at + placeBytes, end: at + length }, count)) {
      if (!context.budget.tag(entry.end - entry.start)) return tags;
      const row = rafRecords.row('FujiFilm::MRAW', entry.id);
      const stored = row && readStored(view, entry.start, entry.end, row.type, 1);
      if (!row || stored === undefined) continue;
      const made = tagOfRow(row, stored);
      tags.push(...(isFirst ? made : made.map((tag) => setAside(tag))));
    }
  }
  return tags;
}
