// The place of a photo and nothing else: what it takes to walk a file is fetched where the bytes do not tell it straight.
import type { GpsPosition } from '../blocks/gps/direct.js';
import { fetched } from '../errors.js';
import type { Source } from '../sources/source.js';
import { answerGps, type FormatScan } from './answer.js';
import type { ReadOptions } from './with-source.js';

type GpsScan = FormatScan<GpsPosition | undefined>;

/** Once it has been fetched: `import()` takes longer than a photo does. */
let gpsScan: GpsScan | undefined;

/** The place where a photo was taken, from its EXIF. Rejects as {@link Engine.read}. */
export function readGpsAlone(source: Source, options?: ReadOptions): Promise<GpsPosition | undefined> {
  return answerGps(source, options, () => gpsScan ?? fetchGpsScan());
}

async function fetchGpsScan(): Promise<GpsScan> {
  gpsScan = (await fetched(import('./gps-scan.js'))).scanGps;
  return gpsScan;
}
