// A file with canaries, as the generators give it.
import type { RemovePolicy } from 'exifkit';
import type { Planter } from './planter.js';

export interface Planted {
  readonly name: string;
  readonly make: (planter: Planter) => Uint8Array;
  /** Whether it holds an ICC profile of this name, which goes by the strict policy alone. */
  readonly profile?: boolean;
  /** By which policy it is cleaned, where not by the default. */
  readonly policy?: RemovePolicy;
  /** Whether it is so malformed that it may be refused instead. */
  readonly refusable?: boolean;
}

export const profileName = 'Profile that stays';
