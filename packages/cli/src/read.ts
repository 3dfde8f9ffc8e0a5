// `exifkit read`: prints the metadata of files, for people or for programs.
import { listFiles } from './files.js';
import { printFiles } from './reading.js';
import { screenOf } from './terminal.js';
import { choice, parse } from './usage.js';
import { verbs } from './verbs.js';

/** Runs `exifkit read` with the arguments after the verb; resolves with the exit status. */
export async function readCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('read', args);
  const format = choice('format', values.format, verbs.read.options.format.words);
  return printFiles(listFiles(positionals, values.recursive), {
    format,
    screen: format === 'table' ? screenOf() : { columns: undefined, colour: false },
    tags: values.tag,
    groups: values.group,
    exclude: values.exclude,
    sort: values.sort === true,
    struct: values.struct === true,
    numeric: values.numeric === true,
  });
}
