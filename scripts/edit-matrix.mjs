// Edits every file of a folder in each of twelve ways, deletes what was set, and sets it back; ExifTool, libvips, libheif
// and the hash of the coded picture judge: what was set reads so, every other tag is as before, the picture is the same.
// `node scripts/edit-matrix.mjs FOLDER [--every=6] [--from=0] [--edits=ascii,gps] [--files=REGEX] [--beside] [--no-back] [--brief] [--list] [--engine=FOLDER]`
// A refusal of what ExifTool writes, all of it, is told apart. With --beside, ExifTool makes each edit, and what comes out different
// is counted by tag. --brief leaves out the bytes of notes that have no name. --engine names another build's folder.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { differing, missing, touched } from './edit-matrix/compare.mjs';
import { deleting, edits, inBigTiff, restoring, returning, suited } from './edit-matrix/edits.mjs';
import { ExifTool, pictureOf, pointedAt, readable, sha } from './edit-matrix/judges.mjs';

const [folder, ...options] = process.argv.slice(2);
const option = (name, other) => options.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? other;
const [every, from] = [Number(option('every', 1)), Number(option('from', 0))];
const wanted = option('edits')?.split(',');
const pattern = new RegExp(option('files', ''), 'i');
const engine = resolve(option('engine', join(import.meta.dirname, '../packages/core/dist')));
const [{ edit }, { read }] = await Promise.all([import(`${engine}/edit.js`), import(`${engine}/read.js`)]);
const [beside, lists, staysSo, isBrief] = ['--beside', '--list', '--no-back', '--brief'].map((name) =>
  options.includes(name),
);
const work = mkdtempSync(join(tmpdir(), 'edit-matrix-'));

/** Counts by format. */
const rows = {};
const refusals = new Map();
const others = new Map();
const note = (map, key, what) => {
  map.set(key, [...(map.get(key) ?? []), what]);
  if (lists) console.log(`  ${key}: ${what}`);
};

/** What is turned with the picture, by us. */
const turned = /^(EXIF:IFD1|XMP:XMP-tiff):Orientation$/;

/** A file as it is before all edits. */
class Subject {
  constructor(name) {
    this.name = name;
    this.path = join(folder, name);
    this.ext = extname(name).slice(1).toLowerCase() || 'jpg';
    this.bytes = readFileSync(this.path);
    this.judge = new ExifTool();
    this.seen = new Map();
    this.row = { files: 1, edits: 0, right: 0, wrong: 0, refused: 0, 'ExifTool writes': 0 };
  }

  async open() {
    this.picture = await pictureOf(this.bytes, this.ext, work);
    this.says = await read(this.bytes).catch(() => ({}));
  }

  isBigTiff() {
    return /^(49492b00|4d4d002b)/.test(this.bytes.subarray(0, 4).toString('hex'));
  }

  /** What one ExifTool reads of all that is made of this file; of the same bytes once. */
  async read(bytes, ...depth) {
    const key = `${sha(bytes)} ${depth}`;
    if (!this.seen.has(key)) this.seen.set(key, await this.readBy(this.judge, bytes, ...depth));
    return this.seen.get(key);
  }

  async readBy(judge, bytes, ...depth) {
    const path = join(work, `judged.${this.ext}`);
    writeFileSync(path, readable(bytes));
    return judge.read(path, ...depth);
  }

  /** The same by a process that has read no other file. */
  async readAlone(bytes, depth) {
    const judge = new ExifTool();
    const tags = await this.readBy(judge, bytes, depth);
    judge.close();
    return tags;
  }

  async run(name, kind) {
    const { set, unset = deleting(set) } = kind;
    const made = await this.step(`${name}/set`, kind, set, this.bytes, true);
    if (!made) return;
    if (beside) await this.compare(name, kind, made);
    await this.step(`${name}/delete`, kind, unset, made, false);
    const back = staysSo ? undefined : restoring(set, this.says);
    if (back) await this.step(`${name}/back`, returning(kind), back, made, false);
  }

  /** One edit, judged; gives the edited file. */
  async step(name, kind, changes, source, isSet) {
    this.row.edits++;
    let made;
    let digest;
    try {
      const result = await edit(source, changes);
      digest = await result.imageDigest();
      made = Buffer.from(await result.bytes());
    } catch (error) {
      await this.refused(name, kind, error, isSet);
      return undefined;
    }
    const wrong = await this.faultsOf(kind, made, depthOf(name), isSet);
    if (name === 'all/set') {
      const [before, now] = [await this.read(this.bytes, ...pointedAt), await this.read(made, ...pointedAt)];
      for (const fault of differing(before, now)) wrong.push(`what is pointed at: ${fault}`);
    }
    if (digest.before !== digest.after) wrong.push('another coded picture');
    if (
      isSet &&
      this.picture &&
      this.isShown(name) &&
      (await pictureOf(made, this.ext, work)) !== this.picture
    )
      wrong.push('other pixels');
    if (wrong.length > 0) {
      this.row.wrong++;
      const more = wrong.length > 4 ? ` (+${wrong.length - 4})` : '';
      console.log(`WRONG ${this.name} ${name}: ${wrong.slice(0, 4).join(' | ')}${more}`);
    } else this.row.right++;
    return made;
  }

