// Plans a removal: finds the planner of a file's format, checks what it planned, reports.
import { locate, type Piece, slicePieces, totalLength } from './bytes/pieces.js';
import type { Scan } from './bytes/scan.js';
import { gifPlanner } from './containers/gif/plan.js';
import { heifPlanner } from './containers/heif/plan.js';
import { jpegPlanner } from './containers/jpeg/plan.js';
import type { Plan, PlanEntry, PlanInput, Planner } from './containers/plan.js';
import { pngPlanner } from './containers/png/plan.js';
import { tiffPlanner } from './containers/tiff/plan.js';
import { webpPlanner } from './containers/webp/plan.js';
import { createContext, type FileFacts } from './engine.js';
import { MetadataError, type Warning } from './errors.js';
import { defaultLimits } from './limits.js';
import type { planOnly } from './remove/only/plan.js';
import { onlyOf, type Preset, type RemovePolicy, rulesOf } from './remove/policy.js';
import { statedTexts } from './remove/stated.js';
import { tellOfKept } from './remove/tell.js';
import { verify } from './remove/verify.js';

/** The formats that can be cleaned: a new one is one line here. */
const planners: readonly Planner[] = [
  jpegPlanner,
  pngPlanner,
  webpPlanner,
  gifPlanner,
  tiffPlanner,
  heifPlanner,
];

/** What a cleaning did. */
export interface RemoveReport {
  /** `jpeg`, `png`, `webp`, `gif`, `tiff` or `heif`. */
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

const headBytes = 64;

/**
 * A checked plan for a file, with its report. `selective` is the planner of policies that name what goes; it is
 * passed in, as it brings every block with it.
 */
export function* planRemoval(
  policy: Preset | RemovePolicy,
  file: FileFacts,
  selective: typeof planOnly | undefined,
): Scan<{ readonly plan: Plan; readonly report: RemoveReport }> {
  const warnings: Warning[] = [];
  const context = createContext(defaultLimits, file, warnings);
  const selection = onlyOf(policy);
  if (selection && selective) {
    const { size, format, mimeType, c2pa, ...plan } = yield* selective(selection, context);
    const { pieces, removed, kept, changed } = plan;
    const lengths = { bytesBefore: size, bytesAfter: totalLength(pieces) };
    return { plan, report: { format, mimeType, ...lengths, removed, kept, changed, c2pa, warnings } };
  }
  const rules = rulesOf(policy);
  const head = yield { start: 0, end: headBytes };
  const planner = planners.find((candidate) => candidate.match(head));
  if (!planner) {
    const known = planners.map(({ name }) => name).join(', ');
    throw new MetadataError('unsupported-format', `this type of file cannot be cleaned (only ${known})`, {
      offset: 0,
    });
  }
  const stated = yield* statedTexts(head, rules, context);
  const input: PlanInput = { rules, context, known: new Map(), stated };
  const plan = yield* planner.plan(input);
  yield* verify(planner, plan, input);
  tellOfKept(planner.name, plan, rules, context);
  const { pieces, removed, kept, changed } = plan;
  const bytesAfter = totalLength(pieces);
  const report = {
    format: planner.name,
    mimeType: plan.mimeType ?? planner.mimeType,
    bytesBefore: file.size ?? bytesAfter,
    bytesAfter,
    removed,
    kept,
    changed,
    c2pa: [...removed, ...kept].some(({ kind }) => kind === 'c2pa'),
    warnings,
  };
  return { plan, report };
}

/** The picture's data as it lies in the cleaned file, by way of the plan's pieces. */
export function imageAfter({ pieces, imageData }: Plan): Piece[] {
  return locate(pieces, imageData).flatMap(({ start, end }) => slicePieces(pieces, start, end));
}
