// How many strips or tiles a picture has and how long each is when it is not compressed (TIFF 6.0 sections 3, 15, 21).
import type { Scan } from '../../bytes/scan.js';
import {
  BITS_PER_SAMPLE,
  COMPRESSION,
  FILL_ORDER,
  IMAGE_HEIGHT,
  IMAGE_WIDTH,
  PHOTOMETRIC,
  PLANAR_CONFIGURATION,
  ROWS_PER_STRIP,
  SAMPLES_PER_PIXEL,
  SUBSAMPLING,
  TILE_HEIGHT,
  TILE_WIDTH,
} from '../../structures/tiff/ids.js';
import { firstNumber } from '../../structures/tiff/keep.js';
import type { RawIfd } from '../../structures/tiff/strict.js';
import type { Packing } from './coded-end.js';
import { find, numbers, type TiffWalk } from './walk.js';

const DEPTHS = [32997, 32998];
const T4_OPTIONS = 292;
const LERC_PARAMETERS = 50674;
/** Deflate and Zstandard, by the second of the parameters. */
const lercPackings: readonly (number | undefined)[] = [undefined, 8, 50000];
const YCBCR = 6;
const SEPARATE = 2;

/** What the directory of a picture says of its data. */
export interface PictureSize extends Packing {
  /** Whether each sample has strips or tiles of its own. */
  readonly separate: boolean;
  /** Strips or tiles; `undefined` where that cannot be told. */
  readonly parts: number | undefined;
  /** Bytes of one of them without compression; `undefined` where that cannot be told. */
  bytesOf(part: number): number | undefined;
}

/** Reads what `PictureSize` is made of. */
export function* pictureSize(walk: TiffWalk, ifd: RawIfd, path: string): Scan<PictureSize> {
  const one = function* (id: number, usual: number): Scan<number> {
    const entry = find(ifd, id);
    return (entry && (yield* firstNumber(walk.shape, entry))) ?? usual;
  };
  const all = function* (id: number): Scan<readonly number[]> {
    const entry = find(ifd, id);
    return entry ? yield* numbers(walk, entry, path) : [];
  };
  const width = yield* one(IMAGE_WIDTH, 0);
  const height = yield* one(IMAGE_HEIGHT, 0);
  const samples = yield* one(SAMPLES_PER_PIXEL, 1);
  const separate = (yield* one(PLANAR_CONFIGURATION, 1)) === SEPARATE;
  const bits = Math.max(1, ...(yield* all(BITS_PER_SAMPLE)).slice(0, 64));
  const tiled = find(ifd, TILE_WIDTH) !== undefined;
  const across = tiled ? yield* one(TILE_WIDTH, 0) : width;
  const down = tiled ? yield* one(TILE_HEIGHT, 0) : Math.min(height, yield* one(ROWS_PER_STRIP, height));
  const subsampled = (yield* one(PHOTOMETRIC, 0)) === YCBCR && !separate && samples === 3;
  const [wide = 2, high = 2] = subsampled ? yield* all(SUBSAMPLING) : [1, 1];
  const known =
    [width, height, samples, across, down, wide, high].every((number) => number > 0) &&
    !DEPTHS.some((id) => find(ifd, id));
  const perPlane = known ? Math.ceil(width / across) * Math.ceil(height / down) : 0;
  return {
    compression: yield* one(COMPRESSION, 1),
    reversed: (yield* one(FILL_ORDER, 1)) !== 1,
    lercPacking: lercPackings[(yield* all(LERC_PARAMETERS))[1] ?? 0],
    fax2D: ((yield* one(T4_OPTIONS, 0)) & 1) === 1,
    separate,
    parts: known ? perPlane * (separate ? samples : 1) : undefined,
    bytesOf(part) {
      if (!known) return undefined;
      const rows = tiled ? down : Math.min(down, height - (part % perPlane) * down);
      if (!subsampled) return rows * Math.ceil((across * bits * (separate ? 1 : samples)) / 8);
      const blocks = Math.ceil(across / wide) * (wide * high + 2);
      return Math.ceil(rows / high) * Math.ceil((blocks * bits) / 8);
    },
  };
}
