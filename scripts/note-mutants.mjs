// Reads maker notes with changed bytes and other cameras' names as ExifTool does? Takes photos, changes one to eight
// bytes of the values of their notes, the model, or both, and compares what we print with what ExifTool prints, one
// process a file.  node scripts/note-mutants.mjs [FOLDER] [--make=REGEX] [--made=MAKER] [--count=300] [--seed=1]
// [--models=A,B] [--numeric] [--keep=FOLDER] [--list=30]   REGEX is met by the maker or the first bytes of the note;
// with --made photos are made of that maker's tables too.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compared } from './mutants/compare.mjs';
import { findNotes } from './mutants/find-notes.mjs';
import { madeNotes } from './mutants/made-notes.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    make: { type: 'string', default: '.' },
    made: { type: 'string' },
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    models: { type: 'string', default: '' },
    numeric: { type: 'boolean', default: false },
    keep: { type: 'string' },
    list: { type: 'string', default: '30' },
  },
});
const atOnce = 2;
const require = createRequire(import.meta.url);
const exiftoolLib = join(dirname(require.resolve('exiftool-vendored.pl')), 'bin/lib');
const judge = fileURLToPath(new URL('mutants/judge.pl', import.meta.url));
const command = fileURLToPath(new URL('../packages/cli/bin/exifkit.js', import.meta.url));
const env = { ...process.env, TZ: 'UTC' };

const [source] = positionals;
if (!source && !options.made) throw new Error('name a folder of photos, or --made=MAKER');
const random = randomNumbers(Number(options.seed));
const photos = [
  ...(source ? photosWithNotes(source, new RegExp(options.make, 's')) : []),
  ...(options.made ? madePhotos(options.made) : []),
];
if (photos.length === 0) throw new Error(`no photo in ${source} has a note of ${options.make}`);
const models = [
  ...new Set([...photos.map(({ note }) => note.modelName), ...options.models.split(',')]),
].filter(Boolean);

const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'exifkit-mutants-'));
mkdirSync(folder, { recursive: true });
try {
  const names = writeMutants(Number(options.count));
  const judged = byExifTool(names);
  const ours = byUs(names);
  const { lines, isWell } = compared(
    names.filter((name) => judged.has(name)),
    judged,
    ours,
    Number(options.list),
  );
  console.log(`${photos.length} photos, ${names.length} mutants, ${models.length} models`);
  console.log(lines.join('\n'));
  if (!isWell) process.exitCode = 1;
} finally {
  if (!options.keep) rmSync(folder, { recursive: true });
}

function photosWithNotes(from, make) {
  return readdirSync(from).flatMap((name) => {
    const bytes = readFileSync(join(from, name));
    const notes = findNotes(bytes).filter((note) => note.values.length > 0);
    const isMet = (note) =>
      make.test(note.make) || make.test(bytes.toString('latin1', note.start, note.start + 32));
    return notes
      .filter(isMet)
      .slice(0, 1)
      .map((note) => ({ name, bytes, note }));
  });
}

/** One for each mutant that is wanted. */
function madePhotos(maker) {
  const models = options.models.split(',').filter(Boolean);
  return madeNotes(maker, Number(options.count), random, models).flatMap(({ name, bytes }) => {
    const photo = Buffer.from(bytes);
    return findNotes(photo)
      .filter(({ values }) => values.length > 0)
      .slice(0, 1)
      .map((note) => ({ name, bytes: photo, note }));
  });
}

/** As many mutants as wanted, photo by photo: a third with other bytes, a third with another model, a third with both. */
function writeMutants(count) {
  const names = [];
  for (let i = 0; i < count; i++) {
    const { name, bytes, note } = photos[i % photos.length];
    const kind = Math.floor(i / photos.length) % 3;
    let mutant = Buffer.from(bytes);
    if (kind !== 1 || models.length < 2) changeBytes(mutant, note);
    if (kind !== 0 && note.model) mutant = withModel(mutant, note, models[random(models.length)]);
    const file = `${i}${extname(name)}`;
    writeFileSync(join(folder, file), mutant);
    names.push(file);
  }
  return names;
}

/** Half of the changes are spread over the values, half over their bytes. */
function changeBytes(bytes, { values }) {
  const total = values.reduce((sum, { start, end }) => sum + end - start, 0);
  for (let left = 1 + random(8); left > 0; left--) {
    let { start, end } = values[random(values.length)];
    if (random(2) === 0) {
      let place = random(total);
      for (const value of values) {
        if (place < value.end - value.start) {
          [start, end] = [value.start + place, value.start + place + 1];
          break;
        }
        place -= value.end - value.start;
      }
    }
    const at = start + random(end - start);
    bytes[at] = random(4) === 0 ? [0, 1, 0xff, bytes[at] ^ 0x80][random(4)] : random(256);
  }
}

/** The model in the place of the old one where it fits, else behind the TIFF structure in a file that can grow there. */
function withModel(bytes, { tiff, model }, name) {
  const text = Buffer.from(`${name}\0`, 'latin1');
  const order = tiff.littleEndian ? 'LE' : 'BE';
  const room = Math.max(model.size, 4);
  if (text.length <= room) {
    bytes.fill(0, model.start, model.start + room);
    text.copy(bytes, model.start);
    return bytes;
  }
  const isSegment =
    bytes.readUInt16BE(0) === 0xffd8 && bytes.toString('latin1', tiff.start - 6, tiff.start) === 'Exif\0\0';
  if (!isSegment && tiff.start !== 0) return bytes;
  const lengthAt = tiff.start - 8;
  const end = isSegment ? lengthAt + bytes.readUInt16BE(lengthAt) : bytes.length;
  if (isSegment && end - lengthAt + text.length > 0xffff) return bytes;
  if (isSegment) bytes.writeUInt16BE(end - lengthAt + text.length, lengthAt);
  bytes[`writeUInt32${order}`](text.length, model.place + 4);
  bytes[`writeUInt32${order}`](end - tiff.start, model.place + 8);
  return Buffer.concat([bytes.subarray(0, end), text, bytes.subarray(end)]);
}

/** Some bytes are too much for ExifTool itself: then there is no judge. */
function byExifTool(names) {
  spawnSync('perl', [judge, exiftoolLib, `${atOnce}`, ...(options.numeric ? ['-n'] : []), ...names], {
    cwd: folder,
    env,
  });
  const isJudged = (name) =>
    existsSync(join(folder, `${name}.json`)) || void console.log(`${name} is not judged`);
  return new Map(
    names
      .filter(isJudged)
      .map((name) => [name, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))]),
  );
}

function byUs(names) {
  const args = [command, 'read', '--format', 'exiftool', ...(options.numeric ? ['--numeric'] : []), ...names];
  const { stdout, stderr } = spawnSync('node', args, {
    cwd: folder,
    env,
    maxBuffer: 1 << 29,
    encoding: 'utf8',
  });
  if (stderr) console.error(stderr);
  return new Map(JSON.parse(stdout).map((tags) => [tags.SourceFile, tags]));
}

/** Numbers below a limit, the same for the same seed. */
function randomNumbers(seed) {
  let state = (seed * 2654435761) >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
