// Plans an edit: changes the blocks, puts them into the file, reads it again.

import { demandedNames } from '../blocks/exif/demanded.js';
import { joinNear, scanPieces, totalLength } from '../bytes/pieces.js';
import { measure, type Scan } from '../bytes/scan.js';
import { inOrder, outside, spliced } from '../bytes/splices.js';
import type { Changes } from '../changes.js';
import { type PlanEntry, type Planner, refuse } from '../containers/plan.js';
import type { Put } from '../containers/put.js';
import type { Warning } from '../errors.js';
import type { BlockList } from '../read/block-list.js';
import type { FileFacts } from '../read/context.js';
import { knownOf, verifyRendering } from '../remove/rendering.js';
import type { Planned } from '../remove/rewrite.js';
import { strictContext } from '../remove/strict-context.js';
import type { BlockRef, Context, Format, Tag } from '../types.js';
import { contentTags, type FileContent, readContent } from './read-blocks.js';
import { checkChanges, resolve } from './resolve.js';
import { warnOfOrientation } from './stale.js';
import { type Drafts, draftBlocks, type TextBlocks } from './standards.js';
import { type TagChange, verifyEdit } from './verify.js';

/** What an edit did. */
export interface EditReport {
  /** `jpeg`, `png`, `webp`, `gif`, `tiff`, `heif` or `jxl`. */
  readonly format: string;
  readonly mimeType: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Blocks that came, went or were changed. */
  readonly changed: readonly PlanEntry[];
  /** Tags that came, went or changed, with what they said before and say now. */
  readonly tags: readonly TagChange[];
  /** Whether the file carries a C2PA manifest, which proves where a picture comes from. */
  readonly c2pa: boolean;
  readonly warnings: readonly Warning[];
}

/** What an edit of a file is made with. */
export interface EditParts {
  readonly format: Format;
  readonly planner: Pick<Planner, 'name' | 'mimeType' | 'put' | 'edit' | 'rendering'>;
  readonly blocks: BlockList;
  /** What was read of the file already, to know which parts it takes, and what its walk warned of. */
  readonly known?: { readonly content: FileContent; readonly warnings: readonly Warning[] } | undefined;
  /** There where the changes may be about XMP or IPTC. */
  readonly text?: TextBlocks | undefined;
}

/** What becomes of the blocks of a file, once it was read. */
export type DraftOf = (content: FileContent, format: string, context: Context) => Scan<Drafts>;

/** Plans an edited file. Throws a MetadataError rather than do a part of what is asked, or anything else. */
export function* planEdit(changes: Changes, parts: EditParts, file: FileFacts): Scan<Planned<EditReport>> {
  checkChanges(changes);
  const draft: DraftOf = function* (content, format, context) {
    const asked = resolve(changes, content, format, context);
    // A packet of more tags than can be checked afterwards is refused before work is put into it.
    if (asked.xmp) for (const { name, loaded } of content.loaded) if (name === 'xmp') loaded.tags();
    const drafts = yield* draftBlocks(asked, parts.text, changes.c2pa === 'remove', content, format, context);
    const turned = asked.orientation ?? asked.exif?.Orientation ?? undefined;
    if (turned !== undefined && drafts.puts.length > 0)
      warnOfOrientation(contentTags(content), format, context);
    return drafts;
  };
  return yield* planDrafts(draft, changes.c2pa ?? 'keep', parts, file);
}

/** Puts the blocks of a draft into a file, and reads it again. */
export function* planDrafts(
  draft: DraftOf,
  c2pa: NonNullable<Changes['c2pa']>,
  { format, planner, blocks, known: read }: EditParts,
  file: FileFacts,
): Scan<Planned<EditReport>> {
  const warnings: Warning[] = [...(read?.warnings ?? [])];
  const size = file.size ?? (yield* measure());
  const context = strictContext({ ...file, size }, warnings);
  const before = read?.content ?? (yield* readContent(blocks, yield* format.scan(context), context));
  const { layout } = before;
  const drafts = yield* draft(before, planner.name, context);
  const { puts, changing, check } = drafts;
  const manifest = before.refs.find(({ kind }) => kind === 'jumbf');
  if (manifest && puts.length > 0) judgeManifest(c2pa, manifest, context);
  const source = { context, known: knownOf(layout) };
  const wanted = inOrder(yield* planner.put(puts, layout, source));
  const splices = yield* planner.edit(wanted, source);
  const pieces = spliced(splices, 0, size);
  const bytesAfter = totalLength(pieces);
  const near = yield* joinNear(pieces);
  if (check) yield* scanPieces(check(bytesAfter), near);
  const checked = { format, blocks, puts, there: drafts.there, mayChange: allowance(drafts) };
  const after = yield* verifyEdit(checked, before, { pieces, near, splices }, context);
  const rendering = yield* verifyRendering(
    planner.rendering,
    near,
    { ...source, changing },
    {
      context: { ...context, size: bytesAfter },
      known: knownOf(after.content.layout),
      changing,
    },
  );
  const changed = puts.map(entryOf);
  return {
    plan: { pieces, imageData: outside(layout.imageData, splices), removed: [], kept: [], changed },
    report: {
      ...{ format: planner.name, mimeType: layout.fileType.mimeType, bytesBefore: size, bytesAfter },
      ...{ changed, tags: after.changes, c2pa: manifest !== undefined, warnings },
    },
    rendering,
  };
}

function judgeManifest(c2pa: Changes['c2pa'], { ranges, path }: BlockRef, { warn }: Context): void {
  const offset = ranges[0]?.start ?? 0;
  if (c2pa === 'refuse')
    refuse('not-writable', 'the file has a C2PA manifest, which an edit breaks', offset, path);
  if (c2pa === 'keep') warn('unknown', 'the C2PA manifest no longer matches the file', offset, path);
}

/** Which tags may be other than before: those that are asked for, and what follows from them. */
function allowance({ puts, touches }: Drafts): (tag: Tag) => boolean {
  const kinds = new Set<string>(puts.map(({ kind }) => kind));
  const isCamera = ['Make', 'Model'].some((name) =>
    touches({ family: 'EXIF', group: 'IFD0', name, id: 0, value: '', text: '' }),
  );
  return (tag) => {
    const { family, name } = tag;
    if (touches(tag)) return true;
    // What printed offsets count from depends on what of a file is at hand; the entries were checked themselves.
    if (family === 'EXIF') return demandedNames.has(name) || name.endsWith('Offset');
    if (family === 'MakerNotes') return isCamera;
    if (name === 'CurrentIPTCDigest' || name === 'IPTCDigest')
      return kinds.has('photoshop') || kinds.has('iptc') || kinds.has('exif');
    if (name === 'HasExtendedXMP') return kinds.has('xmp');
    if (family === 'MPF') return name === 'MPImageLength';
    if (family === 'RIFF') return /^(WebP_Flags|ImageWidth|ImageHeight)$/.test(name);
    if (family === 'GIF') return name === 'GIFVersion';
    return family === 'QuickTime' && /^(MetaImageSize|MediaData(Size|Offset))$/.test(name);
  };
}

function entryOf({ kind, ref, bytes }: Put): PlanEntry {
  const why = bytes ? (ref ? 'changed' : 'new') : 'removed';
  const ranges = ref?.ranges.map(({ start, end }) => ({ start, end })) ?? [];
  return { kind, path: ref?.path ?? kind, ranges, why };
}
