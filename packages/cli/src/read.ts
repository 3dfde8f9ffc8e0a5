// `exifkit read`: prints the metadata of files as a table, as JSON, or as ExifTool's JSON.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { eachFile, inputStat, listFiles } from './files.js';
import { type FileResult, type Printer, printers } from './printers.js';
import { print } from './terminal.js';
import { choice, parse, UsageError } from './usage.js';

/** Runs `exifkit read` with the arguments after the verb; resolves with the exit status. */
export async function readCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    format: { type: 'string', short: 'f' },
    tag: { type: 'string', short: 't', multiple: true },
    numeric: { type: 'boolean', short: 'n' },
    recursive: { type: 'string', short: 'r' },
  });
  const format = choice('format', values.format, ['table', 'json', 'exiftool']);
  const files = await listFiles(positionals, values.recursive);
  const printer: Printer = printers[format];
  const wanted = wantedTags(values.tag);
  let printed = 0;
  const next = async (text: string): Promise<void> => print((printed++ ? printer.between : '') + text);
  await print(printer.open);
  const status = await eachFile(
    files,
    'read',
    async ({ path }) => next(printer.file(await readFile(path, wanted, values.numeric === true))),
    async (file, error) => {
      if (printer.failed) await next(printer.failed(file, error));
    },
  );
  await print(printer.close);
  return status;
}

async function readFile(
  path: string,
  wanted: (group: string, name: string) => boolean,
  numeric: boolean,
): Promise<FileResult> {
  await inputStat(path);
  const metadata = await read(fromPath(path));
  const tags = metadata.tags().filter((tag) => wanted(tag.group, tag.name));
  return { path, tags, numeric, warnings: metadata.warnings };
}

/** `Name` or `Group:Name`, any case; no names at all: every tag. */
export function wantedTags(names: readonly string[] | undefined): (group: string, name: string) => boolean {
  if (!names) return () => true;
  const set = new Set(names.flatMap((name) => name.split(',')).map((name) => name.trim().toLowerCase()));
  if (set.has('')) throw new UsageError('--tag takes the name of a tag, e.g. --tag DateTimeOriginal');
  return (group, name) => set.has(name.toLowerCase()) || set.has(`${group}:${name}`.toLowerCase());
}
