// `exifkit copy`: writes files with the metadata of another.
import { type CopyGroup, copyMetadata } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { inputStat } from './files.js';
import { rewriteFiles } from './rewriting.js';
import { editLines } from './set.js';
import { choice, names, parse, UsageError } from './usage.js';

const groups: readonly CopyGroup[] = ['exif', 'iptc', 'xmp'];

/** Runs `exifkit copy` with the arguments after the verb; resolves with the exit status. */
export async function copyCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('copy', args);
  const [from, ...files] = positionals;
  if (from === undefined || files.length === 0)
    throw new UsageError('give FROM and the files that its metadata goes to');
  const asked = names(values.groups);
  const chosen = asked.length > 0 ? asked.map((group) => choice('groups', group, groups)) : groups;
  inputStat(from);
  return rewriteFiles(files, values, {
    done: 'edited',
    suffix: 'edited',
    plan: (source) => copyMetadata(fromPath(from), source, { groups: chosen }),
    lines: editLines,
  });
}
