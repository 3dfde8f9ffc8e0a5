// Nothing that was there is ever lost: what the command writes, and what it refuses to write.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  command,
  fixtures,
  photo,
  run,
  runAfter,
  runsUnprivileged,
  runUnprivileged,
  startStalled,
} from './run.js';

const original = readFileSync(photo);
const other = readFileSync(join(fixtures, 'jpeg-exif-big.jpg'));
const isRoot = process.getuid?.() === 0;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-safe-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A path in the test's folder. */
const at = (...names: readonly string[]): string => join(directory, ...names);

/** Puts a picture at a path, and gives the path. */
function picture(...names: readonly string[]): string {
  const path = at(...names);
  mkdirSync(join(path, '..'), { recursive: true });
  copyFileSync(photo, path);
  return path;
}

/** All files below the test's folder. */
const tree = (): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();

const isClean = (path: string): boolean => !readFileSync(path).includes('Canon');

interface Entry {
  readonly file: string;
  readonly output?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly notes?: readonly string[];
}
const entries = (out: string): Entry[] => JSON.parse(out);

describe('an existing file', () => {
  test('stays without --force, beside the input and in a folder; the other files still come', () => {
    const [one, two] = [picture('one.jpg'), picture('two.jpg')];
    writeFileSync(at('one.clean.jpg'), other);
    const beside = run('remove', one, two, '-f', 'json');
    expect(beside.status).toBe(1);
    expect(readFileSync(at('one.clean.jpg'))).toEqual(other);
    expect(isClean(at('two.clean.jpg'))).toBe(true);
    expect(beside.error.trim().split('\n')).toHaveLength(1);
    expect(entries(beside.out)).toEqual([
      { file: one, error: { code: 'exists', message: expect.stringContaining('--force') } },
      expect.objectContaining({ file: two, output: at('two.clean.jpg') }),
    ]);
    mkdirSync(at('out'));
    writeFileSync(at('out', 'two.jpg'), other);
    expect(run('remove', one, two, '-o', at('out')).status).toBe(1);
    expect(readFileSync(at('out', 'two.jpg'))).toEqual(other);
    expect(isClean(at('out', 'one.jpg'))).toBe(true);
  });

  test('is replaced with --force, but not where it is a folder', () => {
    const file = picture('one.jpg');
    writeFileSync(at('one.clean.jpg'), other);
    expect(run('remove', file, '--force').status).toBe(0);
    expect(isClean(at('one.clean.jpg'))).toBe(true);
    mkdirSync(at('out', 'one.jpg'), { recursive: true });
    const { status, error } = run('remove', file, '-o', at('out'), '--force');
    expect([status, error]).toEqual([1, expect.stringMatching(/exists and is no file/)]);
  });

  test('stays where the output is a dangling link of that name', () => {
    const file = picture('one.jpg');
    symlinkSync(at('elsewhere.jpg'), at('one.clean.jpg'));
    expect(run('remove', file).status).toBe(1);
    expect(tree()).toEqual(['one.clean.jpg', 'one.jpg']);
  });
});

describe('an input', () => {
  test('is never replaced by the output of another, not even with --force', () => {
    const [one, copy] = [picture('one.jpg'), picture('one.clean.jpg')];
    const { status, out } = run('remove', one, copy, '--force', '-f', 'json');
    expect(status).toBe(1);
    expect(readFileSync(copy)).toEqual(original);
    expect(entries(out)[0]?.error?.code).toBe('not-replaced');
    expect(isClean(at('one.clean.clean.jpg'))).toBe(true);
  });

  test.each([['--force'], []])('is never replaced by its own output without --in-place (%s)', (...force) => {
    const file = picture('one.jpg');
    symlinkSync(directory, at('linked'));
    for (const folder of [directory, `${directory}/.`, at('linked')]) {
      expect(run('remove', file, '-o', folder, ...force).status).toBe(1);
      expect(readFileSync(file)).toEqual(original);
    }
    expect(run('remove', '-r', directory, '-o', directory, ...force).status).toBe(1);
    expect(readFileSync(file)).toEqual(original);
  });

  test.each(['link', 'hard link'])('is never replaced through a %s of it in the output folder', (kind) => {
    const file = picture('one.jpg');
    mkdirSync(at('out'));
    if (kind === 'link') symlinkSync(file, at('out', 'one.jpg'));
    else linkSync(file, at('out', 'one.jpg'));
    expect(run('remove', file, '-o', at('out'), '--force').status).toBe(1);
    expect(readFileSync(file)).toEqual(original);
    expect(readFileSync(at('out', 'one.jpg'))).toEqual(original);
  });
});

