// ExifTool, the judge of many tests: where it lies, and what it prints of bytes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The Perl script. */
export const exiftool: string = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl')),
  'bin/exiftool',
);

/** What ExifTool prints of a file with these bytes, by group 1 and name. */
export function judged(bytes: Uint8Array, ...args: string[]): Record<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-judged-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    const { stdout } = spawnSync('perl', [exiftool, '-j', '-a', '-G1', ...args, path], { encoding: 'utf8' });
    const { SourceFile: _, ...tags } = JSON.parse(stdout)[0];
    return tags;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
