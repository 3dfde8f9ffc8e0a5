// What a file has of the standards that are copied, and what it makes of another: fetched by the first copy.
import { type CopiedEntries, copiedEntries, resized } from '../blocks/exif/copied.js';
import { editExif, exifGrowth, newExif } from '../blocks/exif/encode.js';
import { measure, runSync, type Scan } from '../bytes/scan.js';
import type { ExifChanges } from '../changes.js';
import type { Put } from '../containers/put.js';
import { structuralTags } from '../containers/tiff/kept-tags.js';
import { MetadataError, type Warning } from '../errors.js';
import type { FileFacts } from '../read/context.js';
import type { Run } from '../read/with-source.js';
import type { FormatEntry } from '../registry/formats.js';
import type { Planned } from '../remove/rewrite.js';
import { strictContext } from '../remove/strict-context.js';
import { IPTC_RECORDS, PIXEL_HEIGHT, PIXEL_WIDTH, XMP_PACKET } from '../structures/tiff/ids.js';
import type { BlockRef, Context, Host, Picture } from '../types.js';
import { type CopyGroup, copyGroups, hasPlace } from './copy-groups.js';
import { mainBlock } from './main-block.js';
import { type EditParts, type EditReport, planDrafts } from './plan.js';
import { partsFor, textBlocks } from './planning.js';
import { contentTags, type FileContent, pictureFacts, readContent } from './read-blocks.js';
import { hasThumbnail } from './stale.js';
import type { Drafts } from './standards.js';
import type * as TextBlocks from './text-blocks.js';
import { bytesOfRef } from './verify.js';

/** Reads what is to be copied. */
export async function gatherFrom(
  groups: readonly CopyGroup[],
  entry: Required<FormatEntry>,
  run: Run,
  file: FileFacts,
): Promise<Gathered> {
  const text = await textBlocks();
  return run(gatherBlocks(await partsFor(entry, run, file), groups, text, file));
}

/** Plans it in place of what a file has. */
export async function planCopy(
  found: GatheredAs,
  entry: Required<FormatEntry>,
  run: Run,
  file: FileFacts,
): Promise<Planned<EditReport>> {
  const text = await textBlocks();
  const parts = await partsFor(entry, run, file);
  return run(
    planDrafts(
      (content, format, context) => draftCopy(found, text, content, format, context),
      'keep',
      parts,
      file,
    ),
  );
}

/** The metadata of a file. */
export interface Gathered {
  readonly warnings: readonly Warning[];
  /** Whether a thumbnail comes along with EXIF as a block. */
  readonly hasThumbnail: boolean;
  readonly exif?: Uint8Array | CopiedEntries | undefined;
  readonly xmp?: Uint8Array | undefined;
  readonly iptc?: Uint8Array | undefined;
}

/** The same, and whether its standards were named: then each must have a place. */
export interface GatheredAs extends Gathered {
  readonly isAsked: boolean;
}

function* gatherBlocks(
  { format, blocks }: EditParts,
  groups: readonly CopyGroup[],
  text: typeof TextBlocks,
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
    hasThumbnail: hasThumbnail(contentTags(content)),
    ...(groups.includes('exif') && { exif }),
    ...(groups.includes('xmp') && { xmp: yield* text.wholeXmp(content.refs, format.name, telling) }),
    ...(groups.includes('iptc') && { iptc: yield* text.wholeIptc(content.refs, format.name, context) }),
  };
}

const families: { readonly [group: string]: RegExp } = {
  exif: /^(EXIF|MakerNotes|PrintIM|DNG|GeoTiff)$/,
  xmp: /^XMP$/,
  iptc: /^IPTC$/,
};

/** The blocks of a file in place of those of another. */
function* draftCopy(
  found: GatheredAs,
  text: typeof TextBlocks,
  content: FileContent,
  format: string,
  context: Context,
): Scan<Drafts> {
  const { refs, layout } = content;
  const placed = (group: CopyGroup): boolean => {
    const isPlaced = found.isAsked || hasPlace(format, group);
    if (!isPlaced && found[group])
      context.warn('unknown', `${format} has no place for ${group}: it is not copied`, 0, format);
    return isPlaced;
  };
  const exif = placed('exif') && found.exif ? forPicture(found.exif, layout.picture, context) : undefined;
  const xmp = found.xmp;
  const iptc = placed('iptc') ? found.iptc : undefined;
  for (const { code, message, offset, path } of found.warnings) context.warn(code, message, offset, path);
  const copied = copyGroups.filter((group) => found[group]);
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
    const picture = host === 'jpeg' ? pictureFacts(content) : undefined;
    const bytes = isBlock ? exif : newExif({ copied: exif, picture }, host);
    if (isBlock && found.hasThumbnail)
      context.warn('unknown', 'the thumbnail that is copied shows the picture of the other file', 0, format);
    if (!isBlock && exif.hasNote)
      context.warn('unknown', 'the maker note of a TIFF is not copied', 0, format);
    puts.push({ kind: 'exif', ref: mainBlock(refs, 'exif', format), bytes });
  }
  if (xmp) puts.push(...text.xmpInPlace(xmp, refs, format));
  if (iptc) puts.push(yield* text.iptcInPlace(iptc, refs, format, context));
  return { puts: puts.filter(({ ref, bytes }) => ref || bytes), touches };
}

/** EXIF for a picture of another size: where it states one, it is that. */
function forPicture(
  exif: Uint8Array | CopiedEntries,
  picture: Picture,
  { limits, warn }: Context,
): Uint8Array | CopiedEntries {
  if (!(exif instanceof Uint8Array)) return resized(exif, picture);
  try {
    const { places } = runSync(copiedEntries(exif.length, limits), exif);
    const stated = new Set(places.get('ExifIFD')?.map(({ id }) => id));
    const sizes: ExifChanges = {
      ...(stated.has(PIXEL_WIDTH) && { ExifImageWidth: picture.width }),
      ...(stated.has(PIXEL_HEIGHT) && { ExifImageHeight: picture.height }),
    };
    return runSync(editExif(exif, exif.length, { exif: sizes }, undefined), exif).bytes ?? exif;
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    warn('unknown', 'the size that EXIF may state is left as it is copied', 0, 'exif');
    return exif;
  }
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
