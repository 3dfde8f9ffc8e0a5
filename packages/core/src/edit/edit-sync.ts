// Edits bytes in memory, at once. It has every block at hand, so it is the larger import.
import type { Scan } from '../bytes/scan.js';
import type { Changes } from '../changes.js';
import { byHead } from '../containers/by-head.js';
import { BlockList } from '../read/block-list.js';
import type { FileFacts } from '../read/context.js';
import { bytesIn, driveSync } from '../read/with-source.js';
import { everyBlock } from '../registry/every-block.js';
import { writableAtHand } from '../registry/writable-at-hand.js';
import type { Planned } from '../remove/rewrite.js';
import { type RewriteSync, rewriteSyncOf } from '../remove/rewrite-sync.js';
import type { BytesLike } from '../sources/platform.js';
import { type EditReport, planEdit } from './plan.js';
import * as text from './text-blocks.js';

const blocks = new BlockList(everyBlock);

/** `edit` over bytes in memory, at once. Throws as it rejects. */
export function editSync(source: BytesLike, changes: Changes): RewriteSync<EditReport> {
  const bytes = bytesIn(source);
  return rewriteSyncOf(
    driveSync(bytes, (file) => planAtOnce(changes, file)),
    bytes,
  );
}

function* planAtOnce(changes: Changes, file: FileFacts): Scan<Planned<EditReport>> {
  const { planner, ...format } = yield* byHead(writableAtHand, 'edited');
  return yield* planEdit(changes, { format, planner, blocks, text }, file);
}
