// Who judges an edited file: ExifTool what it says, libvips and libheif what it shows.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const exiftool = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')),
  'bin/exiftool',
);

/** What ExifTool finds where offsets point: the coded picture as a hash, the smaller pictures whole. */
export const pointedAt = ['-b', '-ImageDataHash', '-Preview:all', '--ThumbnailTIFF'];

/** ExifTool that stays open: for one file, as what it read of one may show in what it reads of the next. */
export class ExifTool {
  #process = spawn('perl', [exiftool, '-stay_open', 'True', '-@', '-'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  #text = '';
  #waiting;

  constructor() {
    this.#process.stdout.setEncoding('utf8');
    this.#process.stdout.on('data', (part) => {
      this.#text += part;
      const text = this.#text.trimEnd();
      if (!text.endsWith('{ready}')) return;
      this.#text = '';
      this.#waiting(text.slice(0, -'{ready}'.length));
    });
  }

  run(args) {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#process.stdin.write(`${args.join('\n')}\n-execute\n`);
    });
  }

  /** All tags of a file; with `-u` or `-U` those without a name too. Or what `more` asks for. */
  async read(path, ...more) {
    const text = await this.run(['-j', '-a', '-G0:1:4', ...more, '-api', 'largefilesupport=1', path]);
    return text.trim() ? JSON.parse(text)[0] : {};
  }

  /** Whether it makes an edit itself: `out` is there, and other than the file. */
  async write(path, args, out) {
    rmSync(out, { force: true });
    await this.run([...args, '-o', out, path]);
    try {
      return !readFileSync(out).equals(readFileSync(path));
    } catch {
      return false;
    }
  }

  close() {
    this.#process.stdin.end('-stay_open\nFalse\n');
  }
}

const { default: sharp } = await import('sharp');
export const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What libvips and, of HEIF, libheif decode; `undefined` where neither does. */
export async function pictureOf(bytes, ext, folder) {
  const shown = [];
  try {
    const options = { failOn: 'none', limitInputPixels: false };
    // libvips joins no pages of which one is turned: each by itself
    const { pages = 1, format } = await sharp(bytes, options).metadata();
    const views =
      format === 'tiff' ? Array.from({ length: pages }, (_, page) => ({ page })) : [{ pages: -1 }];
    for (const view of views) {
      const image = sharp(bytes, { ...options, ...view });
      const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
      shown.push(`${info.width}x${info.height} ${sha(data)}`);
    }
  } catch {}
  if (/^(hei[cf]|hif|avifs?)$/.test(ext)) {
    const [from, to] = [join(folder, `shown.${ext}`), join(folder, 'shown.y4m')];
    writeFileSync(from, bytes);
    rmSync(to, { force: true });
    spawnSync('heif-convert', ['--quiet', from, to], { stdio: 'ignore' });
    try {
      shown.push(sha(readFileSync(to)));
    } catch {}
  }
  return shown.length > 0 ? shown.join(' ') : undefined;
}

const hex = (byte) => byte.toString(16).padStart(2, '0');
const startOfScan = Buffer.from('ffda0008010100003f00ffd9', 'hex');

/** A JPEG without a picture as one that ExifTool reads to its end: extended XMP it reads where a scan starts. */
export function readable(bytes) {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isJpeg || bytes.length < 4) return bytes;
  let at = 2;
  while (bytes[at] === 0xff && !/^d[9a]$/.test(hex(bytes[at + 1])) && at + 4 <= bytes.length)
    at += /^(01|d[0-8])$/.test(hex(bytes[at + 1])) ? 2 : 2 + bytes.readUInt16BE(at + 2);
  const isBare = bytes[at] === 0xff && bytes[at + 1] === 0xd9;
  return isBare ? Buffer.concat([bytes.subarray(0, at), startOfScan, bytes.subarray(at + 2)]) : bytes;
}