  /** Decoding takes long: of a large picture the result of all edits at once is shown. */
  isShown(name) {
    return name.startsWith('all/') || this.bytes.length < 50_000;
  }

  /**
   * Faults as processes of their own see them, once the one that stays open sees any: what that keeps of a file may show
   * in the next as a difference that is none; that it hides one would take the kept to be what was wanted.
   */
  async faultsOf(kind, made, depth, isSet) {
    const between = (before, now) => [
      ...(isSet ? missing(now, kind.expect) : []),
      ...differing(before, now, touched(kind, before, now)),
    ];
    const faults = between(await this.read(this.bytes, depth), await this.read(made, depth));
    if (faults.length === 0) return faults;
    return between(await this.readAlone(this.bytes, depth), await this.readAlone(made, depth));
  }

  async refused(name, { args, expect }, error, isSet) {
    this.row.refused++;
    if (!error.code) console.log(error.stack);
    const reason = `${this.ext} ${error.code ?? 'CRASH'}: ${error.message}`;
    const theirs = isSet && (await this.madeBy(this.judge, args));
    const isWritten = theirs && missing(await this.read(theirs), expect).length === 0;
    if (isWritten) this.row['ExifTool writes']++;
    note(refusals, `${isWritten ? 'EXIFTOOL WRITES ' : ''}${reason}`, `${this.name} ${name}`);
  }

  /** What ExifTool makes of the same, beside ours; where that differs, by processes of their own. */
  async compare(name, { args }, made) {
    const theirs = await this.madeBy(this.judge, args);
    if (!theirs) return note(others, 'ExifTool does not write it', `${this.name} ${name}`);
    const depth = depthOf(name);
    const apart = (_name, key) => turned.test(key);
    if (differing(await this.read(theirs, depth), await this.read(made, depth), apart).length === 0) return;
    const judge = new ExifTool();
    const again = await this.madeBy(judge, args);
    judge.close();
    for (const fault of differing(
      await this.readAlone(again, depth),
      await this.readAlone(made, depth),
      apart,
    ))
      note(others, fault.slice(0, fault.indexOf(': ')), `${this.name} ${name} ${fault}`);
  }

  async madeBy(judge, args) {
    const out = join(work, `by-exiftool.${this.ext}`);
    return (await judge.write(this.path, args, out)) ? readFileSync(out) : undefined;
  }
}

/** How much ExifTool tells: bytes that it has no name for (of binary tables in notes) with all edits at once only, which takes long. */
function depthOf(name) {
  return name.startsWith('all') && !isBrief ? '-U' : '-u';
}

function addTo(format, row) {
  rows[format] ??= {};
  for (const [name, count] of Object.entries(row)) rows[format][name] = (rows[format][name] ?? 0) + count;
}

function formatOf(ext) {
  const formats = {
    jpeg: /^(jpe?g|jps|mpo|thm)$/,
    heif: /^(hei[cf]|hif)$/,
    avif: /^avifs?$/,
    tiff: /^(tiff?|btf)$/,
    raw: /^(arw|cr2|dng|iiq|kdc|nef|raw|rw2)$/,
  };
  return Object.keys(formats).find((name) => formats[name].test(ext)) ?? ext;
}

const files = readdirSync(folder)
  .sort()
  .filter((file, i) => i % every === from && pattern.test(file) && statSync(join(folder, file)).isFile());
try {
  for (const file of files) {
    const subject = new Subject(file);
    await subject.open();
    for (const [name, kind] of Object.entries(edits)) {
      const isWanted = !wanted || wanted.includes(name);
      const fit = isWanted ? suited(kind, subject.ext) : undefined;
      const own = subject.isBigTiff() ? inBigTiff(fit) : fit;
      if (own) await subject.run(name, own);
    }
    subject.judge.close();
    const { row } = subject;
    addTo(formatOf(subject.ext), row);
    if (lists) console.log(`${file}: ${JSON.stringify(row)}`);
  }
} finally {
  rmSync(work, { recursive: true });
}
const shorter = ([key, found]) => `${found.length} ${key} (${found.slice(0, 3).join('; ')})`;
const byCount = (map) => [...map].sort((a, b) => b[1].length - a[1].length).map(shorter);
for (const line of byCount(refusals)) console.log(`refused ${line}`);
for (const line of byCount(others)) console.log(`beside ${line}`);
console.table(rows);
console.log(JSON.stringify({ files: files.length, rows }));
