// What ends a walk over a structure before its end. A reader warns of it, a writer refuses.
import type { Warning } from '../errors.js';

/** What stopped a walk, and where. */
export interface Damage {
  readonly code: Warning['code'];
  readonly message: string;
  readonly offset: number;
}
