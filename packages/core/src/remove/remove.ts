// Removes metadata from any source: plans the cleaned file, and writes it when it is taken out.
import { byHead } from '../containers/by-head.js';
import { fetched } from '../errors.js';
import type { FileFacts } from '../read/context.js';
import { type Run, withSource } from '../read/with-source.js';
import { writableFormats } from '../registry/writable.js';
import { isStreamed, type Source } from '../sources/source.js';
import { needsReading, onlyOf, type Preset, type RemovePolicy, rulesOf } from './policy.js';
import { planCleaning, planSelection, type Removal } from './removal.js';
import { type Rewrite, type RewriteOptions, readWhole, rewriteOf, unboundedReads } from './rewrite.js';

/**
 * Plans how to write a file without its metadata, and checks the plan. The picture's coded data is never
 * touched. Rejects with {@link MetadataError}: `unsupported-format` (its message says which formats can be
 * cleaned), `malformed` and `truncated` (with the offset), `not-writable` (a form that cannot be cleaned
 * completely, or an unknown policy), `limit-exceeded`, `unsafe-write` (the result failed its check), `aborted` (also where
 * the result is taken after the signal said so), `not-loaded`.
 *
 * A stream is read into memory, once its first bytes are those of a picture; a Blob or ByteSource is read in parts, and
 * again when the result is taken.
 */
export async function remove(
  source: Source,
  policy: Preset | RemovePolicy = 'everything',
  options: RewriteOptions = {},
): Promise<Rewrite> {
  const check = byHead(writableFormats, onlyOf(policy) ? 'changed' : 'cleaned');
  const opened = isStreamed(source) ? await readWhole(source, check, options) : source;
  const planned = await withSource(opened, unboundedReads, options, (run, file) => plan(policy, run, file));
  return rewriteOf(planned, opened, options);
}

/** What the policy and the file's format need is fetched first. */
async function plan(policy: Preset | RemovePolicy, run: Run, file: FileFacts): Promise<Removal> {
  const selection = onlyOf(policy);
  if (selection) {
    const { planOnly } = await fetched(import('./selective/plan.js'));
    const entry = await run(byHead(writableFormats, 'changed'));
    const [format, planner] = await fetched(Promise.all([entry.fetch(), entry.fetchPlanner()]));
    return run(planSelection((asked, context) => planOnly(asked, format, planner, context), selection, file));
  }
  const rules = rulesOf(policy);
  const planner = await fetched((await run(byHead(writableFormats, 'cleaned'))).fetchPlanner());
  const keep = needsReading(rules) ? (await fetched(import('./keep/index.js'))).keepGroups : undefined;
  const needsInner = rules.motionVideo || rules.depth;
  const inner = needsInner
    ? (await fetched(import('../registry/inner-planners.js'))).innerPlanners
    : undefined;
  return run(planCleaning(planner, rules, { keep, inner }, file));
}
