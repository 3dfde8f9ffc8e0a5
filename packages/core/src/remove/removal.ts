// Plans a removal: finds the planner of a file's format, checks what it planned, reports.
import { joinRanges, locate, type Piece, slicePieces, totalLength } from '../bytes/pieces.js';
import type { ByteRange, Scan } from '../bytes/scan.js';
import {
  type InnerPlanners,
  KnownData,
  type Plan,
  type PlanEntry,
  type PlanInput,
  type Planner,
} from '../containers/plan.js';
import type { Warning } from '../errors.js';
import type { FileFacts } from '../read/context.js';
import type { Context } from '../types.js';
import type { keepGroups } from './keep/index.js';
import type { AskedRules } from './policy.js';
import type { Planned } from './rewrite.js';
import type { Asked } from './selective/groups.js';
import type { OnlyPlan } from './selective/plan.js';
import { strictContext } from './strict-context.js';
import { verify } from './verify.js';
import { warnOfKept } from './warn-of-kept.js';

/** What a cleaning did. */
export interface RemoveReport {
  /** `jpeg`, `png`, `webp`, `gif`, `tiff`, `heif` or `jxl`. */
  readonly format: string;
  readonly mimeType: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly removed: readonly PlanEntry[];
  /** What stays beside the coded picture, and why. */
  readonly kept: readonly PlanEntry[];
  readonly changed: readonly PlanEntry[];
  /** Whether the file carried a C2PA manifest, which proves where a picture comes from. */
  readonly c2pa: boolean;
  readonly warnings: readonly Warning[];
}

/** A checked plan for a file, with its report. */
export type Removal = Planned<RemoveReport>;

/** What some rules need beside the planner of a format. */
export interface CleaningParts {
  /** Finds what is said of the groups that stay. */
  readonly keep: typeof keepGroups | undefined;
  readonly inner: InnerPlanners | undefined;
}

/** Plans by rules that say what stays. */
export function* planCleaning(
  planner: Planner,
  asked: AskedRules,
  { keep, inner }: CleaningParts,
  file: FileFacts,
): Scan<Removal> {
  const warnings: Warning[] = [];
  const context = strictContext(file, warnings);
  const kept = keep && (yield* keep(asked, context));
  const { rules = asked, stated } = kept ?? {};
  const known = new KnownData();
  const input: PlanInput = { rules, context, known, stated, inner };
  const plan = yield* planner.plan(input);
  for (const { start, end } of plan.imageData) known.set(start, end);
  const rendering = yield* verify(planner, plan, input);
  warnOfKept(plan, input);
  if (kept) yield* kept.warnOfLosses(plan.pieces, warnings);
  const { pieces, removed, changed } = plan;
  const bytesAfter = totalLength(pieces);
  const report = {
    format: planner.name,
    mimeType: plan.mimeType ?? planner.mimeType,
    bytesBefore: file.size ?? bytesAfter,
    bytesAfter,
    removed,
    kept: plan.kept,
    changed,
    c2pa: [...removed, ...plan.kept].some(({ kind }) => kind === 'c2pa'),
    warnings,
  };
  return { plan, report, rendering };
}

/** Plans by a selection of what goes, with the planner of such policies. */
export function* planSelection(
  selective: (asked: Asked, context: Context) => Scan<OnlyPlan>,
  asked: Asked,
  file: FileFacts,
): Scan<Removal> {
  const warnings: Warning[] = [];
  const context = strictContext(file, warnings);
  const { size, format, mimeType, c2pa, rendering, ...plan } = yield* selective(asked, context);
  const { pieces, removed, kept, changed } = plan;
  const lengths = { bytesBefore: size, bytesAfter: totalLength(pieces) };
  const report = { format, mimeType, ...lengths, removed, kept, changed, c2pa, warnings };
  return { plan, report, rendering };
}

/** The picture's data. */
export interface ImageData {
  /** In the source. */
  readonly before: Piece[];
  /** By way of the plan's pieces; the very list of `before` where that holds the same ranges in the same order. */
  readonly after: Piece[];
  /** Where it lies in the cleaned file, in order. */
  readonly places: readonly ByteRange[];
}

/** The picture's data, before and after. */
export function imageOf({ pieces, imageData }: Plan): ImageData {
  const before = joinRanges(imageData);
  const places = locate(pieces, imageData);
  const after = joinRanges(places.flatMap(({ start, end }) => slicePieces(pieces, start, end)));
  return { before, after: isSame(before, after) ? before : after, places };
}

function isSame(before: readonly Piece[], after: readonly Piece[]): boolean {
  return (
    before.length === after.length &&
    before.every((piece, i) => {
      const other = after[i];
      if (piece instanceof Uint8Array || other instanceof Uint8Array) return false;
      return piece.start === other?.start && piece.end === other.end;
    })
  );
}
