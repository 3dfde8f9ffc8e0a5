// Removes metadata from bytes in memory, at once. It has every block at hand, so it is the larger import.
import type { OwnBytes } from '../bytes/allocate.js';
import { joinPieces, type Piece, pieceLength } from '../bytes/pieces.js';
import type { Scan } from '../bytes/scan.js';
import { Sha256 } from '../bytes/sha256.js';
import { byHead } from '../containers/by-head.js';
import { bytesIn, driveSync, type FileFacts } from '../read/engine.js';
import { everyFormat } from '../registry/every-format.js';
import { innerPlanners } from '../registry/inner-planners.js';
import { plannersAtHand } from '../registry/planners-at-hand.js';
import type { Bytes } from '../sources/platform.js';
import type { Context } from '../types.js';
import { renderingDigest } from './digest.js';
import { keepGroups } from './keep/index.js';
import { needsReading, onlyOf, type Preset, type RemovePolicy, rulesOf } from './policy.js';
import { imageOf, planCleaning, planSelection, type Removal, type RemoveReport } from './removal.js';
import type { ImageDigest } from './rendering.js';
import type { Asked } from './selective/groups.js';
import { planOnly } from './selective/plan.js';

/** A cleaned file of bytes in memory. */
export interface RewriteSync {
  readonly pieces: readonly Piece[];
  readonly report: RemoveReport;
  bytes(): OwnBytes;
  imageDigest(): ImageDigest;
  renderingDigest(): ImageDigest;
}

/** The same over bytes in memory, at once. Throws as `remove` rejects. */
export function removeSync(source: Bytes, policy: Preset | RemovePolicy = 'everything'): RewriteSync {
  const bytes = bytesIn(source);
  const { plan, report, rendering } = driveSync(bytes, (file) => planAtOnce(policy, file));
  return {
    pieces: plan.pieces,
    report,
    bytes: () => joinPieces(plan.pieces, bytes),
    imageDigest: () => {
      const image = imageOf(plan);
      const before = digestSync(image.before, bytes);
      return { before, after: image.after === image.before ? before : digestSync(image.after, bytes) };
    },
    renderingDigest: () => renderingDigest(rendering),
  };
}

const cleanable = everyFormat.flatMap(({ name, ...format }) => {
  const planner = plannersAtHand.find((one) => one.name === name);
  return planner ? [{ ...format, name, planner }] : [];
});

function* planAtOnce(policy: Preset | RemovePolicy, file: FileFacts): Scan<Removal> {
  const selection = onlyOf(policy);
  if (selection) {
    const { planner, ...format } = yield* byHead(cleanable, 'changed');
    const selective = (asked: Asked, context: Context) => planOnly(asked, format, planner, context);
    return yield* planSelection(selective, selection, file);
  }
  const rules = rulesOf(policy);
  const { planner } = yield* byHead(cleanable, 'cleaned');
  const keep = needsReading(rules) ? keepGroups : undefined;
  return yield* planCleaning(planner, rules, { keep, inner: innerPlanners }, file);
}

function digestSync(pieces: readonly Piece[], bytes: Uint8Array): string {
  const hash = new Sha256();
  for (const piece of pieces) {
    if (pieceLength(piece) === 0) continue;
    hash.update(piece instanceof Uint8Array ? piece : bytes.subarray(piece.start, piece.end));
  }
  return hash.hex();
}
