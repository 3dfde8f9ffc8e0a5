// A photo on the page, from its file to its cleaned or edited version.
import type { Edit } from './edits.js';
import type { FileFault } from './engine.js';
import type { Cleaned, Edited, Inspection } from './protocol.js';

export type Step = 'waiting' | 'reading' | 'read' | 'cleaning' | 'cleaned' | 'failed';

export interface Photo {
  readonly id: number;
  readonly file: File;
  readonly step: Step;
  readonly inspection?: Inspection;
  readonly cleaned?: Cleaned | undefined;
  /** Cleaned with others: what came of it is not asked for yet. */
  readonly isOneOfMany?: boolean;
  /** What is to be changed, in the order in which it was asked for. */
  readonly edits?: readonly Edit[];
  readonly isSaving?: boolean;
  readonly edited?: Edited | undefined;
  /** Why the edits could not be saved. */
  readonly editFault?: FileFault | undefined;
  readonly fault?: FileFault;
}
