// Edits every file of a folder in each of twelve ways, and back, and has ExifTool, libvips and the hash of the coded
// picture judge: what was set reads so, every other tag is as before, the picture is the same.
// `node scripts/edit-matrix.mjs FOLDER [--every=6] [--from=0] [--edits=ascii,gps] [--files=REGEX] [--exiftool] [--list] [--engine=FILE]`
// With --exiftool, ExifTool makes each refused edit too: a refusal where it does is told apart.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';

const [folder, ...options] = process.argv.slice(2);
const option = (name, other) => options.find((one) => one.startsWith(`--${name}=`))?.split('=')[1] ?? other;
const every = Number(option('every', 1));
const from = Number(option('from', 0));
const wanted = option('edits')?.split(',');
const pattern = new RegExp(option('files', ''), 'i');
const { edit } = await import(option('engine', '../packages/core/dist/edit.js'));
const [asksExifTool, lists] = ['--exiftool', '--list'].map((name) => options.includes(name));

const exiftool = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')),
  'bin/exiftool',
);
const work = mkdtempSync(join(tmpdir(), 'edit-matrix-'));
const long = 'Caption of the sea. '.repeat(3600);

/** Each: what is set, what deletes it, what ExifTool reads then, and its own arguments for the same. */
const edits = {
  ascii: {
    set: { exif: { Artist: 'Ana' } },
    expect: { 'EXIF:Artist': 'Ana' },
    args: ['-EXIF:Artist=Ana'],
  },
  rational: {
    set: { exif: { ExposureTime: '1/125', FNumber: 2.8 } },
    expect: { 'EXIF:ExposureTime': '1/125', 'EXIF:FNumber': 2.8 },
    args: ['-EXIF:ExposureTime=1/125', '-EXIF:FNumber=2.8'],
  },
  list: {
    set: { exif: { LensInfo: [24, 70, 2.8, 4], SubjectArea: [100, 200, 30, 40] } },
    expect: { 'EXIF:LensInfo': '24-70mm f/2.8-4', 'EXIF:SubjectArea': '100 200 30 40' },
    args: ['-EXIF:LensInfo=24-70mm f/2.8-4', '-EXIF:SubjectArea=100 200 30 40'],
  },
  gps: {
    set: { gps: { latitude: -6.2, longitude: 106.8, altitude: 12 } },
    unset: {
      gps: {
        GPSLatitude: null,
        GPSLatitudeRef: null,
        GPSLongitude: null,
        GPSLongitudeRef: null,
        GPSAltitude: null,
        GPSAltitudeRef: null,
      },
    },
    expect: {
      'EXIF:GPSLatitude': '6 deg 12\' 0.00"',
      'EXIF:GPSLatitudeRef': 'South',
      'EXIF:GPSLongitude': '106 deg 48\' 0.00"',
      'EXIF:GPSLongitudeRef': 'East',
      'EXIF:GPSAltitude': '12 m',
      'EXIF:GPSAltitudeRef': 'Above Sea Level',
    },
    args: [
      '-EXIF:GPSLatitude=-6.2',
      '-EXIF:GPSLatitudeRef=S',
      '-EXIF:GPSLongitude=106.8',
      '-EXIF:GPSLongitudeRef=E',
      '-EXIF:GPSAltitude=12',
    ],
  },
  dates: {
    set: {
      exif: {
        DateTimeOriginal: '2024:05:01 10:11:12',
        OffsetTimeOriginal: '+07:00',
        ModifyDate: '2024:05:02 10:11:12',
      },
    },
    expect: {
      'EXIF:DateTimeOriginal': '2024:05:01 10:11:12',
      'EXIF:OffsetTimeOriginal': '+07:00',
      'EXIF:ModifyDate': '2024:05:02 10:11:12',
    },
    args: [
      '-EXIF:DateTimeOriginal=2024:05:01 10:11:12',
      '-EXIF:OffsetTimeOriginal=+07:00',
      '-EXIF:ModifyDate=2024:05:02 10:11:12',
    ],
  },
  keywords: {
    set: { iptc: { Keywords: ['sea', 'laut biru'] } },
    expect: { 'IPTC:Keywords': ['sea', 'laut biru'] },
    args: ['-IPTC:Keywords=sea', '-IPTC:Keywords=laut biru'],
    only: /^(jpe?g|png|tiff?|dng)$/,
    also: /^(CodedCharacterSet|ApplicationRecordVersion|EnvelopeRecordVersion)$/,
  },
  langalt: {
    set: { xmp: { dc: { title: { 'x-default': 'Sea', id: 'Laut' } } } },
    expect: { 'XMP:Title': 'Sea', 'XMP:Title-id': 'Laut' },
    names: /^Title/,
    args: ['-XMP:Title=Sea', '-XMP:Title-id=Laut'],
  },
  structure: {
    set: { xmp: { Iptc4xmpExt: { LocationCreated: [{ City: 'Bandung', CountryCode: 'ID' }] } } },
    expect: { 'XMP:LocationCreatedCity': 'Bandung', 'XMP:LocationCreatedCountryCode': 'ID' },
    names: /^LocationCreated/,
    args: ['-XMP:LocationCreated={City=Bandung,CountryCode=ID}'],
  },
  rating: {
    set: { xmp: { xmp: { Rating: 4 } } },
    expect: { 'XMP:Rating': 4 },
    args: ['-XMP:Rating=4'],
  },
  orientation: {
    set: { orientation: 6 },
    unset: { exif: { Orientation: null } },
    expect: { 'EXIF:Orientation': 'Rotate 90 CW' },
    args: ['-EXIF:Orientation=Rotate 90 CW'],
    only: /^(?!gif$)/,
  },
  caption: {
    set: { xmp: { dc: { description: { 'x-default': long } } } },
    expect: { 'XMP:Description': long },
    names: /^(Description|HasExtendedXMP)/,
    args: [`-XMP:Description=${long}`],
  },
};
const merged = (key) => Object.assign({}, ...Object.values(edits).map(({ set }) => set[key]));
edits.all = {
  set: {
    exif: merged('exif'),
    gps: edits.gps.set.gps,
    iptc: edits.keywords.set.iptc,
    xmp: {
      dc: { title: { 'x-default': 'Sea', id: 'Laut' }, description: { 'x-default': long } },
      xmp: { Rating: 4 },
      Iptc4xmpExt: edits.structure.set.xmp.Iptc4xmpExt,
    },
    orientation: 6,
  },
  expect: Object.assign({}, ...Object.values(edits).map(({ expect }) => expect)),
  names: /^(Title|LocationCreated|Description|HasExtendedXMP)/,
  also: edits.keywords.also,
  args: Object.values(edits).flatMap(({ args }) => args),
};

