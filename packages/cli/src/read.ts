// `exifkit read`: prints the metadata of files as a table, as JSON, or as ExifTool's JSON.
import { MetadataError, read } from 'exifkit';
import { fromPath } from 'exifkit/node';
import { listFiles, progress } from './files.js';
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
  const bar = progress(files.length, 'read');
  let failed = 0;
  let printed = 0;
  process.stdout.write(printer.open);
  for (const file of files) {
    try {
      const result = await readFile(file, wanted, values.numeric === true);
      await write((printed++ ? printer.between : '') + printer.file(result));
    } catch (error) {
      failed++;
      bar.end();
      process.stderr.write(`exifkit: ${file}: ${reason(error)}\n`);
    }
    bar.step();
  }
  bar.end();
  process.stdout.write(printer.close);
  return failed ? 1 : 0;
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

/** One line on what went wrong, with the place in the file where it is known. */
export function reason(error: unknown): string {
  if (!(error instanceof MetadataError)) return `unexpected: ${error instanceof Error ? error.stack : error}`;
  const place = error.offset ? ` at byte ${error.offset}` : '';
  return `${error.message}${place} (${error.code})`;
}

/** Writes to standard output and waits while it is full. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
