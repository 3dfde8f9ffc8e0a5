// Lays a cleaned HEIF file out: file type, manifests by policy, meta, movie, media data.

import { type Piece, totalLength } from '../../../bytes/pieces.js';
import { box, boxHeader, concat, fourCc } from '../../../structures/isobmff/write.js';
import type { PlanBuilder } from '../../plan.js';
import type { HeifFile } from '../model.js';
import type { MediaData } from './data.js';
import type { Parts } from './parts.js';
import type { HeifPicture } from './picture.js';
import { type Placed, writeMeta } from './write.js';

/** Media data from which on places may need 64 bits, with room for the boxes before it. */
const longFrom = 2 ** 32 - 2 ** 28;

/** File type, manifests, meta, movie, media data, in this order. */
export function writeFile(plan: PlanBuilder, file: HeifFile, parts: Parts): void {
  const { media, fresh, coded, texts, keptManifests } = parts;
  const items = [...fresh.values()].reduce((sum, { pieces }) => sum + totalLength(pieces), media.length);
  const length = items + totalLength(texts.map(({ bytes }) => bytes));
  const type = fileType(file, parts.picture);
  const header = length > 0 ? boxHeader('mdat', length) : new Uint8Array(0);
  const long = length >= longFrom;
  const meta = parts.picture && writeMeta(parts.picture, placedItems(parts.picture, parts), texts, long);
  const movie = (start: number): Uint8Array | undefined =>
    parts.movie?.write((offset) => start + media.placeOf(offset), long);
  const before = type.length + totalLength(keptManifests);
  const start = before + (meta?.length ?? 0) + (movie(0)?.length ?? 0) + header.length;
  plan.insert(type);
  for (const box of keptManifests) plan.keep('c2pa', `heif/${box.type}`, box.start, box.end, 'asked for');
  plan.insert(concat([meta?.finish(start) ?? [], movie(start) ?? [], header]));
  copyMedia(plan, media, coded);
  for (const each of fresh.values()) {
    plan.append(each.pieces);
    plan.imageData.push(...each.imageData);
    plan.removed.push(...each.removed);
    plan.kept.push(...each.kept);
    plan.changed.push(...each.changed);
  }
  for (const { bytes } of texts) plan.insert(bytes);
}

/** Where the bytes of the items come to lie, from where the media data starts. */
function placedItems({ items }: HeifPicture, { media, fresh, texts }: Parts): Placed[] {
  let end = media.length;
  const behind = (id: number, pieces: readonly Piece[]): Placed => {
    const start = end;
    end += totalLength(pieces);
    return { id, ranges: [{ start, end }] };
  };
  const placed = items.map(({ item: { id }, ranges }) => {
    const anew = fresh.get(id);
    return anew ? behind(id, anew.pieces) : { id, ranges: media.moved(ranges) };
  });
  return [...placed, ...texts.map(({ id, bytes }) => behind(id, [bytes]))];
}

/** The file type box (14496-12, 4.3) with the brands that are still true. */
function fileType({ majorBrand, compatibleBrands }: HeifFile, picture: HeifPicture | undefined): Uint8Array {
  const toneMapped = picture?.items.some(({ item }) => item.type === 'tmap');
  const brands = compatibleBrands.filter((brand) => brand !== 'tmap' || toneMapped);
  return box('ftyp', fourCc(majorBrand), [0, 0, 0, 0], ...brands.map(fourCc));
}

/** Copies the media data, what is coded as such. */
function copyMedia(plan: PlanBuilder, media: MediaData, coded: MediaData): void {
  for (const { start, end } of media.ranges) {
    let at = start;
    for (const gap of coded.gaps(start, end)) {
      plan.copyImage(at, gap.start);
      plan.copy(gap.start, gap.end);
      at = gap.end;
    }
    plan.copyImage(at, end);
  }
}
