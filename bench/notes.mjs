// `node bench/notes.mjs [--check]`: everything printed of photos with notes of Canon, Nikon, Sony and Apple, beside an ExifTool
// that stays open; and what a tag of a note takes beside a tag of exifr and of ExifReader. `--check` fails below the floors.
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
const photos = [...fixtures, ...realPhotos().filter(([, bytes]) => hasNote(bytes))];
const parts = { formats: [jpeg], derived: [fileTags, compositeTags] };
const withNotes = createEngine({ ...parts, blocks: [exif, gps, makerNote, apple, canon, nikon, sony] });
const withoutNotes = createEngine({ ...parts, blocks: [exif, gps] });
const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8'));
const ratios = new Map();

const judge = exifTool();
for (const [name, , path] of photos) {
  const { ours, theirs } = await besideExifTool(path);
  note('notes printed, over ExifTool', theirs / ours);
  console.log(`${name.padEnd(44)} ${ours.toFixed(2)} ms, ExifTool ${theirs.toFixed(1)} ms`);
}
judge.close();
for (const [name, bytes] of photos) {
  if (bytes[0] !== 0xff) continue;
  const { note: own, exifr: others, exifreader } = await perTag(bytes);
  if (own === undefined) continue;
  if (others) note("a note's tag, over a tag of exifr", others / own);
  if (exifreader) note("a note's tag, over a tag of ExifReader", exifreader / own);
  const [mine, ...rest] = [own, others, exifreader].map((us) => us?.toFixed(2) ?? '-');
  console.log(`${name.padEnd(44)} ${mine} us a tag of the note, exifr ${rest[0]}, ExifReader ${rest[1]}`);
}
let failed = 0;
for (const [what, values] of ratios) {
  const mean = geometricMean(values);
  const { floor, goal } = floors[what];
  if (mean < floor) failed++;
  const verdict = mean < floor ? 'TOO SLOW' : mean < goal ? `ok, goal ${goal} not reached` : 'ok';
  console.log(`= ${what}: ${mean.toFixed(2)} (${values.length} photos)  floor ${floor}: ${verdict}`);
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

/** Milliseconds from the file to all texts, of both by the clock: ExifTool is another process. */
async function besideExifTool(path) {
  const [ours, theirs] = [[], []];
  for (let i = 0; i < 200; i++) printed(readSync(readFileSync(path)));
  for (let round = 0; round < 15; round++) {
    ours.push(await clocked(() => printed(readSync(readFileSync(path)))));
    theirs.push(await clocked(() => judge.read(path)));
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
