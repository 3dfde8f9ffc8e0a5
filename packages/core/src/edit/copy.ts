// Copies the metadata of one file to another, whole standards at a time.
import { type CopiedEntries, copiedEntries } from '../blocks/exif/copied.js';
import { editExif, exifGrowth } from '../blocks/exif/encode.js';
import { runSync, type Scan } from '../bytes/scan.js';
import { byHead } from '../containers/by-head.js';
import type { Put } from '../containers/put.js';
import { structuralTags } from '../containers/tiff/kept-tags.js';
import { fetched, MetadataError, type Warning } from '../errors.js';
import { type FileFacts, withSource } from '../read/engine.js';
import {
  type Rewrite,
  type RewriteOptions,
  readWhole,
  rewriteOf,
  unboundedReads,
} from '../remove/rewrite.js';
import { isStreamed, type Source } from '../sources/source.js';
import { IPTC_RECORDS, XMP_PACKET } from '../structures/tiff/ids.js';
import type { BlockRef, Context, Host } from '../types.js';
import { editable, partsFor } from './edit.js';
import { mainBlock } from './main-block.js';
import { type EditParts, type EditReport, measure, planDrafts, strictContext } from './plan.js';
import { type FileContent, readContent } from './read-blocks.js';
import type { Drafts } from './standards.js';
import type * as textBlocks from './text-blocks.js';
import { bytesOfRef } from './verify.js';

/** A standard whose metadata is copied. */
export type CopyGroup = 'exif' | 'iptc' | 'xmp';

/** What is copied. */
export interface CopyOptions extends RewriteOptions {
  /** All three, if not given. `exif` is with GPS, maker note and thumbnail. */
  readonly groups?: readonly CopyGroup[];
}

const allGroups: readonly CopyGroup[] = ['exif', 'iptc', 'xmp'];

/**
 * Plans how to write `to` with the metadata of `from`: each standard that `from` has takes the place of what `to` has of
 * it. Orientation comes along: where the pixels of `to` were turned already, set it to 1 afterwards. Out of a TIFF and
 * into one, EXIF is copied tag by tag, without maker note and thumbnail. Rejects as `edit` does.
 */
export async function copyMetadata(
  from: Source,
  to: Source,
  { groups = allGroups, ...options }: CopyOptions = {},
): Promise<Rewrite<EditReport>> {
  for (const group of groups)
    if (!allGroups.includes(group))
      throw new MetadataError(
        'not-writable',
        `groups are of ${allGroups.join(', ')}, not '${String(group)}'`,
      );
  const text = await fetched(import('./text-blocks.js'));
  const found = await withSource(from, unboundedReads, options, async (run, file) => {
    const parts = await partsFor(run, file);
    return run(gatherBlocks(parts, groups, text, file));
  });
  const opened = isStreamed(to) ? await readWhole(to, byHead(editable, 'edited'), options) : to;
  const planned = await withSource(opened, unboundedReads, options, async (run, file) => {
    const parts = await partsFor(run, file);
    return run(
      planDrafts(
        (content, format, context) => draftCopy(found, text, content, format, context),
        'keep',
        parts,
        file,
      ),
    );
  });
  return rewriteOf(planned, opened, options);
}

/** The metadata of a file. */
interface Gathered {
  readonly warnings: readonly Warning[];
  readonly exif?: Uint8Array | CopiedEntries | undefined;
  readonly xmp?: Uint8Array | undefined;
  readonly iptc?: Uint8Array | undefined;
}

function* gatherBlocks(
  { format, blocks }: EditParts,
  groups: readonly CopyGroup[],
  text: typeof textBlocks,
  file: FileFacts,
): Scan<Gathered> {
  const size = file.size ?? (yield* measure());
  const context = strictContext({ ...file, size }, []);
  const warnings: Warning[] = [];
  const content = yield* readContent(blocks, yield* format.scan(context), context);
  const { limits } = context;
  const bytesOf = function* (ref: BlockRef | undefined): Scan<Uint8Array | undefined> {
    return ref && (yield* bytesOfRef(ref, limits.blockBytes)).slice();
  };
  const ref = mainBlock(content.refs, 'exif', format.name === 'tiff' ? '' : format.name);
  const exif = format.name === 'tiff' ? yield* copiedEntries(size, limits) : yield* bytesOf(ref);
  const telling = {
    ...context,
    warn: (...[code, message, offset, path]: Parameters<Context['warn']>) =>
      void warnings.push({ code, message, offset, path }),
  };
  return {
    warnings,
    ...(groups.includes('exif') && { exif }),
    ...(groups.includes('xmp') && { xmp: yield* text.wholeXmp(content.refs, format.name, telling) }),
    ...(groups.includes('iptc') && { iptc: yield* text.wholeIptc(content.refs, format.name, context) }),
  };
}

const families: { readonly [group: string]: RegExp } = {
  exif: /^(EXIF|MakerNotes|PrintIM)$/,
  xmp: /^XMP$/,
  iptc: /^IPTC$/,
};

/** The blocks of a file in place of those of another. */
function* draftCopy(
  found: Gathered,
  text: typeof textBlocks,
  { refs, layout }: FileContent,
  format: string,
  context: Context,
): Scan<Drafts> {
  const { exif, xmp, iptc } = found;
  for (const { code, message, offset, path } of found.warnings) context.warn(code, message, offset, path);
  const copied = allGroups.filter((group) => found[group]);
  const touches: Drafts['touches'] = ({ family }) => copied.some((group) => families[group]!.test(family));
  if (format === 'tiff') {
    const entries = exif && forTiff(exif, context);
    if (entries?.hasNote) context.warn('unknown', 'the maker note is not copied into a TIFF', 0, 'tiff');
    const blocks = [
      ...(xmp ? [{ id: XMP_PACKET, bytes: xmp }] : []),
      ...(iptc ? [{ id: IPTC_RECORDS, bytes: iptc }] : []),
    ];
    const asked = { copied: entries, blocks };
    const { splices, check } = yield* exifGrowth(context.size ?? 0, asked, 'tiff', context.limits);
    const ref = layout.blocks.find(({ kind }) => kind === 'exif');
    return { puts: [{ kind: 'exif', ref, bytes: undefined, splices }], touches, check };
  }
  const puts: Put[] = [];
  if (exif) {
    const isBlock = exif instanceof Uint8Array;
    const host = ['jpeg', 'png', 'webp', 'heif'].includes(format) ? (format as Host) : undefined;
    const bytes = isBlock ? exif : editExif(undefined, { copied: exif }, host).bytes;
    if (!isBlock && exif.hasNote)
      context.warn('unknown', 'the maker note of a TIFF is not copied', 0, format);
    puts.push({ kind: 'exif', ref: mainBlock(refs, 'exif', format), bytes });
  }
  if (xmp) puts.push(...text.xmpInPlace(xmp, refs, format));
  if (iptc) puts.push(yield* text.iptcInPlace(iptc, refs, format, context));
  return { puts: puts.filter(({ ref, bytes }) => ref || bytes), touches };
}

/** Entries that say nothing of how the picture of a TIFF is stored and shown. */
function forTiff(exif: Uint8Array | CopiedEntries, { limits }: Context): CopiedEntries {
  const copied = exif instanceof Uint8Array ? runSync(copiedEntries(exif.length, limits), exif) : exif;
  const places = [...copied.places].map(
    ([place, entries]) =>
      [place, place === 'IFD0' ? entries.filter(({ id }) => !structuralTags.has(id)) : entries] as const,
  );
  return { ...copied, places: new Map(places) };
}
