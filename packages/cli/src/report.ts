// `exifkit report`: tells what files reveal.
import { listFiles } from './files.js';
import { printFiles } from './reading.js';
import { screenOf } from './terminal.js';
import { choice, parse } from './usage.js';
import { verbs } from './verbs.js';

/** Runs `exifkit report` with the arguments after the verb; resolves with the exit status. */
export async function reportCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse('report', args);
  const format = choice('format', values.format, verbs.report.options.format.words);
  return printFiles(listFiles(positionals, values.recursive), {
    format: format === 'json' ? 'report-json' : 'report',
    screen: screenOf(),
    sort: false,
    struct: false,
    numeric: false,
  });
}
