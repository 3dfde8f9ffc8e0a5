// A photo on the page, from its file to its cleaned version.
import type { FileFault } from './engine.js';
import type { Cleaned, Inspection } from './protocol.js';

export type Step = 'waiting' | 'reading' | 'read' | 'cleaning' | 'cleaned' | 'failed';

export interface Photo {
  readonly id: number;
  readonly file: File;
  readonly step: Step;
  readonly inspection?: Inspection;
  readonly cleaned?: Cleaned;
  readonly fault?: FileFault;
}
