// The files that a call names, and the work on them one by one.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MetadataError } from 'exifkit';
import { UsageError } from './usage.js';

const extensions =
  /\.(jpe?g|jpe|jfif|mpo|jps|thm|png|apng|tiff?|btf|heic|heif|heics|heifs|hif|avifs?|webp|gif|dng|nef|cr2|arw|rw2|orf|pef|srw|kdc|iiq|raw)$/i;

/** The named files, then all picture files below the directory, in order of name. */
export async function listFiles(named: readonly string[], directory: string | undefined): Promise<string[]> {
  const files = [...named];
  if (directory !== undefined) {
    let entries: Awaited<ReturnType<typeof readDirectory>>;
    try {
      entries = await readDirectory(directory);
    } catch (error) {
      throw new UsageError(`cannot list ${directory}: ${(error as Error).message}`);
    }
    for (const entry of entries) {
      if (entry.isFile() && extensions.test(entry.name)) files.push(join(entry.parentPath, entry.name));
    }
    files.sort();
  }
  if (files.length === 0) throw new UsageError('no files named');
  return files;
}

const readDirectory = (directory: string) => readdir(directory, { recursive: true, withFileTypes: true });

/** Shows `done of total` on a terminal while work takes longer than a moment; nothing elsewhere. */
function progress(total: number, verb: string): { step(): void; end(): void } {
  const shown = process.stderr.isTTY === true && total > 1;
  const start = Date.now();
  let last = 0;
  let done = 0;
  return {
    step() {
      done++;
      const now = Date.now();
      if (!shown || now - start < 500 || now - last < 100) return;
      last = now;
      process.stderr.write(`\r\x1b[K${verb} ${done} of ${total}`);
    },
    end() {
      if (last) process.stderr.write('\r\x1b[K');
    },
  };
}

/** Does `work` for each file, with progress; a file that fails is a line on standard error. Gives the exit status. */
export async function eachFile(
  files: readonly string[],
  verb: string,
  work: (file: string) => Promise<void>,
): Promise<number> {
  const bar = progress(files.length, verb);
  let failed = 0;
  for (const file of files) {
    try {
      await work(file);
    } catch (error) {
      failed++;
      bar.end();
      process.stderr.write(`exifkit: ${file}: ${reason(error)}\n`);
    }
    bar.step();
  }
  bar.end();
  return failed ? 1 : 0;
}

/** One line on what went wrong, with the place in the file where it is known. */
function reason(error: unknown): string {
  if (!(error instanceof MetadataError)) return `unexpected: ${error instanceof Error ? error.stack : error}`;
  const place = error.offset ? ` at byte ${error.offset}` : '';
  return `${error.message}${place} (${error.code})`;
}
