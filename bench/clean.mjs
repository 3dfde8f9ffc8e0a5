// Counts whose cleaned files are clean. ExifTool is the judge, and not of its own files alone: a file is clean where it
// reads nothing of it but how the picture is coded, and where none of the texts that it read of the file before is found
// in the bytes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeSync } from 'exifkit/sync';
import { removeMetadataSync } from 'picscrub';
import piexif from 'piexifjs';
import sharp from 'sharp';
import { isStructure } from './structure.mjs';

const fixtures = fileURLToPath(new URL('../fixtures/files/', import.meta.url));

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

/** The same as numbers by contender, and what is left in which files. */
export async function cleanCounts() {
  const names = readdirSync(fixtures);
  const before = tagsIn(fixtures);
  const counts = new Map();
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-clean-'));
  try {
    for (const [contender, clean] of Object.entries(cleaners)) {
      const made = join(folder, contender);
      mkdirSync(made);
      for (const name of names) await cleanInto(join(made, name), readFileSync(join(fixtures, name)), clean);
      const after = tagsIn(made);
      const left = new Map();
      for (const [name, tags] of after) {
        const rest = leftIn(tags, before.get(name) ?? {}, readFileSync(join(made, name)));
        if (rest.length > 0) left.set(name, rest);
      }
      counts.set(contender, { clean: after.size - left.size, made: after.size, files: names.length, left });
    }
    return counts;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function cleanInto(path, bytes, clean) {
  try {
    writeFileSync(path, await clean(bytes));
  } catch {
    // It gives no file back.
  }
}

/** What ExifTool reads of the files in a folder: by name, tags with their groups. */
function tagsIn(folder) {
  const args = [exiftool, '-j', '-a', '-u', '-G0:1', '-struct', '-q', folder];
  const options = { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] };
  let printed;
  try {
    printed = execFileSync('perl', args, options);
  } catch (error) {
    // It says with its status that one of the files is damaged, and prints the others.
    printed = error.stdout;
  }
  return new Map(JSON.parse(printed).map(({ SourceFile, ...tags }) => [basename(SourceFile), tags]));
}

/** Tags that should have gone, and texts of such tags whose bytes are still there. */
function leftIn(tags, tagsBefore, bytes) {
  const shown = Object.keys(tags).filter((name) => !isStructure(name));
  const texts = Object.entries(tagsBefore).flatMap(([name, value]) =>
    isStructure(name) ? [] : textsOf(value),
  );
  const stays = JSON.stringify(Object.entries(tags).filter(([name]) => isStructure(name)));
  const hidden = [...new Set(texts)].filter((text) => !stays.includes(text) && isIn(bytes, text));
  return [...shown, ...hidden.map((text) => `"${text}"`)];
}

/** Texts that are long enough to stand in a file by no accident. */
function textsOf(value) {
  if (typeof value === 'string') return value.length >= 8 && !value.startsWith('(Binary data') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function isIn(bytes, text) {
  const wide = Buffer.from(text, 'utf16le');
  return [Buffer.from(text), Buffer.from(text, 'latin1'), wide, Buffer.from(wide).swap16()].some((form) =>
    bytes.includes(form),
  );
}
