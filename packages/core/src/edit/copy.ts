// Copies the metadata of one file to another, whole standards at a time.
import { byHead } from '../containers/by-head.js';
import { fetched, MetadataError } from '../errors.js';
import { withSource } from '../read/with-source.js';
import { writableFormats } from '../registry/writable.js';
import {
  type Rewrite,
  type RewriteOptions,
  readWhole,
  rewriteOf,
  unboundedReads,
} from '../remove/rewrite.js';
import { isStreamed, type Source } from '../sources/source.js';
import { type CopyGroup, copyGroups } from './copy-groups.js';
import type { EditReport } from './plan.js';

/** What is copied. */
export interface CopyOptions extends RewriteOptions {
  /** If not given, all that `to` has a place for. `exif` is with GPS, maker note and thumbnail. */
  readonly groups?: readonly CopyGroup[];
}

/**
 * Plans how to write `to` with the metadata of `from`: each standard that `from` has takes the place of what `to` has of
 * it. The size that EXIF states becomes that of `to`; orientation comes along: where the pixels of `to` were turned
 * already, set it to 1 afterwards. Out of a TIFF and
 * into one, EXIF is copied tag by tag, without maker note and thumbnail. Rejects as `edit` does.
 */
export async function copyMetadata(
  from: Source,
  to: Source,
  { groups, ...options }: CopyOptions = {},
): Promise<Rewrite<EditReport>> {
  for (const group of groups ?? [])
    if (!copyGroups.includes(group))
      throw new MetadataError(
        'not-writable',
        `groups are of ${copyGroups.join(', ')}, not '${String(group)}'`,
      );
  const { gatherFrom, planCopy } = await fetched(import('./copy-planning.js'));
  const check = byHead(writableFormats, 'edited');
  const found = await withSource(from, unboundedReads, options, async (run, file) =>
    gatherFrom(groups ?? copyGroups, await run(byHead(writableFormats, 'edited')), run, file),
  );
  const opened = isStreamed(to) ? await readWhole(to, check, options) : to;
  const planned = await withSource(opened, unboundedReads, options, async (run, file) =>
    planCopy(
      { ...found, isAsked: groups !== undefined },
      await run(byHead(writableFormats, 'edited')),
      run,
      file,
    ),
  );
  return rewriteOf(planned, opened, options);
}
