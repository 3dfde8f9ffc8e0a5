// Finds what is for a file by the bytes it begins with.
import type { Scan } from '../bytes/scan.js';
import type { View } from '../bytes/view.js';
import { MetadataError } from '../errors.js';

/** What knows files by their head: a format, a planner. */
export interface HeadMatcher {
  readonly name: string;
  /** Whether a file that starts with `head` (its first 256 bytes, or all it has) is of this format. */
  match(head: View): boolean;
}

const headBytes = 256;

/** The first of `candidates` that the file is for, if any. */
export function* matching<Candidate extends HeadMatcher>(
  candidates: readonly Candidate[],
): Scan<Candidate | undefined> {
  const head = yield { start: 0, end: headBytes };
  return candidates.find((candidate) => candidate.match(head));
}

/** The same; throws MetadataError `unsupported-format` where there is none. `done` is what cannot be done: `read`. */
export function* byHead<Candidate extends HeadMatcher>(
  candidates: readonly Candidate[],
  done: 'read' | 'cleaned' | 'changed' | 'edited',
): Scan<Candidate> {
  const found = yield* matching(candidates);
  if (found) return found;
  const known = candidates.map(({ name }) => name).join(', ');
  throw new MetadataError('unsupported-format', `this type of file cannot be ${done}, only ${known}`, {
    offset: 0,
  });
}
