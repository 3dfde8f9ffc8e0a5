// Gathers what stays of a HEIF file: its boxes anew, and the bytes that its pictures own.

import type { ByteRange, Scan } from '../../../bytes/scan.js';
import type { Box } from '../../../structures/isobmff/read.js';
import { type PlanBuilder, type PlanEntry, type PlanInput, refuse } from '../../plan.js';
import type { HeifFile } from '../model.js';
import { isCoded } from '../picture.js';
import { cleanCodedItems } from './coded.js';
import { MediaData } from './data.js';
import { openBoxAt } from './extents.js';
import { tellGainMaps } from './gain-map.js';
import { isPicture } from './items.js';
import { cleanJpegItems } from './jpeg.js';
import { manifestBoxes, wholeBoxes } from './manifests.js';
import type { Movie } from './movie.js';
import type { HeifPicture, PictureItem } from './picture.js';
import { type TextItem, textItems } from './text.js';

/** What goes into the new file, and where the pictures' bytes lie in the source. */
export interface Parts {
  readonly picture: HeifPicture | undefined;
  readonly movie: Movie | undefined;
  /** What the media data box holds, but for what is fresh. */
  readonly media: MediaData;
  /** Items whose bytes are written anew, after the others. */
  readonly fresh: ReadonlyMap<number, PlanBuilder>;
  /** Those of its bytes that are coded pictures. */
  readonly coded: MediaData;
  /** Coded items whose bytes are not looked into. */
  readonly unwalked: readonly PlanEntry[];
  /** What goes from coded data. */
  readonly messages: readonly PlanEntry[];
  /** Metadata items that are written anew, after all others. */
  readonly texts: readonly TextItem[];
  /** The boxes of C2PA manifests, and those that stay by policy. */
  readonly manifests: ReadonlySet<Box>;
  readonly keptManifests: readonly Box[];
}

/** Gathers what stays; pictures that are JPEG files are cleaned. Throws where bytes are missing or in two minds. */
export function* gatherParts(
  input: PlanInput,
  file: HeifFile,
  found: HeifPicture | undefined,
  movie: Movie | undefined,
): Scan<Parts> {
  const told = found && (yield* tellGainMaps(input, found));
  const coded = told && (yield* cleanCodedItems(input, told.picture));
  const picture = coded?.picture;
  const jpegs = yield* cleanJpegItems(input, picture?.items ?? []);
  const fresh = new Map([...(told?.fresh ?? []), ...(coded?.fresh ?? []), ...jpegs]);
  const items = (picture?.items ?? []).filter(({ item }) => !fresh.has(item.id));
  const chunks = movie?.chunks.flat() ?? [];
  checkChunks(movie?.stated ?? [], file, input.context.size);
  const media = new MediaData(owned(items, chunks));
  const codedMedia = new MediaData(
    owned(
      items.filter(({ item }) => isCoded(item)),
      chunks,
    ),
  );
  const manifests = yield* manifestBoxes(file.boxes);
  const keptManifests = input.rules.c2pa ? yield* wholeBoxes(manifests) : [];
  const texts = picture ? yield* textItems(input, picture.meta, picture.choice.kept) : [];
  const messages = [...(coded?.removed ?? []), ...(movie?.removed ?? [])];
  const parts: Parts = {
    ...{ picture, movie, media, fresh, texts, messages, manifests, keptManifests },
    coded: codedMedia,
    unwalked: coded?.kept ?? [],
  };
  checkMetadataApart(parts);
  checkChunksApart(parts);
  const end = media.ranges.at(-1)?.end ?? 0;
  const view = end > 0 ? yield { start: end - 1, end } : undefined;
  if (view && !view.has(end - 1, end)) refuse('truncated', 'picture data is cut off', view.end, 'heif/mdat');
  return parts;
}

/** The bytes of items and of samples. */
function owned(items: readonly PictureItem[], chunks: readonly ByteRange[]): ByteRange[] {
  const ranges = [...chunks];
  for (const item of items) for (const range of item.ranges) ranges.push(range);
  return ranges;
}

/** Samples lie in boxes for data, in the file. */
function checkChunks(chunks: readonly ByteRange[], { boxes }: HeifFile, size: number | undefined): void {
  for (const { start, end } of chunks) {
    if (start === end) continue;
    const around = openBoxAt(start, boxes);
    if (!around) refuse('malformed', 'samples that lie in no box for data', start, 'heif/moov');
    if (end > Math.min(around.end, size ?? end))
      refuse('truncated', 'samples are cut off', start, 'heif/moov');
  }
}

/** Where something goes from samples, they still lie side by side in their chunk. */
function checkChunksApart({ movie, media }: Parts): void {
  for (const chunk of movie?.chunks ?? [])
    if (chunk.length > 1 && media.moved(chunk).length > 1)
      refuse('not-writable', 'samples share bytes with other data', chunk[0]!.start, 'heif/moov');
}

/** Bytes of a metadata item that are a picture's as well cannot be taken out. */
function checkMetadataApart({ picture, media }: Parts): void {
  if (!picture) return;
  const { items, references } = picture.meta;
  const stores = new Set(references.flatMap(({ type, to }) => (type === 'iloc' ? to : [])));
  for (const item of items) {
    const gone = picture.choice.gone.get(item.id);
    if (!gone || isPicture(item) || stores.has(item.id)) continue;
    if (!item.location?.extents.some(({ length }) => length > 0)) continue;
    for (const range of item.ranges)
      if (media.touches(range))
        refuse('not-writable', 'metadata and picture share bytes', range.start, `heif/meta/item ${item.id}`);
  }
}
