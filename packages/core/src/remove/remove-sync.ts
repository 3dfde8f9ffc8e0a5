// Removes metadata from bytes in memory, at once. It has every block at hand, so it is the larger import.
import type { Scan } from '../bytes/scan.js';
import { byHead } from '../containers/by-head.js';
import type { FileFacts } from '../read/context.js';
import { bytesIn, driveSync } from '../read/with-source.js';
import { innerPlanners } from '../registry/inner-planners.js';
import { writableAtHand } from '../registry/writable-at-hand.js';
import type { BytesLike } from '../sources/platform.js';
import type { Context } from '../types.js';
import { keepGroups } from './keep/index.js';
import { needsReading, onlyOf, type Preset, type RemovePolicy, rulesOf } from './policy.js';
import { planCleaning, planSelection, type Removal } from './removal.js';
import { type RewriteSync, rewriteSyncOf } from './rewrite-sync.js';
import type { Asked } from './selective/groups.js';
import { planOnly } from './selective/plan.js';

/** The same over bytes in memory, at once. Throws as `remove` rejects. */
export function removeSync(source: BytesLike, policy: Preset | RemovePolicy = 'everything'): RewriteSync {
  const bytes = bytesIn(source);
  return rewriteSyncOf(
    driveSync(bytes, (file) => planAtOnce(policy, file)),
    bytes,
  );
}

function* planAtOnce(policy: Preset | RemovePolicy, file: FileFacts): Scan<Removal> {
  const selection = onlyOf(policy);
  if (selection) {
    const { planner, ...format } = yield* byHead(writableAtHand, 'changed');
    const selective = (asked: Asked, context: Context) => planOnly(asked, format, planner, context);
    return yield* planSelection(selective, selection, file);
  }
  const rules = rulesOf(policy);
  const { planner } = yield* byHead(writableAtHand, 'cleaned');
  const keep = needsReading(rules) ? keepGroups : undefined;
  return yield* planCleaning(planner, rules, { keep, inner: innerPlanners }, file);
}
