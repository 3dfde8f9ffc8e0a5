// A sample of a track as a block: the tables of the track say where it lies and when it is shown.
import type { BlockRef } from '../../types.js';

/** A block that is a sample of a track. */
export interface SampleRef extends BlockRef {
  /** When it begins and how long it lasts, in seconds; `undefined` where the track does not say it. */
  readonly time: number | undefined;
  readonly duration: number | undefined;
}
