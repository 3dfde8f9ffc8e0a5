// `node bench/notes.mjs [--check]`: everything printed of photos with notes of Canon, Nikon, Sony and Apple, beside an ExifTool
// that stays open, by maker and of each photo; and what a tag of a note takes, alone and beside a tag of exifr and of
// ExifReader. `--check` fails below the floors.
// The photos are those of the fixtures, and such in the folder EXIFKIT_PHOTOS. Needs a build.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  apple,
  canon,
  compositeTags,
  createEngine,
  exif,
  fileTags,
  gps,
  jpeg,
  makerNote,
  nikon,
  sony,
} from 'exifkit/parts';
import { readSync } from 'exifkit/sync';
import exifr from 'exifr/dist/full.esm.mjs';
import ExifReader from 'exifreader';
import { geometricMean, measure, median } from './measure.mjs';
import { realPhotos } from './photos.mjs';

const makers = /^(canon|nikon|sony|apple)/i;
const leastTags = 10;
const names = ['canon-records', 'nikon-records', 'sony-records'].map((name) => `jpeg-exif-${name}.jpg`);
const fixtures = [...names, 'jpeg-note-apple.jpg'].map((name) => {
  const path = fileURLToPath(new URL(`../fixtures/files/${name}`, import.meta.url));
  return [name, readFileSync(path), path];
});
const real = realPhotos().filter(([, bytes]) => hasNote(bytes));
const photos = [...fixtures, ...real.map((photo) => [...photo, true])];
const parts = { formats: [jpeg], derived: [fileTags, compositeTags] };
const withNotes = createEngine({ ...parts, blocks: [exif, gps, makerNote, apple, canon, nikon, sony] });
const withoutNotes = createEngine({ ...parts, blocks: [exif, gps] });
const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8'));
const ratios = new Map();

/** Times faster than ExifTool, by maker. */
const byMaker = new Map();
/** Microseconds a tag of each note. */
const tagTimes = [];

const judge = exifTool();
for (const [name, bytes, path, isReal] of photos) {
  const { ours, theirs } = await besideExifTool(path);
  const [maker] = makers.exec(readSync(bytes).exif.Make);
  const key = maker.toLowerCase();
  byMaker.set(key, [...(byMaker.get(key) ?? []), theirs / ours]);
  note('notes printed, over ExifTool', theirs / ours);
  if (isReal) note('notes printed, over ExifTool, each real photo', theirs / ours);
  console.log(`${name.padEnd(44)} ${ours.toFixed(2)} ms, ExifTool ${theirs.toFixed(1)} ms`);
}
judge.close();
for (const [maker, values] of byMaker) {
  const [mean, least] = [geometricMean(values), Math.min(...values)].map((value) => value.toFixed(0));
  console.log(`${maker}: ${values.length} photos, ${mean} times ExifTool's speed, ${least} at least`);
}
for (const [name, bytes] of photos) {
  if (bytes[0] !== 0xff) continue;
  const { note: own, exifr: others, exifreader } = await perTag(bytes);
  if (own === undefined) continue;
  tagTimes.push(own);
  if (others) note("a note's tag, over a tag of exifr", others / own);
  if (exifreader) note("a note's tag, over a tag of ExifReader", exifreader / own);
  const [mine, ...rest] = [own, others, exifreader].map((us) => us?.toFixed(2) ?? '-');
  console.log(`${name.padEnd(44)} ${mine} us a tag of the note, exifr ${rest[0]}, ExifReader ${rest[1]}`);
}
if (tagTimes.length > 0)
  console.log(`a tag of a note takes ${geometricMean(tagTimes).toFixed(2)} us, at most 1.5`);
let failed = 0;
for (const [what, values] of ratios) {
  const { floor, goal, each } = floors[what];
  const counts = each ? Math.min(...values) : geometricMean(values);
  if (counts < floor) failed++;
  const verdict = counts < floor ? 'TOO SLOW' : counts < goal ? `ok, goal ${goal} not reached` : 'ok';
  console.log(`= ${what}: ${counts.toFixed(2)} (${values.length} photos)  floor ${floor}: ${verdict}`);
}
process.exit(process.argv.includes('--check') && failed ? 1 : 0);

function note(what, ratio) {
  ratios.set(what, [...(ratios.get(what) ?? []), ratio]);
}

function hasNote(bytes) {
  const metadata = readSync(bytes);
  const tags = metadata.tags().filter(({ family }) => family === 'MakerNotes');
  return makers.test(metadata.exif?.Make ?? '') && tags.length >= leastTags;
}

/**
 * Milliseconds from the file to all texts, of both by the clock: ExifTool is another process. Each has turns of several
 * reads: after one of the other's, its code is no longer where the processor has it at hand.
 */
async function besideExifTool(path) {
  const [ours, theirs] = [[], []];
  const read = () => printed(readSync(readFileSync(path)));
  for (let i = 0; i < 200; i++) read();
  for (let turn = 0; turn < 5; turn++) {
    for (let i = 0; i < 10; i++) ours.push(await clocked(read));
    for (let i = 0; i < 3; i++) theirs.push(await clocked(() => judge.read(path)));
  }
  return { ours: median(ours), theirs: median(theirs) };
}

async function clocked(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Microseconds a tag: of a note, what it adds to EXIF and GPS; of the peers, of all they find. */
async function perTag(bytes) {
  const times = await measure([
    { name: 'with', run: () => printed(withNotes.readSync(bytes)) },
    { name: 'without', run: () => printed(withoutNotes.readSync(bytes)) },
    { name: 'exifr', run: () => exifr.parse(bytes, true) },
    { name: 'exifreader', run: () => ExifReader.load(bytes) },
  ]);
  const tags = withNotes.readSync(bytes).tags().length - withoutNotes.readSync(bytes).tags().length;
  const found = {
    exifr: times.has('exifr') && Object.keys((await exifr.parse(bytes, true)) ?? {}).length,
    exifreader: times.has('exifreader') && Object.keys(ExifReader.load(bytes)).length,
  };
  const each = (name) => (found[name] ? (times.get(name) * 1e6) / found[name] : undefined);
  const own = tags >= leastTags ? ((times.get('with') - times.get('without')) * 1e6) / tags : undefined;
  return { note: own, exifr: each('exifr'), exifreader: each('exifreader') };
}

function printed(metadata) {
  let characters = 0;
  for (const { text } of metadata.tags()) characters += text.length;
  return characters;
}

/** ExifTool that stays open, and prints all tags of a file as JSON. */
function exifTool() {
  const path = createRequire(import.meta.url).resolve('exiftool-vendored.pl');
  const args = [join(dirname(path), 'bin/exiftool'), '-stay_open', 'True', '-@', '-'];
  const child = spawn('perl', args, { stdio: ['pipe', 'pipe', 'ignore'] });
  let text = '';
  let answer = () => {};
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
    if (text.trimEnd().endsWith('{ready}')) answer();
  });
  return {
    read: (file) =>
      new Promise((resolve) => {
        text = '';
        answer = resolve;
        child.stdin.write(`-j\n-a\n-G1\n${file}\n-execute\n`);
      }),
    close: () => child.stdin.end('-stay_open\nFalse\n'),
  };
}
