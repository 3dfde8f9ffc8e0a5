// Turns at the disk. The runtime has few threads for files (Node: four): where all of them write out large files, who reads
// a small one waits for seconds.
import { Gate } from './gate.js';
import type { Store } from './storage/store.js';

/** What is done to large files at a time, and writes of small ones: one thread is always left. */
const largeWidth = 2;
const smallWidth = 1;
const largeBytes = 256 * 1024;

/** Who may write to a disk now. */
export interface DiskTurns {
  /** For large files: their parts, their making and their end. */
  readonly large: Gate;
  readonly small: Gate;
}

export function createDiskTurns(): DiskTurns {
  return { large: new Gate(largeWidth), small: new Gate(smallWidth) };
}

/** A store on disk that writes in its turn. */
export function inTurns(store: Store, { large, small }: DiskTurns): Store {
  return {
    ...store,
    put(kind, id, entry) {
      const size = 'size' in entry.body ? entry.body.size : entry.body.length;
      return (size > largeBytes ? large : small).pass(() => store.put(kind, id, entry));
    },
  };
}
