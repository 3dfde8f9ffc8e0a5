// The recipes of the package, run as their users run them: by Node, with the built package.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { read } from 'exifkit';
import { privacyReport } from 'exifkit/report';
import { readSync } from 'exifkit/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { judged } from './exiftool.js';

const root = resolve(import.meta.dirname, '..');
const examples = join(root, 'packages/core/examples');
const folder = mkdtempSync(join(tmpdir(), 'exifkit-examples-'));
const target = join(folder, 'target.jpg');
const fixture = (name: string): string => join(root, 'fixtures/files', name);
const photo = fixture('jpeg-all-blocks.jpg');
const tested = new Set<string>();

afterAll(() => rmSync(folder, { recursive: true }));

function run(example: string, ...args: string[]): string {
  tested.add(example);
  return execFileSync('node', [join(examples, example), ...args], { encoding: 'utf8' });
}

const written = (): ReturnType<typeof readSync> => readSync(readFileSync(target));

describe('the recipes', () => {
  test('read all', () => {
    const [first, ...rest] = run('read-all.mjs', photo).trim().split('\n');
    expect(first).toBe('Canon EOS FIXTURE 2.8 2024:02:29 06:15:30');
    expect(JSON.parse(rest.at(-1)!)).toEqual(JSON.parse(JSON.stringify(readSync(readFileSync(photo)))));
  });

  test('find a place', () => {
    const url = run('gps.mjs', photo);
    expect(url).toMatch(/mlat=-8\.7208\d+&mlon=115\.1687\d+/);
    expect(run('gps.mjs', fixture('jpeg-minimal.jpg'))).toBe('no position\n');
  });

  test('turn a picture', () => {
    expect(run('orientation.mjs', photo)).toBe('{ degrees: 90, mirrored: false }\n');
    expect(run('orientation.mjs', fixture('jpeg-minimal.jpg'))).toBe('{ degrees: 0, mirrored: false }\n');
  });

  test('take out a thumbnail', () => {
    expect(run('thumbnail.mjs', photo, target)).toMatch(/^\d+ bytes, image\/jpeg\n$/);
    expect(readFileSync(target).subarray(0, 2).toString('hex')).toBe('ffd8');
  });

  test('remove all', () => {
    const said = run('remove-all.mjs', photo, target);
    expect(said).toMatch(/removed xmp \(jpeg\/APP1\)/);
    const [before, after] = said.match(/[0-9a-f]{64}/g)!;
    expect(after).toBe(before);
    expect(privacyReport(written()).findings).toEqual([]);
  });

  test('keep the copyright', () => {
    expect(run('keep-copyright.mjs', photo, target)).toContain("Artist: 'Ayu Lestari'");
    expect(privacyReport(written()).findings.map(({ code }) => code)).toEqual(['author', 'rights']);
  });

  test('remove the location alone', () => {
    const said = run('remove-location.mjs', photo, target);
    expect(said).toMatch(/position now: undefined\nor about: \{ latitude: -8\.6\d+, longitude: 115\.1\d+ \}/);
    expect(written().exif?.Artist).toBe('Ayu Lestari');
    expect(privacyReport(written()).findings.map(({ code }) => code)).not.toContain('place');
  });

  test('edit', () => {
    run('edit.mjs', photo, target);
    const tags = judged(readFileSync(target));
    expect(tags).toMatchObject({ 'IFD0:Artist': 'Ana', 'XMP-dc:Title': 'Sea' });
  });

  test('copy metadata', () => {
    const said = run('copy-metadata.mjs', photo, fixture('jpeg-minimal.jpg'), target);
    expect(said).toContain('XMP-dc: Title\n');
    expect(written().exif?.Artist).toBe('Ayu Lestari');
  });

  test('shift dates', () => {
    expect(run('shift-dates.mjs', photo, target)).toBe('2024:02:29 06:15:30 -> 2024:02:29 05:15:30\n');
  });

  test('tell what a photo reveals', () => {
    expect(run('privacy-report.mjs', photo)).toMatch(/^location: .*GPSLatitude.*\nplace: .*\ntime: /);
  });

  test('print tags as ExifTool does', () => {
    const lines = run('exiftool-tags.mjs', photo);
    expect(lines).toContain('[ExifIFD] ExposureTime: 1/125\n');
    expect(lines).toContain('[XMP-dc] Subject: ["laut","pantai",');
  });

  test('name the lens', () => {
    expect(run('lens.mjs', fixture('jpeg-exif-canon-records.jpg'))).toBe(
      'Canon EF 75-300mm f/4-5.6\nCanon: LensType = Canon EF 75-300mm f/4-5.6 or Tamron Lens\nCanon: LensModel = EF75-300mm f/4-5.6\n',
    );
  });

  test('read structures of XMP', () => {
    expect(run('xmp-structures.mjs', photo)).toContain('created 2024:02:29 06:15:30+07:00\n');
  });

  test('tell errors from warnings', () => {
    expect(run('errors.mjs', fixture('jpeg-exif-truncated.jpg'))).toMatch(
      /tags\nwarning truncated at byte \d+ \(/,
    );
    expect(run('errors.mjs', join(root, 'package.json'))).toMatch(/^error unsupported-format: /);
  });

  test('make an engine of some parts', () => {
    expect(run('engine.mjs', photo)).toBe('Canon -8.720897222222222\n');
  });

  test('strip before an upload', async () => {
    tested.add('strip-before-upload.mjs');
    const { stripBeforeUpload } = await import(join(examples, 'strip-before-upload.mjs'));
    const input = Object.assign(new EventTarget(), {
      files: [new File([readFileSync(photo)], 'a.jpg'), new File(['text'], 'b.jpg')],
    });
    const uploaded: File[] = [];
    const refused = new Promise((resolve) => {
      stripBeforeUpload(input, (file: File) => void uploaded.push(file), resolve);
    });
    input.dispatchEvent(new Event('change'));
    expect(await refused).toMatch(/^b\.jpg is not uploaded: .*\(unsupported-format\)$/);
    expect(uploaded.map(({ name, type }) => [name, type])).toEqual([['a.jpg', 'image/jpeg']]);
    expect(privacyReport(await read(uploaded[0]!)).findings).toEqual([]);
  });

  test('clean on a server', async () => {
    tested.add('clean-server.mjs');
    const server = spawn('node', [join(examples, 'clean-server.mjs')], {
      env: { ...process.env, PORT: '0' },
    });
    try {
      const [line] = await once(server.stdout, 'data');
      const ask = (body: Uint8Array<ArrayBuffer>): Promise<Response> =>
        fetch(String(line).trim(), { method: 'POST', body });
      const clean = await ask(new Uint8Array(readFileSync(photo)));
      expect([clean.status, clean.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(privacyReport(await read(new Uint8Array(await clean.arrayBuffer()))).findings).toEqual([]);
      expect((await ask(new TextEncoder().encode('no picture'))).status).toBe(415);
    } finally {
      server.kill();
    }
  });

  test('are all tested', () => {
    expect([...tested].sort()).toEqual(readdirSync(examples).sort());
  });
});