describe('two inputs', () => {
  test('of one name are refused before anything is written', () => {
    const files = [picture('c', 'three.jpg'), picture('a', 'one.jpg'), picture('b', 'one.jpg')];
    const { status, error } = run('remove', ...files, '-o', at('out'), '--force');
    expect([status, error]).toEqual([2, expect.stringMatching(/would both become/)]);
    expect(tree()).toEqual(['a/one.jpg', 'b/one.jpg', 'c/three.jpg']);
  });

  test('that are one file in two spellings come once', () => {
    const file = picture('a', 'one.jpg');
    symlinkSync(at('a'), at('linked'));
    const spellings = [file, at('a', '.', 'one.jpg'), `${at('a')}/../a/one.jpg`, at('linked', 'one.jpg')];
    for (const how of [['-o', at('out')], ['--in-place'], []]) {
      const { status, out } = run('remove', ...spellings, ...how, '-f', 'json');
      expect([status, entries(out).length]).toEqual([0, 1]);
    }
  });

  test('whose names differ in case alone both come, or one is refused', () => {
    const files = [picture('a', 'one.jpg'), picture('b', 'ONE.jpg')];
    const { status } = run('remove', ...files, '-o', at('out'), '--force');
    const names = readdirSync(at('out'));
    expect([status, names.length]).toEqual(names.length === 2 ? [0, 2] : [1, 1]);
  });
});

describe('-r', () => {
  test('mirrors folders in the output, which is not read again', () => {
    picture('in', 'a', 'one.jpg');
    picture('in', 'b', 'one.jpg');
    picture('in', 'one.jpg');
    const out = at('in', 'cleaned');
    expect(run('remove', '-r', at('in'), '-o', out).status).toBe(0);
    const expected = [
      'a/one.jpg',
      'b/one.jpg',
      'cleaned/a/one.jpg',
      'cleaned/b/one.jpg',
      'cleaned/one.jpg',
      'one.jpg',
    ];
    expect(tree()).toEqual(expected.map((name) => `in/${name}`));
    const again = run('remove', '-r', at('in'), '-o', out, '--force');
    expect([again.status, tree().length]).toEqual([0, 6]);
    expect(again.error).toMatch(/skipped .*cleaned: where the cleaned files go/);
    expect(run('remove', '-r', at('in', 'a'), '-o', at('in'), '--force').status).toBe(0);
    expect(isClean(at('in', 'one.jpg'))).toBe(true);
  });

  test('does not clean again what it wrote beside the files', () => {
    picture('one.jpg');
    picture('other.clean.jpg');
    expect(run('remove', '-r', directory).status).toBe(0);
    expect(tree()).toEqual(['one.clean.jpg', 'one.jpg', 'other.clean.clean.jpg', 'other.clean.jpg']);
    const { error } = run('remove', '-r', directory, '--force');
    expect(tree()).toHaveLength(4);
    expect(error).toMatch(/skipped .*one\.clean\.jpg: the cleaned copy of another/);
  });

  test('names what it skips, and takes a picture whatever its name', () => {
    picture('photo');
    picture('photo.txt');
    writeFileSync(at('notes.txt'), 'no picture');
    writeFileSync(at('bad.jpg'), 'no picture');
    symlinkSync(photo, at('linked.jpg'));
    execFileSync('mkfifo', [at('pipe.jpg')]);
    for (const verb of ['read', 'remove']) {
      const { status, out, error } = run(verb, '-r', directory, '-f', 'json');
      expect(status).toBe(1);
      expect(entries(out).map(({ file, error }) => [file, error?.code])).toEqual([
        [at('bad.jpg'), 'unsupported-format'],
        [at('photo'), undefined],
        [at('photo.txt'), undefined],
      ]);
      expect(error).toMatch(/skipped .*notes\.txt: no type that can be worked on/);
      expect(error).toMatch(/skipped .*linked\.jpg: a symbolic link/);
      expect(error).toMatch(/skipped .*pipe\.jpg: a pipe, socket or device/);
      rmSync(at('photo.clean'), { force: true });
      rmSync(at('photo.clean.txt'), { force: true });
    }
  });

  test.skipIf(!runsUnprivileged)('names a folder that cannot be read, and fails', () => {
    picture('one.jpg');
    mkdirSync(at('closed'), { mode: 0o000 });
    const { status, out, error } = runUnprivileged(directory, 'read', '-r', directory, '-f', 'json');
    chmodSync(at('closed'), 0o700);
    expect([status, entries(out).length]).toEqual([1, 2]);
    expect(error).toMatch(/closed: cannot list the folder: EACCES/);
  });
});

