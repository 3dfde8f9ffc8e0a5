// What every editor is given: what goes, under which limits, and where to say what was done.
import type { PlanEntry } from '../../containers/plan.js';
import { MetadataError } from '../../errors.js';
import type { BlockRef, Context } from '../../types.js';
import type { Draft } from './draft.js';
import type { Selection } from './selection.js';

/** One removal. */
export interface Job {
  readonly selection: Selection;
  readonly context: Context;
  readonly removed: PlanEntry[];
  readonly changed: PlanEntry[];
  /** Tags of XMP that went with all that was in them, and PNG texts that are a block, as `group:name`. */
  readonly properties: Set<string>;
  /** Families and groups (`family`, `family:group`) of blocks that went whole, as nothing could be taken out of them. */
  readonly wholes: Set<string>;
  /** Whether some maker note of the file is read to state what goes. */
  readonly stated: boolean;
}

/** A job's part: the draft of one block, its path in the structure, the format around it, and how deep blocks are nested. */
export interface Part {
  readonly draft: Draft;
  readonly path: string;
  readonly host: BlockRef['host'];
  readonly depth: number;
}

/** Notes that `[start, end)` of a part went. */
export function noteRemoved(
  job: Job,
  part: Part,
  kind: string,
  path: string,
  start: number,
  end: number,
): void {
  job.removed.push({ kind, path, ranges: part.draft.place(start, end) });
}

/** Notes that `[start, end)` of a part was written anew. */
export function noteChanged(
  job: Job,
  part: Part,
  kind: string,
  path: string,
  [start, end]: readonly [number, number],
  why: string,
): void {
  job.changed.push({ kind, path, ranges: part.draft.place(start, end), why });
}

/** Stops: this block cannot be changed with certainty. */
export function refuseBlock(message: string, part: Part, at: number, path: string = part.path): never {
  const offset = part.draft.place(at, at + 1)[0]?.start;
  throw new MetadataError('not-writable', message, { path, ...(offset !== undefined && { offset }) });
}

/** Takes care that nested blocks end somewhere. */
export function deeper(job: Job, part: Part, draft: Draft, path: string): Part {
  if (part.depth >= job.context.limits.depth) {
    throw new MetadataError('limit-exceeded', 'blocks are nested too deep', { path });
  }
  return { draft, path, host: part.host, depth: part.depth + 1 };
}