const demanded =
  /^(XResolution|YResolution|ResolutionUnit|YCbCrPositioning|ExifVersion|ComponentsConfiguration|FlashpixVersion|ColorSpace|InteropVersion|GPSVersionID)$/;
const apart =
  /^(File:System|ExifTool|Composite|System)|(Offset|Start|Offsets|Digest|ExifByteOrder|FileSize|MPImageLength|MetaImageSize|XMPToolkit|GIFVersion|WebP_Flags)$|:Main:About$|^XMP:XMP-x:|^File:(File:)?(FileType|MIMEType)|MediaData(Size)?$|Unknown_idat|QuickTime:Free$|^RIFF:(RIFF:)?Image(Width|Height)$/;

/** ExifTool that stays open. */
class ExifTool {
  #process = spawn(
    'perl',
    [exiftool, '-stay_open', 'True', '-@', '-', '-common_args', '-charset', 'filename=utf8'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  #text = '';
  #waiting;
  constructor() {
    this.#process.stdout.setEncoding('utf8');
    this.#process.stdout.on('data', (part) => {
      this.#text += part;
      if (this.#text.trimEnd().endsWith('{ready}')) {
        const text = this.#text.trimEnd().slice(0, -'{ready}'.length);
        this.#text = '';
        this.#waiting(text);
      }
    });
  }
  run(args) {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#process.stdin.write(`${args.join('\n')}\n-execute\n`);
    });
  }
  async read(file) {
    const text = await this.run(['-j', '-a', '-G0:1:4', '-U', '-api', 'largefilesupport=1', file]);
    return text.trim() ? JSON.parse(text)[0] : {};
  }
  close() {
    this.#process.stdin.end('-stay_open\nFalse\n');
  }
}

const judge = new ExifTool();
const nameOf = (key) => key.split(':').at(-1);
const byName = (tags) => {
  const found = new Map();
  for (const [key, value] of Object.entries(tags)) {
    const [family] = key.split(':');
    const short = `${family}:${nameOf(key)}`;
    found.set(short, [...(found.get(short) ?? []), value]);
  }
  return found;
};
/** Values by groups and name, whatever their number among equal names. */
const grouped = (tags) => {
  const found = new Map();
  for (const [key, value] of Object.entries(tags)) {
    if (key === 'SourceFile') continue;
    const short = key.replace(/:Copy\d+:/, ':');
    found.set(short, [...(found.get(short) ?? []), JSON.stringify(value)].sort());
  }
  return found;
};
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What is wrong with an edited file, as texts. */
function compare(before, after, one, sets) {
  const faults = [];
  const touched = new Set(Object.keys(one.expect).map(nameOf));
  const may = (key) =>
    touched.has(nameOf(key)) ||
    one.names?.test(nameOf(key)) ||
    one.also?.test(nameOf(key)) ||
    apart.test(key);
  const now = byName(after);
  if (sets)
    for (const [key, value] of Object.entries(one.expect))
      if (!now.get(key)?.some((found) => same(found, value)))
        faults.push(`${key} reads ${JSON.stringify(now.get(key))?.slice(0, 100)}`);
  const [old, own] = [grouped(before), grouped(after)];
  for (const key of new Set([...old.keys(), ...own.keys()])) {
    const [was, is] = [old.get(key) ?? [], own.get(key) ?? []];
    if (may(key) || same(was, is)) continue;
    if (was.length === 0 && demanded.test(nameOf(key))) continue;
    faults.push(`${key}: ${JSON.stringify(was).slice(0, 70)} -> ${JSON.stringify(is).slice(0, 70)}`);
  }
  return faults;
}

