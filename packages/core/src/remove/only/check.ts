// Reads a file before and after: nothing that was to go is left, and nothing else is missing or other than it was.
import { app } from '../../blocks/app/index.js';
import { exif } from '../../blocks/exif/index.js';
import { comment } from '../../blocks/file/index.js';
import { geotiff } from '../../blocks/geotiff/index.js';
import { gifBlocks } from '../../blocks/gif/index.js';
import { gps } from '../../blocks/gps/index.js';
import { quicktime } from '../../blocks/heif/index.js';
import { icc } from '../../blocks/icc/index.js';
import { iptc } from '../../blocks/iptc/index.js';
import { jumbf } from '../../blocks/jumbf/index.js';
import { mpf } from '../../blocks/mpf/index.js';
import { photoshop } from '../../blocks/photoshop/index.js';
import { pngChunks } from '../../blocks/png/index.js';
import { riffChunks } from '../../blocks/riff/index.js';
import { trailer } from '../../blocks/trailer/index.js';
import { xmp } from '../../blocks/xmp/index.js';
import { type Piece, scanPieces, totalLength } from '../../bytes/pieces.js';
import type { Scan } from '../../bytes/scan.js';
import { refuse } from '../../containers/plan.js';
import type { Block, BlockRef, Context, Format, Layout, Tag } from '../../types.js';
import type { Selection } from './groups.js';
import type { Job } from './job.js';

const blocks: readonly Block[] = [
  ...[exif, gps, geotiff, pngChunks, riffChunks, quicktime, gifBlocks, photoshop, trailer, iptc, xmp],
  ...[icc, mpf, jumbf, app, comment],
];

/**
 * Checks the file that `pieces` make, and gives its layout. Throws `not-writable` where something that should go is still told, in a
 * place that is read but not edited, and `unsafe-write` where anything else has changed.
 */
export function* checkResult(
  job: Job,
  format: Format,
  layout: Layout,
  pieces: readonly Piece[],
): Scan<Layout> {
  const context = { ...job.context, warn: () => {} };
  const before = yield* readTags(layout, context);
  const cleaned = { ...context, size: totalLength(pieces) };
  const { layout: newLayout, tags: after } = yield* scanPieces(reread(format, cleaned), pieces);
  const left = after.find((tag) => isTarget(tag, job.selection) && !isCoarse(tag, job.selection));
  if (left) refuse('not-writable', `${nameOf(left)} cannot be removed`, 0, `${format.name}/${nameOf(left)}`);
  const there = new Map<string, number>();
  for (const tag of after) there.set(keyOf(tag), (there.get(keyOf(tag)) ?? 0) + 1);
  const explained = explanation(job);
  for (const tag of before) {
    const key = keyOf(tag);
    const count = there.get(key) ?? 0;
    there.set(key, count - 1);
    if (count > 0 || isTarget(tag, job.selection) || explained(tag)) continue;
    refuse('unsafe-write', `${nameOf(tag)} is not what it was`, 0, `${format.name}/${nameOf(tag)}`);
  }
  return newLayout;
}

/** What was read of the new file. */
interface Reread {
  readonly layout: Layout;
  readonly tags: readonly Tag[];
}

function* reread(format: Format, context: Context): Scan<Reread> {
  const layout = yield* format.scan(context);
  return { layout, tags: yield* readTags(layout, context) };
}

function* readTags(layout: Layout, context: Context): Scan<readonly Tag[]> {
  const tags: Tag[] = [];
  let waiting: readonly BlockRef[] = layout.tail ? [...layout.blocks, layout.tail] : layout.blocks;
  for (let depth = 0; waiting.length > 0 && depth < context.limits.depth; depth++) {
    const found: BlockRef[] = [];
    for (const block of blocks) {
      const refs = waiting.filter(({ kind }) => block.kinds.includes(kind));
      if (refs.length === 0) continue;
      const loaded = yield* block.load(refs, context);
      for (const tag of loaded.tags()) tags.push(tag);
      found.push(...(loaded.nested ?? []));
    }
    waiting = found;
  }
  return tags;
}

function nameOf({ family, group, name }: Tag): string {
  return `${family}:${group}:${name}`;
}

function keyOf(tag: Tag): string {
  return `${nameOf(tag)}=${JSON.stringify(tag.text)}`;
}

/** DNGPrivateData: mostly a maker note. */
const DNG_PRIVATE = 0xc634;

const place = /GPS|Latitude|Longitude|Longtitude|^Coordinates|LocationInformation/;
/** Dates of any standard; text without a digit but 0 states none. */
const date = /^(Date|DateTime|.*Date(Created|Time)|.*(Create|Modify|Creation|Metadata)Date|TimeStamp)$/;

/** Whether a tag states what the selection removes. */
function isTarget(
  { family, group, name, id, text }: Tag,
  { position, exif, gpsIfd, iptc: datasets, ...rest }: Selection,
): boolean {
  const ids = group === 'GPS' ? gpsIfd : exif;
  if (family === 'EXIF' && typeof id === 'number' && ids.has(id)) return true;
  if (family === 'IPTC' && datasets.has(datasetOf(id))) return true;
  if (rest.comments && family === 'File' && name === 'Comment') return true;
  if (rest.dates && family !== 'ICC_Profile' && date.test(name)) return /[1-9]/.test(String(text));
  return position && (group === 'GPS' || family === 'GeoTiff' || place.test(name));
}

function datasetOf(id: number | string): number {
  const [record = 0, dataset = 0] = String(id).split(':').map(Number);
  return record * 256 + dataset;
}

const coarseNames = /^GPS(VersionID|(Latitude|Longitude)(Ref)?|MapDatum)$/;

function isCoarse({ group, name }: Tag, { coarsen }: Selection): boolean {
  return coarsen !== undefined && (group === 'GPS' || group === 'XMP-exif') && coarseNames.test(name);
}

/** What may be missing or other than before as a consequence of what was removed. */
function explanation({ removed, changed, selection }: Job): (tag: Tag) => boolean {
  const kinds = new Set([...removed, ...changed].map(({ kind }) => kind));
  const properties = [...removed, ...changed]
    .filter(({ kind }) => kind === 'xmp')
    .map(({ path }) => path.slice(path.lastIndexOf(':') + 1).toLowerCase())
    // IPTC's "AO" is ExifTool's "Artwork".
    .map((name) => name.replace(/^ao/, ''));
  return ({ family, group, name, id }) => {
    if (name === 'CurrentIPTCDigest' || name === 'IPTCDigest') return kinds.has('iptc');
    if (selection.thumbnail && (group === 'IFD1' || /Thumbnail/.test(name))) return true;
    if (name === 'HasExtendedXMP') return kinds.has('xmp');
    if (family === 'XMP' && name === 'GPSDateTime' && selection.dates) return true;
    if (family === 'XMP') {
      const names = `${name} ${id}`.toLowerCase();
      return properties.some((property) => names.includes(property) || property.startsWith('creatorcontact'));
    }
    if (family === 'MakerNotes' || id === DNG_PRIVATE) return kinds.has('makernote');
    if (family === 'PNG') return kinds.has('text') || kinds.has('chunk');
    if (family === 'Photoshop') return typeof id === 'number' && selection.resources.has(id);
    // What printed offsets count from depends on what of a file is at hand; nothing is moved here.
    if (family === 'EXIF' && name.endsWith('Offset')) return true;
    // ExifTool takes the whole item data of a HEIF file for a size.
    if (name === 'MetaImageSize') return kinds.size > 0;
    return family === 'QuickTime' && (kinds.has('location') || kinds.has('box'));
  };
}