describe('in place', () => {
  test('a link stays a link, and its file is cleaned where it lies', () => {
    const file = picture('real', 'one.jpg');
    symlinkSync(join('real', 'one.jpg'), at('link.jpg'));
    expect(run('remove', '-i', at('link.jpg')).status).toBe(0);
    expect(lstatSync(at('link.jpg')).isSymbolicLink()).toBe(true);
    expect(isClean(file)).toBe(true);
    expect(tree()).toEqual(['link.jpg', 'real/one.jpg']);
  });

  test('a hard link is warned of', () => {
    const file = picture('one.jpg');
    linkSync(file, at('two.jpg'));
    const { status, out, error } = run('remove', '-i', file, '-f', 'json');
    expect(status).toBe(0);
    expect(error).toMatch(/one\.jpg: other names of the file \(hard links\) keep its old content/);
    expect(entries(out)[0]?.notes).toHaveLength(1);
    expect([isClean(file), readFileSync(at('two.jpg')).equals(original)]).toEqual([true, true]);
  });

  test('keeps mode and, where it may, owner', () => {
    const file = picture('one.jpg');
    if (isRoot) chownSync(file, 1234, 2345);
    chmodSync(file, 0o604);
    const before = statSync(file);
    expect(run('remove', '-i', file).status).toBe(0);
    const after = statSync(file);
    expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid]);
  });

  test('leaves a file that somebody changed meanwhile', async () => {
    const file = picture('one.jpg');
    const child = startStalled(3000, 'remove', '-i', file);
    await temporaryIn(directory);
    writeFileSync(file, other);
    const [status] = await once(child, 'close');
    expect([status, readFileSync(file).equals(other), tree()]).toEqual([1, true, ['one.jpg']]);
  });
});

/** The name of the temporary file in a folder, as soon as it is whole. */
async function temporaryIn(folder: string): Promise<string> {
  for (let tries = 0; tries < 1000; tries++) {
    const name = readdirSync(folder).find((one) => one.startsWith('.exifkit-'));
    if (name !== undefined && statSync(join(folder, name)).size > 0) return join(folder, name);
    await wait(20);
  }
  throw new Error('no temporary file came');
}

describe('a run that is ended in the midst', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s leaves nothing of its own', async (signal) => {
    const file = picture('one.jpg');
    const child = startStalled(60_000, 'remove', '-i', file);
    const temporary = await temporaryIn(directory);
    expect(statSync(temporary).mode & 0o777).toBe(0o600);
    child.kill(signal);
    const [, by] = await once(child, 'close');
    expect(by).toBe(signal);
    expect(tree()).toEqual(['one.jpg']);
    expect(readFileSync(file)).toEqual(original);
  });

  test('by SIGKILL leaves a file that no later run takes for a picture', async () => {
    const file = picture('one.jpg');
    mkdirSync(at('out'));
    const child = startStalled(60_000, 'remove', file, '-o', at('out'));
    await temporaryIn(at('out'));
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(readdirSync(at('out'))).toHaveLength(1);
    expect(readFileSync(file)).toEqual(original);
    const { error } = run('remove', '-r', directory, '-i');
    expect(error).toMatch(/skipped .*\.tmp: left by a run that was killed/);
    expect(run('remove', file, '-o', at('out')).status).toBe(0);
  });
});

