// Compares exifkit with what one knows, and prints what the README says of it; `--write` writes it there. Needs a build, takes
// minutes. Answers and notes are asked of the photos of the folder EXIFKIT_PHOTOS, else of generated ones; ExifTool is
// the judge of them, so it has no score of its own there.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { readSync } from 'exifkit/sync';
import exifr from 'exifr/dist/full.esm.mjs';
import ExifReader from 'exifreader';
import piexif from 'piexifjs';
import { judge, libraries, noteReaders, score } from './answers.mjs';
import { cleanCounts } from './clean.mjs';
import { geometricMean, measure } from './measure.mjs';
import { photosLikeReal, realPhotos } from './photos.mjs';

const names = ['exifkit', 'exifr', 'ExifReader', 'piexifjs', 'sharp', 'ExifTool'];
const readme = new URL('../README.md', import.meta.url);
const [answers, notes, count] = await reading();
const cleaned = await cleanCounts();
const times = await speed();
const weights = { ...(await bundles()), ...installed() };

const rows = [
  [`right answers to 19 questions asked of ${count} photos`, (name) => answers[name]],
  ["tags of makers' notes in them", (name) => notes[name]],
  ['clean files, of those it gives back¹', (name) => of(cleaned.get(name))],
  ['time for typed values of photos like real ones, exifkit = 1', (name) => times[name]],
  ['weight', (name) => weights[name]],
];
const table = [
  ['', ...names],
  names.map(() => '---').concat('---'),
  ...rows.map(([title, cell]) => [title, ...names.map((name) => cell(name) ?? '')]),
]
  .map((cells) => `| ${cells.join(' | ')} |`)
  .join('\n');
console.log(table);
if (process.argv.includes('--write')) {
  const text = readFileSync(readme, 'utf8');
  writeFileSync(
    readme,
    text.replace(/(<!-- comparison -->\n)[\s\S]*(<!-- \/comparison -->)/, `$1${table}\n$2`),
  );
}

/** Of each library the share of right answers and of found tags of notes, and the number of photos. */
async function reading() {
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-compare-'));
  try {
    const photos = realPhotos();
    for (const [name, bytes] of photos.length > 0 ? [] : photosLikeReal()) {
      const path = join(folder, `${name.replaceAll(/\W/g, '-')}.jpg`);
      writeFileSync(path, bytes);
      photos.push([name, bytes, path]);
    }
    const right = judge(photos.map(([, , path]) => path));
    const shares = { answers: { ExifTool: 'the judge' }, notes: { ExifTool: 'the judge' } };
    for (const [name, answer] of Object.entries(libraries)) {
      const sums = { asked: 0, right: 0, notes: 0, found: 0 };
      for (const [i, [, bytes]] of photos.entries()) {
        const { asked, right: rights } = score(right[i].answers, await unlessThrown(() => answer(bytes)));
        const found = new Set(await unlessThrown(() => noteReaders[name](bytes)));
        sums.asked += asked;
        sums.right += rights;
        sums.notes += right[i].notes.length;
        sums.found += right[i].notes.filter((note) => found.has(note)).length;
      }
      shares.answers[name] = percent(sums.right, sums.asked);
      shares.notes[name] = percent(sums.found, sums.notes);
    }
    return [shares.answers, shares.notes, photos.length];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function unlessThrown(work) {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/** How many times exifkit's time. */
async function speed() {
  const ratios = {};
  for (const [, bytes] of photosLikeReal()) {
    const medians = await measure([
      { name: 'exifkit', run: () => typed(readSync(bytes)) },
      { name: 'exifr', run: () => exifr.parse(bytes) },
      { name: 'ExifReader', run: () => ExifReader.load(bytes) },
      { name: 'piexifjs', run: () => piexif.load(bytes.toString('latin1')) },
    ]);
    for (const [name, seconds] of medians)
      ratios[name] = [...(ratios[name] ?? []), seconds / medians.get('exifkit')];
  }
  return Object.fromEntries(
    Object.entries(ratios).map(([name, all]) => [name, `${geometricMean(all).toFixed(1)}`]),
  );
}

function typed({ exif, gps }) {
  return [exif, gps];
}

/** What an app's bundle loads at once, minified and gzipped. */
async function bundles() {
  const codes = {
    exifkit: "export { read } from 'exifkit';",
    exifr: "export { default } from 'exifr/dist/full.esm.mjs';",
    ExifReader: "export { default } from 'exifreader';",
    piexifjs: "export { default } from 'piexifjs';",
  };
  const weights = {};
  for (const [name, contents] of Object.entries(codes)) {
    const resolveDir = fileURLToPath(new URL('.', import.meta.url));
    const { outputFiles, metafile } = await build({
      stdin: { contents, resolveDir, sourcefile: 'entry.mjs' },
      ...{ bundle: true, splitting: true, minify: true, format: 'esm', metafile: true, write: false },
      ...{ outdir: 'out', platform: 'browser', external: ['@xmldom/xmldom'], absWorkingDir: resolveDir },
      logLevel: 'silent',
    });
    const code = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
    const wanted = new Set([
      Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === 'entry.mjs'),
    ]);
    for (const path of wanted)
      for (const { kind, path: next } of metafile.outputs[path].imports)
        if (kind === 'import-statement' && metafile.outputs[next]) wanted.add(next);
    const bytes = [...wanted].reduce(
      (sum, path) => sum + gzipSync(code.get(join(resolveDir, path)), { level: 9 }).length,
      0,
    );
    weights[name] = `${Math.round(bytes / 1024)} KiB gzipped`;
  }
  return weights;
}

/** What is installed of those that are no JavaScript, with what they bring. */
function installed() {
  const require = createRequire(import.meta.url);
  const tool = dirname(require.resolve('exiftool-vendored.pl'));
  const libvips = dirname(
    createRequire(require.resolve('sharp')).resolve('@img/sharp-libvips-linux-x64/package'),
  );
  const sizes = {
    ExifTool: sizeOf(tool),
    sharp: sizeOf(dirname(dirname(require.resolve('sharp')))) + sizeOf(libvips),
  };
  return {
    sharp: `${Math.round(sizes.sharp / 1e6)} MB, native`,
    ExifTool: `${Math.round(sizes.ExifTool / 1e6)} MB and Perl`,
  };
}

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}

function of(counts) {
  return counts && `${counts.clean} of ${counts.made}`;
}
