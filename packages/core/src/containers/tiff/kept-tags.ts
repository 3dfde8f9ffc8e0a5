// The TIFF tags that a picture needs. Everything that is not here goes.
import {
  DNG_VERSION,
  JPEG_LENGTH,
  JPEG_OFFSET,
  STRIP_BYTE_COUNTS,
  STRIP_OFFSETS,
  TILE_BYTE_COUNTS,
  TILE_OFFSETS,
} from '../../structures/tiff/ids.js';

/** Structure of any TIFF (TIFF 6.0, its supplements, TIFF/F, TIFF/FX, libtiff's own). */
export const structuralTags: ReadonlySet<number> = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 266, 277, 278, 280, 281, 282, 283, 284, 286, 287, 290, 291, 292,
  293, 296, 297, 300, 301, 317, 318, 319, 320, 321, 322, 323, 332, 334, 336, 338, 339, 340, 341, 342, 346,
  347, 433, 512, 515, 517, 518, 529, 530, 531, 532, 559, 32995, 32996, 32997, 32998, 33421, 33422, 50674,
]);

/** Offsets, and the tag that says how long the data at each is. */
export const dataTags: readonly (readonly [offsets: number, counts: number])[] = [
  [STRIP_OFFSETS, STRIP_BYTE_COUNTS],
  [TILE_OFFSETS, TILE_BYTE_COUNTS],
  [JPEG_OFFSET, JPEG_LENGTH],
];

/** Offsets of the quantization, DC and AC tables of JPEG in its old form (TIFF 6.0 section 22). */
export const jpegTableTags: readonly number[] = [519, 520, 521];

/**
 * What the pixels depend on, and whether they are raw: a file in which the value of one of these cannot be read is no
 * picture.
 */
export const pixelTags: ReadonlySet<number> = new Set([
  DNG_VERSION,
  ...dataTags.flat(),
  256,
  257,
  258,
  259,
  262,
  266,
  277,
  278,
  284,
  317,
  320,
  322,
  323,
  338,
  339,
  347,
  512,
  530,
  ...jpegTableTags,
]);

/** What a raw developer needs (DNG 1.7): versions, levels, colour matrices, opcodes, profile tables. */
export const dngTags: ReadonlySet<number> = new Set([
  50706, 50707, 50708, 50710, 50711, 50712, 50713, 50714, 50715, 50716, 50717, 50718, 50719, 50720, 50721,
  50722, 50723, 50724, 50725, 50726, 50727, 50728, 50729, 50730, 50731, 50732, 50733, 50734, 50737, 50738,
  50739, 50778, 50779, 50780, 50829, 50830, 50879, 50935, 50937, 50938, 50939, 50940, 50941, 50964, 50965,
  50974, 50975, 50981, 50982, 51008, 51009, 51022, 51041, 51107, 51108, 51109, 51110, 51125, 52525, 52529,
  52530, 52531, 52532, 52533, 52534, 52535, 52537, 52538, 52543, 52544, 52547, 52551,
]);

/** Profiles that the colours depend on: ICC, and the DNG's as-shot and current ones. */
export const profileTags: ReadonlySet<number> = new Set([34675, 50831, 50832, 50833, 50834]);

/** Of the DNG tags, those that go where they do not count (DNG 1.7, ProfileCalibrationSignature). */
export const cameraCalibrations: readonly number[] = [50723, 50724, 52530];
