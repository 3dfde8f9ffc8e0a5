// The pixels of a picture as decoders of others give them: libvips, and libheif's own tool for HEIC.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { hasProgram } from './debian.js';

const heifDecoder = 'heif-convert';
/** Whether HEIC can be decoded here. */
export const hasHeifConvert: boolean = spawnSync(heifDecoder, ['--version']).error === undefined;

const isHeic = (bytes: Uint8Array): boolean =>
  /^ftyp(heic|heix|mif1|msf1|hevc)/.test(Buffer.from(bytes.subarray(4, 12)).toString('latin1'));

const isJxl = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff ? bytes[1] === 0x0a : Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'JXL ';

/**
 * Whether two files show the same picture: pixels of every page, and how they are turned. `undecodable` where no
 * decoder opens the first, and for HEIC where its decoder is not installed. An orientation that libvips did not
 * see before may be there after: PNG has forms of Exif that only some programs read.
 */
export async function compare(
  before: Uint8Array,
  after: Uint8Array,
): Promise<'same' | 'undecodable' | 'pixels differ' | 'orientation differs'> {
  const [first, second] = [await decode(before), await decode(after)];
  if (!first) return 'undecodable';
  if (!second || Buffer.compare(first.pixels, second.pixels) !== 0) return 'pixels differ';
  const turned = first.orientation !== undefined && first.orientation !== (second.orientation ?? 1);
  return turned ? 'orientation differs' : 'same';
}

interface Picture {
  readonly pixels: Uint8Array;
  readonly orientation: number | undefined;
}

async function decode(bytes: Uint8Array): Promise<Picture | undefined> {
  try {
    if (isHeic(bytes)) return await decodeHeic(bytes);
    return isJxl(bytes) ? await decodeJxl(bytes) : await decodeByVips(bytes);
  } catch {
    return undefined;
  }
}

async function decodeByVips(bytes: Uint8Array): Promise<Picture> {
  const { pages = 1, orientation } = await sharp(bytes, { failOn: 'none' }).metadata();
  const all: Uint8Array[] = [];
  for (let page = 0; page < pages; page++) {
    const { data, info } = await sharp(bytes, { page, failOn: 'none' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    all.push(Buffer.from(`${info.width}x${info.height}x${info.channels}:`), data);
  }
  return { pixels: Buffer.concat(all), orientation };
}

/** A codestream says how its picture is turned, and its decoder turns it; Exif does not count. */
async function decodeJxl(bytes: Uint8Array): Promise<Picture | undefined> {
  if (!hasProgram('djxl', 'libjxl-tools')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-jxl-'));
  try {
    const [from, to] = [join(folder, 'picture.jxl'), join(folder, 'picture.png')];
    writeFileSync(from, bytes);
    const { status } = spawnSync('djxl', [from, to], { stdio: 'ignore' });
    if (status !== 0) return undefined;
    return { ...(await decodeByVips(readFileSync(to))), orientation: undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its own boxes say how a HEIC is turned, and its decoder turns it; Exif does not count. */
async function decodeHeic(bytes: Uint8Array): Promise<Picture | undefined> {
  if (!hasHeifConvert) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-heic-'));
  try {
    const [from, to] = [join(folder, 'picture.heic'), join(folder, 'picture.png')];
    writeFileSync(from, bytes);
    const { status } = spawnSync(heifDecoder, [from, to], { stdio: 'ignore' });
    if (status !== 0) return undefined;
    return { ...(await decodeByVips(readFileSync(to))), orientation: undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
