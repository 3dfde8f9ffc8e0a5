// `exifkit read`: prints the metadata of files as a table, as JSON, or as ExifTool's JSON.
import { read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { eachFile, listFiles } from './files.js';
import { type FileResult, type Printer, printers } from './printers.js';
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
  process.stdout.write(printer.open);
  const status = await eachFile(files, 'read', async (file) => {
    const result = await readFile(file, wanted, values.numeric === true);
    await write((printed++ ? printer.between : '') + printer.file(result));
  });
  process.stdout.write(printer.close);
  return status;
}

async function readFile(
  path: string,
  wanted: (group: string, name: string) => boolean,
  numeric: boolean,
): Promise<FileResult> {
  const metadata = await read(fromPath(path));
  const tags = metadata.tags().filter((tag) => wanted(tag.group, tag.name));
  return { path, tags, numeric, warnings: metadata.warnings };
}

/** `Name` or `Group:Name`, any case; no names at all: every tag. */
function wantedTags(names: readonly string[] | undefined): (group: string, name: string) => boolean {
  if (!names) return () => true;
  const set = new Set(names.flatMap((name) => name.split(',')).map((name) => name.trim().toLowerCase()));
  if (set.has('')) throw new UsageError('--tag takes the name of a tag, e.g. --tag DateTimeOriginal');
  return (group, name) => set.has(name.toLowerCase()) || set.has(`${group}:${name}`.toLowerCase());
}

/** Writes to standard output and waits while it is full. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