async function pixels(bytes) {
  try {
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(bytes, { failOn: 'none', animated: true, limitInputPixels: false })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { createHash } = await import('node:crypto');
    return `${info.width}x${info.height} ${createHash('sha256').update(data).digest('hex')}`;
  } catch {
    return undefined;
  }
}

function deleting(doc) {
  const nulls = (value) => Object.fromEntries(Object.keys(value).map((key) => [key, null]));
  const out = {};
  if (doc.exif) out.exif = nulls(doc.exif);
  if (doc.gps) out.gps = edits.gps.unset.gps;
  if (doc.iptc) out.iptc = nulls(doc.iptc);
  if (doc.xmp)
    out.xmp = Object.fromEntries(Object.entries(doc.xmp).map(([prefix, own]) => [prefix, nulls(own)]));
  if (doc.orientation) out.exif = { ...out.exif, Orientation: null };
  return out;
}

const counts = { edits: 0, right: 0, wrong: 0, refused: 0 };
const refusals = new Map();
const tell = (kind, file, name, text) => console.log(`${kind} ${file} ${name}: ${text}`);

/** Without what the format has no place for. */
function suited(kind, ext) {
  const { set, expect } = kind;
  if (/^(jpe?g|png|tiff?|dng)$/.test(ext) || (!set.iptc && ext !== 'gif')) return kind;
  const { iptc, exif, gps, orientation, ...xmp } = set;
  const left = ext === 'gif' ? xmp : { exif, gps, orientation, ...xmp };
  const families = ext === 'gif' ? /^XMP/ : /^(XMP|EXIF)/;
  const kept = Object.entries(expect).filter(([key]) => families.test(key));
  return { set: left, expect: Object.fromEntries(kept) };
}

async function one(file, name, kind, before, picture) {
  const ext = extname(file).slice(1).toLowerCase();
  const { set, expect, unset = deleting(set) } = suited(kind, ext);
  if ((kind.only && !kind.only.test(ext)) || Object.keys(expect).length === 0) return;
  const source = readFileSync(join(folder, file));
  let current = source;
  for (const [step, doc] of [
    ['set', set],
    ['delete', unset],
  ]) {
    counts.edits++;
    let result;
    try {
      result = await edit(current, doc);
      const digest = await result.imageDigest();
      if (digest.before !== digest.after) tell('WRONG', file, `${name}/${step}`, 'another picture');
      current = Buffer.from(await result.bytes());
    } catch (error) {
      counts.refused++;
      const { format = ext } = {};
      const reason = `${format} ${name}/${step} ${error.code ?? 'CRASH'}: ${error.message}`;
      const made = asksExifTool && step === 'set' ? byExifTool(file, kind.args) : undefined;
      const key = made === undefined ? reason : `${made ? 'EXIFTOOL WRITES ' : ''}${reason}`;
      refusals.set(key, [...(refusals.get(key) ?? []), file]);
      if (!error.code) console.log(error.stack);
      return;
    }
    const path = join(work, `edited.${ext || 'jpg'}`);
    writeFileSync(path, current);
    const after = await judge.read(path);
    const faults = compare(before, after, { ...kind, expect }, step === 'set');
    if (name === 'all' && step === 'set' && picture && (await pixels(current)) !== picture)
      faults.push('other pixels');
    if (faults.length > 0) {
      counts.wrong++;
      tell(
        'WRONG',
        file,
        `${name}/${step}`,
        faults.slice(0, 4).join(' | ') + (faults.length > 4 ? ` (+${faults.length - 4})` : ''),
      );
    } else counts.right++;
  }
}

function byExifTool(file, args) {
  const out = join(work, `by-exiftool${extname(file)}`);
  rmSync(out, { force: true });
  const list = join(work, 'args');
  writeFileSync(list, [...args, '-m', '-o', out, join(folder, file)].join('\n'));
  return spawnSync('perl', [exiftool, '-@', list], { stdio: 'ignore' }).status === 0;
}

const files = readdirSync(folder)
  .sort()
  .filter((file, i) => i % every === from && pattern.test(file) && statSync(join(folder, file)).isFile());
try {
  for (const file of files) {
    const before = await judge.read(join(folder, file));
    const chosen = Object.entries(edits).filter(([name]) => !wanted || wanted.includes(name));
    const picture = chosen.some(([name]) => name === 'all')
      ? await pixels(readFileSync(join(folder, file)))
      : undefined;
    if (lists) console.log(file);
    for (const [name, kind] of chosen) await one(file, name, kind, before, picture);
  }
} finally {
  judge.close();
  rmSync(work, { recursive: true });
}
for (const [reason, found] of [...refusals].sort((a, b) => b[1].length - a[1].length))
  console.log(`refused ${found.length}: ${reason} (${found.slice(0, 2).join(', ')})`);
console.log(JSON.stringify({ files: files.length, ...counts }));
