// Counts whose cleaned files are clean: nothing is left in them that `remove` would still take out.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { removeSync } from 'exifkit/sync';
import { removeMetadataSync } from 'picscrub';
import piexif from 'piexifjs';
import sharp from 'sharp';

const folder = new URL('../fixtures/files/', import.meta.url);

const exiftool = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl')),
  'bin/exiftool',
);

/** Ways to clean the bytes of a file; they throw where they cannot. sharp codes the picture anew. */
const cleaners = {
  exifkit: (bytes) => removeSync(bytes).bytes(),
  piexifjs: (bytes) => Buffer.from(piexif.remove(bytes.toString('latin1')), 'latin1'),
  picscrub: (bytes) => removeMetadataSync(bytes).data,
  sharp: (bytes) => sharp(bytes).toBuffer(),
  ExifTool: (bytes) =>
    execFileSync('perl', [exiftool, '-q', '-all=', '-o', '-', '-'], {
      input: bytes,
      maxBuffer: 1 << 26,
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
};

/** One line a contender: of how many fixtures it makes a file at all, and how many of those are clean. */
export async function cleanliness() {
  const lines = [];
  for (const [name, { clean, made, files }] of await cleanCounts())
    lines.push(`${name.padEnd(10)} ${String(clean).padStart(4)} clean of ${made} made from ${files} files`);
  return lines;
}

/** The same as numbers by contender. */
export async function cleanCounts() {
  const files = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)));
  const counts = new Map();
  for (const [name, clean] of Object.entries(cleaners)) {
    const outcomes = [];
    for (const bytes of files) outcomes.push(await outcome(bytes, clean));
    const made = outcomes.filter((one) => one !== 'refused').length;
    const cleaned = outcomes.filter((one) => one === 'clean').length;
    counts.set(name, { clean: cleaned, made, files: files.length });
  }
  return counts;
}

async function outcome(bytes, clean) {
  let cleaned;
  try {
    cleaned = await clean(bytes);
  } catch {
    return 'refused';
  }
  try {
    return removeSync(cleaned).report.removed.length === 0 ? 'clean' : 'unclean';
  } catch {
    return 'unclean';
  }
}
