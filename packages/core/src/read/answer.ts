// How single answers are got of any source: straight where it is in memory and laid out as most are, else by a walk.
import type { GpsPosition } from '../blocks/gps/direct.js';
import type { Scan } from '../bytes/scan.js';
import { byHead } from '../containers/by-head.js';
import { fetched } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { formats } from '../registry/formats.js';
import { type BytesLike, isBytes, plainBytes } from '../sources/platform.js';
import type { Source } from '../sources/source.js';
import type { Format } from '../types.js';
import type { FileFacts } from './context.js';
import { type ExifFinder, stated, straightPosition } from './straight.js';
import { fetchFormat, type ReadOptions, withSource } from './with-source.js';

/** A walk over a file of any format, at hand or fetched. */
export type FormatScan<Answer> = (format: Format, file: FileFacts) => Scan<Answer>;
export type ScanFetcher<Answer> = () => FormatScan<Answer> | Promise<FormatScan<Answer>>;

/** The position, by `scan` where it takes a walk. */
export async function answerGps(
  source: Source,
  options: ReadOptions | undefined,
  scan: ScanFetcher<GpsPosition | undefined>,
): Promise<GpsPosition | undefined> {
  const direct = isBytes(source) ? straightPosition(source, await exifFinder(source)) : 'unsure';
  return direct === 'unsure' ? readFormat(source, options, scan) : stated(direct);
}

/** The code that finds the EXIF of a HEIF or PNG file, where the file may be one. */
export async function exifFinder(source: BytesLike): Promise<ExifFinder | undefined> {
  const bytes = plainBytes(source);
  return bytes[0] === 0x89 || bytes[4] === 0x66
    ? (await fetched(import('./find-exif.js'))).findExif
    : undefined;
}

/** Runs a walk over a source of any format; its code and that format's are fetched first. */
export function readFormat<Answer>(
  source: Source,
  options: ReadOptions | undefined,
  fetchScan: ScanFetcher<Answer>,
): Promise<Answer> {
  return withSource(source, defaultLimits, options, async (run, file) => {
    const format = await run(byHead(formats, 'read'));
    const [atHand, scan] = await Promise.all([fetchFormat(format), fetchScan()]);
    return run(scan(atHand, file));
  });
}
