// Changed files through standard input and output: the bytes there, the report on standard error.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command, photo, run } from './run.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-piped-'));
  copyFileSync(photo, join(directory, 'photo.jpg'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const piped = (input: Uint8Array, ...args: readonly string[]) =>
  spawnSync(process.execPath, [command, ...args], { input, maxBuffer: 1 << 26 });

test('remove gives what it writes into a file', () => {
  expect(run('remove', join(directory, 'photo.jpg')).status).toBe(0);
  const clean = readFileSync(join(directory, 'photo.clean.jpg'));
  const { status, stdout, stderr } = piped(readFileSync(photo), 'remove', '-');
  expect([status, stdout.equals(clean)]).toEqual([0, true]);
  expect(String(stderr)).toContain('image data unchanged');
  const { stdout: named } = piped(new Uint8Array(), 'remove', photo, '-o', '-', '-f', 'json');
  expect(named.equals(clean)).toBe(true);
});

test('set does so too', () => {
  const { stdout } = piped(readFileSync(photo), 'set', '-', 'Artist=Ana');
  const { stdout: read } = piped(stdout, '-', '-t', 'IFD0:Artist', '-f', 'jsonl');
  expect(JSON.parse(String(read)).IFD0).toEqual({ Artist: 'Ana' });
});

test('what cannot be cleaned writes nothing, and several files or a folder are a wrong call', () => {
  const { status, stdout } = piped(readFileSync(photo).subarray(0, 3000), 'remove', '-');
  expect([status, stdout.length]).toEqual([1, 0]);
  expect(run('remove', '-', photo).status).toBe(2);
  expect(run('remove', '-', '-o', directory).status).toBe(2);
  expect(readdirSync(directory)).toEqual(['photo.jpg']);
});
