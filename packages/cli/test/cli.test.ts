// The command as people run it: output forms, exit status, progress of damage, and safe writing.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixtures, photo, run } from './run.js';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-cli-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('exifkit', () => {
  test('teaches itself with --help, behind a verb too, and without arguments', () => {
    for (const { status, out } of [run('--help'), run('help'), run()]) {
      expect(status).toBe(0);
      expect(out).toMatch(/exifkit photo\.jpg/);
      expect(out).toMatch(/exifkit remove photo\.jpg/);
    }
    for (const { status, out } of [
      run('help', 'remove'),
      run('remove', '-h'),
      run('remove', 'x', '--help'),
    ]) {
      expect(status).toBe(0);
      expect(out).toMatch(/--preset/);
    }
  });

  test.each([
    [['frobnicate'], /no such command or file: frobnicate/],
    [['read'], /no files named/],
    [['read', photo, '--format', 'yaml'], /--format takes table, json, .*, not yaml/],
    [['read', photo, '--frob'], /--frob/],
    [['remove', photo, '-o', 'x', '--in-place'], /not both/],
    [['remove', photo, '--keep', 'none,icc'], /stands alone/],
    [['remove', photo, '--keep', 'none', '--preset', 'share'], /cannot stand with --preset share/],
    [['remove', photo, '--preset', 'all'], /--preset takes everything, strict/],
    [['remove', photo, '--coarsen', '10', '--preset', 'strict'], /--only and --coarsen go without/],
    [['remove', photo, '--only', 'gps', '--keep', 'icc'], /--only and --coarsen go without/],
  ])('%j is a wrong call: exit status 2, and where help is', (args, message) => {
    const { status, out, error } = run(...args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(error).toMatch(message);
    expect(error).toMatch(/exifkit .*--help/);
  });
});

