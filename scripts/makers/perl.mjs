// Runs one of the scripts beside this file over ExifTool's modules.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `script` prints as JSON when it is called with `words`. */
export function runOverExifTool(script, words) {
  const exiftool = dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json'));
  const path = fileURLToPath(new URL(script, import.meta.url));
  const perl = spawnSync('perl', ['-I', join(exiftool, 'bin/lib'), path, ...words], { maxBuffer: 1 << 28 });
  if (perl.status !== 0) throw new Error(`${script} ${words.join(' ')} failed: ${perl.stderr}`);
  return JSON.parse(perl.stdout.toString('latin1'));
}
