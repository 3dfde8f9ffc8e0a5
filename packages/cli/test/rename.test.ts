// `exifkit rename`: names by the date taken, shown first; no file is ever replaced.
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixtures, photo, run } from './run.js';

let directory: string;
const at = (...names: readonly string[]): string => join(directory, ...names);
const names = (): string[] => readdirSync(directory).sort();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-rename-'));
  copyFileSync(photo, at('a.jpg'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('without --apply it shows the name and changes nothing', () => {
  const { out, error, status } = run('rename', at('a.jpg'));
  expect([status, out]).toEqual([0, `${at('a.jpg')} -> 2024-02-29_061530.jpg\n`]);
  expect(error).toContain('--apply');
  expect(names()).toEqual(['a.jpg']);
});

test('files of one second get numbers, a name that is taken stays whose it is, and a second run changes nothing', () => {
  copyFileSync(join(fixtures, 'tiff-all-blocks.tif'), at('b.TIF'));
  copyFileSync(photo, at('c.jpg'));
  writeFileSync(at('20240229.jpg'), 'mine');
  const call = ['rename', '-r', directory, '--format', '%Y%m%d', '--apply'] as const;
  // What is no picture fails, and the others are done.
  expect(run(...call)).toMatchObject({ status: 1, error: expect.stringContaining('20240229.jpg') });
  const after = ['20240229.TIF', '20240229.jpg', '20240229_2.jpg', '20240229_3.jpg'];
  expect(names()).toEqual(after);
  expect(readFileSync(at('20240229.jpg'), 'utf8')).toBe('mine');
  expect(readFileSync(at('20240229_2.jpg'))).toEqual(readFileSync(photo));
  expect(run(...call).out).toBe('');
  expect(names()).toEqual(after);
});

test('a file that does not say when it was taken keeps its name', () => {
  copyFileSync(join(fixtures, 'png-minimal.png'), at('n.png'));
  const { status, error } = run('rename', at('n.png'), '--apply');
  expect([status, error]).toEqual([1, expect.stringContaining('does not say when it was taken')]);
  expect(names()).toEqual(['a.jpg', 'n.png']);
});

test('a pattern that makes no name is a wrong call', () => {
  expect(run('rename', at('a.jpg'), '--format', '%Y/%Q').status).toBe(2);
});

test('a sidecar that is left behind is told of, unless it is named too', () => {
  const sidecar = readFileSync(join(fixtures, 'xmp-document.xmp'));
  writeFileSync(at('a.xmp'), sidecar);
  writeFileSync(at('a.jpg.xmp'), sidecar);
  expect(run('rename', at('a.jpg')).error).toMatch(/a\.xmp keeps its name[\s\S]+a\.jpg\.xmp keeps its name/);
  expect(run('rename', '-r', directory).error).not.toContain('keeps its name:');
});
