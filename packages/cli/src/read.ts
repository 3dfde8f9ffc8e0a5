// `exifkit read`: prints the metadata of files as a table, as JSON, or as ExifTool's JSON.
import { eachFile, listFiles } from './files.js';
import { type Printer, printers } from './printers.js';
import { fileReader, type ReadForm } from './read-file.js';
import { print } from './terminal.js';
import { choice, parse } from './usage.js';

/** From how many files on more than one core is worth its start. */
const manyFiles = 16;

/** Runs `exifkit read` with the arguments after the verb; resolves with the exit status. */
export async function readCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    format: { type: 'string', short: 'f' },
    tag: { type: 'string', short: 't', multiple: true },
    numeric: { type: 'boolean', short: 'n' },
    recursive: { type: 'string', short: 'r' },
  });
  const format = choice('format', values.format, ['table', 'json', 'exiftool']);
  const files = listFiles(positionals, values.recursive);
  const printer: Printer = printers[format];
  const form: ReadForm = { format, tags: values.tag, numeric: values.numeric === true };
  const read = fileReader(form);
  const paths = files.flatMap(({ path, problem }) => (problem ? [] : path));
  const parallel =
    paths.length > manyFiles ? (await import('./parallel.js')).readInParallel(paths, form) : undefined;
  let printed = 0;
  const next = async (text: string): Promise<void> => print((printed++ ? printer.between : '') + text);
  await print(printer.open);
  const status = await eachFile(
    files,
    'read',
    async ({ path }) => next(await (parallel ? parallel.next() : read(path))),
    async (file, error) => {
      if (printer.failed) await next(printer.failed(file, error));
    },
  );
  await parallel?.close();
  await print(printer.close);
  return status;
}
