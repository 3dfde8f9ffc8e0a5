// `exifkit set` and `exifkit copy` as people call them.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judged } from '../../../test/exiftool.js';
import { fixtures, photo, run } from './run.js';

let directory: string;
const at = (name: string): string => join(directory, name);
const tagsOf = (name: string): Record<string, unknown> => judged(readFileSync(at(name)));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-set-'));
  copyFileSync(photo, at('photo.jpg'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a copy beside the file has the tags set, added and deleted, and the report says so', () => {
  const { status, out } = run(
    ...['set', at('photo.jpg'), 'Artist=Ana', 'Keywords+=sea', 'IPTC:City=', 'GPSPosition=-6.2, 106.8'],
  );
  expect(status).toBe(0);
  expect(out).toContain('changed  IFD0:Artist: Ayu Lestari -> Ana');
  expect(out).toContain('removed  IPTC:City: Denpasar');
  expect(tagsOf('photo.edited.jpg')).toMatchObject({
    'IFD0:Artist': 'Ana',
    'IPTC:Keywords': expect.arrayContaining(['sea', 'laut']),
    'XMP-dc:Subject': expect.arrayContaining(['sea']),
    'GPS:GPSLatitude': '6 deg 12\' 0.00"',
  });
  expect(tagsOf('photo.edited.jpg')).not.toHaveProperty('IPTC:City');
  expect(readFileSync(at('photo.jpg'))).toEqual(readFileSync(photo));
});

test('metadata is copied in place, in the groups that are named', () => {
  copyFileSync(join(fixtures, 'jpeg-minimal.jpg'), at('small.jpg'));
  expect(run('copy', at('photo.jpg'), at('small.jpg'), '--groups', 'xmp', '-i').status).toBe(0);
  const tags = tagsOf('small.jpg');
  expect(tags['XMP-dc:Title']).toBe('Sunrise & sea');
  expect(tags).not.toHaveProperty('IFD0:Artist');
});

test('what cannot be set is said, and nothing is written', () => {
  const wrong = run('set', at('photo.jpg'), 'Artst=Ana', '-i');
  expect(wrong.status).toBe(1);
  expect(wrong.error).toContain('did you mean "Artist"?');
  expect(readFileSync(at('photo.jpg'))).toEqual(readFileSync(photo));
  expect(run('set', at('photo.jpg')).status).toBe(2);
  expect(run('copy', at('photo.jpg')).status).toBe(2);
});