describe('exifkit read', () => {
  test('prints a table by group', () => {
    const { status, out } = run('read', photo);
    expect(status).toBe(0);
    expect(out).toMatch(/^IFD0$/m);
    expect(out).toMatch(/^ {2}Orientation +Rotate 90 CW$/m);
  });

  test('prints labels, or numbers with --numeric, as JSON by group', () => {
    const [labels] = JSON.parse(run('read', photo, '--format', 'json').out);
    const [numbers] = JSON.parse(run('read', photo, '--format', 'json', '--numeric').out);
    expect(labels.file).toBe(photo);
    expect(labels.IFD0.Orientation).toBe('Rotate 90 CW');
    expect(numbers.IFD0.Orientation).toBe(6);
    expect(numbers.ExifIFD.ExposureTime).toBe(0.008);
  });

  test('prints as ExifTool does: its keys, its numbers without quotes, equal keys as copies', () => {
    const [file] = JSON.parse(run('read', photo, '--format', 'exiftool').out);
    expect(file.SourceFile).toBe(photo);
    expect(file['EXIF:ExifIFD:FNumber']).toBe(2.8);
    expect(file['EXIF:ExifIFD:ExposureTime']).toBe('1/125');
    expect(file['File:File:Copy1:Comment'] ?? file['File:File:Comment']).toBeDefined();
  });

  test('picks tags by name or by group and name, whatever their case', () => {
    const [file] = JSON.parse(run('read', photo, '-f', 'json', '-t', 'ifd0:MAKE', '-t', 'LensModel').out);
    expect(file).toEqual({
      file: photo,
      Canon: { LensModel: expect.any(String) },
      ExifIFD: { LensModel: expect.any(String) },
      IFD0: { Make: 'Canon' },
    });
  });

  test('says of a bad file what is wrong, reads the others, and exits with 1', () => {
    const bad = join(directory, 'bad.jpg');
    writeFileSync(bad, 'not a picture');
    const { status, out, error } = run(
      'read',
      bad,
      photo,
      join(directory, 'missing.jpg'),
      '-f',
      'json',
      '-t',
      'Make',
    );
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual([
      { file: bad, error: expect.objectContaining({ code: 'unsupported-format' }) },
      { file: photo, IFD0: { Make: 'Canon' } },
      { file: join(directory, 'missing.jpg'), error: { code: 'source-failed', message: expect.any(String) } },
    ]);
    expect(error).toMatch(/bad\.jpg: .*this type of file cannot be read/);
    expect(error).toMatch(/missing\.jpg: .*ENOENT/);
    expect(error.trim().split('\n')).toHaveLength(2);
  });

  test('finds the pictures below a directory', () => {
    mkdirSync(join(directory, 'a/b'), { recursive: true });
    copyFileSync(photo, join(directory, 'a/b/one.JPG'));
    copyFileSync(join(fixtures, 'png-text.png'), join(directory, 'a/two.png'));
    writeFileSync(join(directory, 'a/notes.txt'), 'no picture');
    const files = JSON.parse(run('read', '-r', directory, '-f', 'json', '-t', 'FileType').out);
    expect(files.map(({ File }: { File: object }) => File)).toEqual([
      { FileType: 'JPEG' },
      { FileType: 'PNG' },
    ]);
  });

  test('shows nothing on a terminal that a file could act with', () => {
    const { out } = run('read', ...readdirSync(fixtures).map((name) => join(fixtures, name)));
    expect(out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

describe('exifkit remove', () => {
  test('writes a clean copy beside the file, and says what went and what stayed', async () => {
    const file = join(directory, 'photo.jpg');
    copyFileSync(photo, file);
    const { status, out } = run('remove', file);
    expect(status).toBe(0);
    expect(out).toMatch(/removed +xmp/);
    expect(out).toMatch(/kept +icc .*colour profile/);
    const clean = join(directory, 'photo.clean.jpg');
    const [tags] = JSON.parse(run('read', clean, '-f', 'json').out);
    expect(Object.keys(tags).filter((group) => /XMP|IPTC|GPS|ExifIFD|IFD1/.test(group))).toEqual([]);
    const pixels = async (path: string): Promise<string> =>
      (await sharp(path).raw().toBuffer()).toString('hex');
    expect(await pixels(clean)).toBe(await pixels(file));
    expect(readFileSync(file)).toEqual(readFileSync(photo));
  });

  test('cleans in place, keeping the file mode', () => {
    const file = join(directory, 'photo.jpg');
    copyFileSync(photo, file);
    chmodSync(file, 0o640);
    expect(run('remove', '--in-place', file).status).toBe(0);
    expect(statSync(file).size).toBeLessThan(statSync(photo).size);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(directory)).toEqual(['photo.jpg']);
  });

  test('keeps nothing with --keep none, more with a preset or a list', () => {
    const groups = (...args: readonly string[]): string[] => {
      expect(run('remove', photo, '--force', '-o', directory, ...args).status).toBe(0);
      const [file] = JSON.parse(run('read', join(directory, 'jpeg-all-blocks.jpg'), '-f', 'json').out);
      return [...Object.keys(file), ...Object.keys(file.IFD0 ?? {})];
    };
    expect(groups()).toContain('Orientation');
    expect(groups()).toContain('ICC_Profile');
    expect(groups('--keep', 'none')).not.toContain('Orientation');
    expect(groups('--keep', 'none')).not.toContain('ICC_Profile');
    expect(groups('--preset', 'share')).toContain('Copyright');
    expect(groups('--keep', 'creator')).toEqual(
      expect.arrayContaining(['Artist', 'Orientation', 'ICC_Profile']),
    );
  });

  test.each([
    ['--only', 'gps'],
    ['--preset', 'location'],
  ])('takes out just the position with %s %s', (...args) => {
    expect(run('remove', photo, '--force', '-o', directory, ...args).error).toBe('');
    const [file] = JSON.parse(run('read', join(directory, 'jpeg-all-blocks.jpg'), '-f', 'json').out);
    expect(file.GPS).toBeUndefined();
    expect(file.IFD0.Make).toBe('Canon');
    expect(file.IPTC).toBeDefined();
  });

  test('makes the position coarse with --coarsen, beside what --only takes out', () => {
    expect(run('remove', photo, '--force', '-o', directory, '--coarsen', '20', '--only', 'dates').error).toBe(
      '',
    );
    const path = join(directory, 'jpeg-all-blocks.jpg');
    const [before, after] = [photo, path].map(
      (each) => JSON.parse(run('read', each, '-f', 'json', '-n').out)[0],
    );
    expect(Math.abs(after.GPS.GPSLatitude - before.GPS.GPSLatitude)).toBeLessThan(0.1);
    expect(after.GPS.GPSLatitude).not.toBe(before.GPS.GPSLatitude);
    expect([after.GPS.GPSDateStamp, after.ExifIFD.DateTimeOriginal]).toEqual([undefined, undefined]);
  });

  test('says a manifest and what could not be kept', () => {
    const { out } = run('remove', photo, '--force', '-o', directory, '--keep', 'c2pa');
    expect(out).toMatch(/note +the file carried a C2PA manifest/);
    expect(out).toMatch(/warning +the C2PA manifest stays, but no longer matches/);
    expect(out).toMatch(/image data unchanged, SHA-256 [0-9a-f]{64}\n/);
  });

  test('refuses what it cannot clean, leaves no file, and exits with 1', () => {
    const cut = join(directory, 'cut.png');
    writeFileSync(cut, readFileSync(join(fixtures, 'png-text.png')).subarray(0, 60));
    const raw = join(directory, 'photo.cr2');
    writeFileSync(raw, 'no such type');
    const out = join(directory, 'out');
    const { status, error } = run('remove', cut, raw, '-o', out);
    expect(status).toBe(1);
    expect(error).toMatch(/cut\.png: .*\(truncated\)/);
    expect(error).toMatch(/photo\.cr2: .*cannot be cleaned/);
    expect(readdirSync(out)).toEqual([]);
  });

  test('reports as JSON, with the hash of the picture before and after', () => {
    const [report] = JSON.parse(run('remove', photo, '--force', '-o', directory, '-f', 'json').out);
    expect(report).toMatchObject({
      file: photo,
      format: 'jpeg',
      bytesBefore: statSync(photo).size,
      c2pa: true,
    });
    expect(report.imageData.before).toMatch(/^[0-9a-f]{64}$/);
    expect(report.imageData.after).toBe(report.imageData.before);
  });

  test('refuses two files that would become one', () => {
    const other = join(directory, 'jpeg-all-blocks.jpg');
    copyFileSync(photo, other);
    const { status, error } = run('remove', photo, other, '-o', join(directory, 'out'));
    expect(status).toBe(2);
    expect(error).toMatch(/would both become/);
  });
});

test('many files are read on several threads, and printed as one by one', () => {
  const missing = join(directory, 'missing.jpg');
  const files = Array.from({ length: 24 }, (_, i) =>
    i === 9 ? missing : i % 2 ? photo : join(fixtures, 'png-text.png'),
  );
  const many = run('read', '--format', 'json', ...files);
  const parts = [0, 12].map((start) => run('read', '--format', 'json', ...files.slice(start, start + 12)));
  expect(many.status).toBe(1);
  expect(JSON.parse(many.out)).toEqual(parts.flatMap(({ out }) => JSON.parse(out)));
  expect(many.error).toBe(parts.map(({ error }) => error).join(''));
});
