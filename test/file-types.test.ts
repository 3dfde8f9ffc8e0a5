// Type, MIME type and extension of files, by what they hold and by what they are called: as ExifTool has them.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { read } from 'exifkit/all';
import { fromPath } from 'exifkit/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ifd, latin1, type TiffStructureOptions, tiffStructure } from '../fixtures/build/index.js';
import { exiftool } from './exiftool.js';

const fixtures = resolve(import.meta.dirname, '../fixtures/files');

/** A raw file that is TIFF inside, by what its first directory says. */
const raw = (make: string, more: Ifd = [], options: Partial<TiffStructureOptions> = {}): Uint8Array =>
  tiffStructure({
    ifds: [
      [
        [0x0100, 'SHORT', 16],
        [0x0101, 'SHORT', 16],
        ...more.filter(([id]) => id < 0x010f),
        [0x010f, 'ASCII', make],
        [0x0110, 'ASCII', 'Model'],
        ...more.filter(([id]) => id > 0x0110),
      ],
    ],
    ...options,
  });

const mosaic: Ifd = [[0x0106, 'SHORT', 32803]];
const packed = (scheme: number): Ifd => [[0x0103, 'SHORT', scheme]];
const panasonic = Uint8Array.of(
  ...[0x88, 0xe7, 0x74, 0xd8, 0xf8, 0x25, 0x1d, 0x4d, 0x94, 0x7a, 0x6e, 0x77, 0x82, 0x2b, 0x5d, 0x6a],
);

/** By name of a file: its bytes. The same bytes have several names where the name tells more than they do. */
const contents: Readonly<Record<string, Uint8Array>> = {
  ...Object.fromEntries(
    [
      'tif',
      'nef',
      'nrw',
      'arw',
      'sr2',
      'srf',
      'srw',
      'pef',
      'kdc',
      'dcr',
      'mos',
      '3fr',
      'iiq',
      'erf',
      'mef',
      'arq',
    ].map((extension) => [`plain.${extension}`, raw('Maker')]),
  ),
  'canon.cr2': raw('Canon', [], { header: latin1('CR\x02\0\0\0\0\0') }),
  'canon.tif': raw('Canon', [], { header: latin1('CR\x02\0\0\0\0\0') }),
  'panasonic.rw2': raw('Panasonic', [], { magic: 0x55, header: panasonic }),
  'panasonic.rwl': raw('LEICA', [], { magic: 0x55, header: panasonic }),
  'panasonic.raw': raw('LEICA', [], { magic: 0x55 }),
  'olympus.orf': raw('OLYMPUS', [], { magic: 0x4f52 }),
  'olympus.tif': raw('OLYMPUS', [], { magic: 0x5352 }),
  'nikon.nef': raw('NIKON CORPORATION', packed(34713)),
  'nikon.tif': raw('NIKON CORPORATION', packed(34713)),
  'sony.arw': raw('SONY', packed(32767)),
  'sony.tif': raw('SONY', packed(32767)),
  'samsung.srw': raw('SAMSUNG', packed(32770)),
  'pentax.pef': raw('PENTAX', packed(65535)),
  'pentax.tif': raw('PENTAX', packed(65535)),
  'kodak.kdc': raw('EASTMAN KODAK', packed(32867)),
  'hasselblad.3fr': raw('Hasselblad', mosaic),
  'phase.iiq': raw('Phase One', mosaic, { header: latin1('IIIIwaR\0') }),
  'leaf.mos': raw('Leaf', [[0x8606, 'UNDEFINED', new Uint8Array(64)]]),
  'adobe.dng': raw('Canon', [[0xc612, 'BYTE', [1, 4, 0, 0]]]),
  'gopro.gpr': raw('GoPro', [[0xc612, 'BYTE', [1, 4, 0, 0]]]),
  'large.btf': tiffStructure({ big: true, ifds: [[[0x0100, 'SHORT', 16]]] }),
  'ciff.crw': latin1(`II\x1a\0\0\0HEAPCCDR${'\0'.repeat(30)}`),
};

/** Fixtures under names that tell more of them than their bytes do. */
const named: Readonly<Record<string, string>> = {
  'picture.mpo': 'jpeg-mpf.jpg',
  'picture.thm': 'jpeg-minimal.jpg',
  'picture.jps': 'jpeg-minimal.jpg',
  'picture.hif': 'heic-minimal.heic',
};

interface Told {
  readonly FileType?: string;
  readonly FileTypeExtension?: string;
  readonly MIMEType?: string;
}

/** What ExifTool says of the files of a folder, by name. */
function judgedTypes(folder: string): Map<string, Told> {
  const args = ['-j', '-q', '-FileType', '-FileTypeExtension', '-MIMEType', folder];
  const { stdout } = spawnSync('perl', [exiftool, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const files = JSON.parse(stdout) as (Told & { readonly SourceFile: string })[];
  return new Map(files.map((told) => [told.SourceFile.slice(folder.length + 1), told]));
}

async function typeOf(path: string): Promise<Told> {
  const source = await fromPath(path);
  const { fileType } = await read(source);
  return {
    FileType: fileType.type,
    FileTypeExtension: fileType.extension,
    MIMEType: fileType.mimeType,
  };
}

describe('by bytes and name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exifkit-types-'));
  let told = new Map<string, Told>();

  beforeAll(() => {
    for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(folder, name), bytes);
    for (const [name, fixture] of Object.entries(named))
      copyFileSync(join(fixtures, fixture), join(folder, name));
    told = judgedTypes(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([...Object.keys(contents), ...Object.keys(named)])('%s', async (name) => {
    const { FileType, FileTypeExtension, MIMEType } = told.get(name) ?? {};
    expect(await typeOf(join(folder, name))).toEqual({ FileType, FileTypeExtension, MIMEType });
  });
});

test('of every fixture', async () => {
  const told = judgedTypes(fixtures);
  expect(told.size).toBeGreaterThan(150);
  const wrong: unknown[] = [];
  for (const [name, { SourceFile: _, ...judged }] of told as Map<string, Told & { SourceFile?: string }>) {
    const ours = await typeOf(join(fixtures, name));
    if (JSON.stringify(ours) !== JSON.stringify(judged)) wrong.push([name, judged, ours]);
  }
  expect(wrong).toEqual([]);
});

const kit = resolve(import.meta.dirname, '../../shared/conformance');

test.skipIf(!existsSync(kit))(
  'of every file of the corpus',
  async () => {
    const { files } = JSON.parse(gunzipSync(readFileSync(join(kit, 'truth.json.gz'))).toString()) as {
      files: Readonly<
        Record<string, { readonly tags: readonly (readonly [string, string, string, string])[] }>
      >;
    };
    const names = readdirSync(join(kit, 'corpus')).filter((name) => files[name]);
    expect(names.length).toBeGreaterThan(1000);
    const wrong: unknown[] = [];
    for (const name of names) {
      const tags = files[name]!.tags.filter(([family]) => family === 'File');
      const judged = ['FileType', 'FileTypeExtension', 'MIMEType'].map(
        (one) => tags.find(([, , tag]) => tag === one)?.[3],
      );
      if (judged[0] === undefined) continue;
      const ours = Object.values(await typeOf(join(kit, 'corpus', name)));
      if (JSON.stringify(ours) !== JSON.stringify(judged)) wrong.push([name, judged, ours]);
    }
    expect(wrong).toEqual([]);
  },
  120_000,
);