describe('a failing write is one clear line, and the others still come', () => {
  const lines = (error: string): string[] => error.trim().split('\n');

  test('where there is no space', () => {
    const large = at('large.jpg');
    writeFileSync(
      large,
      Buffer.concat([original.subarray(0, -2), Buffer.alloc(200_000), original.subarray(-2)]),
    );
    const small = picture('small.jpg');
    const { status, error } = runAfter('ulimit -f 64', 'remove', '-i', large, small);
    expect(status).toBe(1);
    expect(lines(error)).toEqual([expect.stringMatching(/large\.jpg: cannot write .*large\.jpg: EFBIG/)]);
    expect(statSync(large).size).toBe(original.length + 200_000);
    expect(isClean(small)).toBe(true);
    expect(tree()).toEqual(['large.jpg', 'small.jpg']);
  });

  test('where the output is no folder', () => {
    const file = picture('one.jpg');
    writeFileSync(at('out'), 'mine');
    const { status, error } = run('remove', file, '-o', at('out'));
    expect([status, lines(error)]).toEqual([
      1,
      [expect.stringMatching(/out is not a folder \(write-failed\)/)],
    ]);
    const below = run('remove', file, '-o', at('out', 'deeper'));
    expect([below.status, lines(below.error).length]).toEqual([1, 1]);
    expect(readFileSync(at('out'), 'utf8')).toBe('mine');
  });

  test.skipIf(!runsUnprivileged)('where nothing may be written', () => {
    const file = picture('closed', 'one.jpg');
    chmodSync(at('closed'), 0o500);
    const { status, error } = runUnprivileged(directory, 'remove', '-i', file, picture('two.jpg'));
    chmodSync(at('closed'), 0o700);
    expect([status, lines(error)]).toEqual([1, [expect.stringMatching(/one\.jpg: cannot write .*EACCES/)]]);
    expect(isClean(at('two.jpg'))).toBe(true);
  });

  test('where a folder of the output has the name of a file', () => {
    picture('in', 'a', 'one.jpg');
    picture('in', 'two.jpg');
    mkdirSync(at('out'));
    writeFileSync(at('out', 'a'), 'mine');
    const { status, error } = run('remove', '-r', at('in'), '-o', at('out'));
    expect([status, lines(error).length]).toEqual([1, 1]);
    expect([readFileSync(at('out', 'a'), 'utf8'), isClean(at('out', 'two.jpg'))]).toEqual(['mine', true]);
  });

  test('where standard output is full', () => {
    const { status, error } = runAfter('exec > /dev/full', 'read', photo);
    expect([status, lines(error)]).toEqual([
      1,
      [expect.stringMatching(/cannot write to standard output: ENOSPC/)],
    ]);
  });
});

test('nobody reading the output is no fault to tell of', async () => {
  const child = spawn(process.execPath, [command, 'read', ...Array<string>(50).fill(photo)]);
  child.stdout.destroy();
  let error = '';
  child.stderr.on('data', (chunk) => {
    error += chunk;
  });
  const [status] = await once(child, 'close');
  expect([status, error]).toEqual([141, '']);
});

test.each(['read', 'remove'])('%s refuses what is no file instead of waiting for it', async (verb) => {
  execFileSync('mkfifo', [at('pipe.jpg')]);
  const server = createServer().listen(at('socket.jpg'));
  await once(server, 'listening');
  const { status, out } = run(verb, at('pipe.jpg'), at('socket.jpg'), '/dev/zero', directory, '-f', 'json');
  server.close();
  expect(status).toBe(1);
  expect(entries(out).map(({ error }) => error?.code)).toEqual(Array(4).fill('source-failed'));
});

test('a file name may be as long as the system allows, and holds nothing that a terminal acts on', () => {
  const long = picture(`${'x'.repeat(251)}.jpg`);
  expect(run('remove', '-i', long).status).toBe(0);
  const odd = at('odd\u001b[2J\nname.jpg');
  writeFileSync(odd, 'no picture');
  const { error } = run('remove', odd);
  expect(error.trim()).toMatch(/^exifkit: .*odd\.\[2J\.name\.jpg: [^\n\u001b]*$/);
});

test('-o with the name of a picture is refused, not made a folder', () => {
  const { status, error } = run('remove', picture('one.jpg'), '-o', at('two.jpg'));
  expect([status, error]).toEqual([2, expect.stringMatching(/-o takes a folder/)]);
  expect(tree()).toEqual(['one.jpg']);
});
