// What `exifkit` prints of files: its forms, what is chosen of the tags, and what it says where a name is wrong.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judged } from '../../../test/exiftool.js';
import { command, fixtures, photo, run } from './run.js';

let directory: string;
const at = (...names: readonly string[]): string => join(directory, ...names);
const png = join(fixtures, 'png-text.png');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'exifkit-reading-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the verb may be left out', () => {
  test('before files, options and folders', () => {
    const { out } = run('read', photo, '--format', 'json');
    expect(out).toContain('Canon');
    expect(run(photo, '--format', 'json').out).toBe(out);
    expect(run('--format', 'json', photo).out).toBe(out);
  });

  test('and what is no file is told', () => {
    expect(run('raed').error).toContain('no such command or file: raed; did you mean "read"?');
    expect(run('--format', 'json', 'remove', photo).error).toContain('the verb comes first: exifkit remove');
    expect(run('nothing/here.jpg')).toMatchObject({ status: 1, error: expect.stringContaining('ENOENT') });
  });
});

test('-r takes folders among files, and a folder without it is told', () => {
  mkdirSync(at('in/deep'), { recursive: true });
  copyFileSync(photo, at('in/deep/one.jpg'));
  const { out, status } = run(png, at('in'), '-r', '--format', 'csv', '--tag', 'FileType');
  expect([status, out]).toEqual([0, `SourceFile,FileType\n${png},PNG\n${at('in/deep/one.jpg')},JPEG\n`]);
  expect(run(at('in'))).toMatchObject({ status: 1, error: expect.stringContaining('a folder (with -r') });
});

test('- is standard input, as a file or a pipe', () => {
  const options = { input: readFileSync(photo), encoding: 'utf8' } as const;
  const { stdout, status } = spawnSync(
    process.execPath,
    [command, '-', '-t', 'Make', '-f', 'jsonl'],
    options,
  );
  expect([status, stdout]).toEqual([0, '{"file":"-","IFD0":{"Make":"Canon"}}\n']);
  const piped = spawnSync('sh', [
    '-c',
    'cat "$2" | "$0" "$1" - -t Make -f jsonl',
    process.execPath,
    command,
    photo,
  ]);
  expect(String(piped.stdout)).toBe(stdout);
});

describe('forms', () => {
  test('JSON keeps names that stand twice', () => {
    const [file] = JSON.parse(run(photo, '--format', 'json').out);
    const all = judged(readFileSync(photo));
    expect(all['File:Comment']).toBeDefined();
    expect([file.File.Comment, file.File['Copy1:Comment']]).toEqual([
      'A comment',
      expect.stringMatching(/^Second/),
    ]);
  });

  test('jsonl is a line for each file, of those that failed too', () => {
    const { out } = run(photo, at('missing.jpg'), png, '-f', 'jsonl', '-t', 'FileType');
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).File?.FileType)).toEqual(['JPEG', undefined, 'PNG']);
    expect(JSON.parse(lines[1] ?? '').error.code).toBe('source-failed');
  });

  test('csv without --tag has a column for each tag of any file', () => {
    const lines = run(png, photo, '-f', 'csv', '-g', 'File,IFD0').out.split('\n');
    const header = lines[0]?.split(',') ?? [];
    expect(header.slice(0, 2)).toEqual(['SourceFile', 'File:FileType']);
    expect(header).toContain('IFD0:Make');
    expect(lines[1]?.split(',')[header.indexOf('IFD0:Make')]).toBe('');
    expect(run(photo, '-f', 'csv', '-t', 'Copyright').out).toContain(',"Copyright 2024 Ayu Lestari\nEdited');
  });

  test('tsv holds a file in one line', () => {
    const { out } = run(photo, '-f', 'tsv', '-t', 'Copyright,Make');
    expect(out).toMatch(
      /^SourceFile\tCopyright\tMake\n[^\t\n]+\tCopyright 2024 Ayu Lestari\\nEdited[^\t\n]*\tCanon\n$/,
    );
  });

  test('--struct has structures of XMP whole', () => {
    const of = (...more: readonly string[]) =>
      JSON.parse(run(photo, '-f', 'jsonl', ...more).out)['XMP-mwg-rs'];
    expect(of()).toHaveProperty('RegionName');
    const { RegionInfo } = of('--struct');
    expect(RegionInfo.RegionList[0].Name).toBe('Citra');
  });

  test('colours come with FORCE_COLOR and go with NO_COLOR', () => {
    const shown = (env: NodeJS.ProcessEnv): string =>
      spawnSync(process.execPath, [command, photo], { encoding: 'utf8', env: { ...process.env, ...env } })
        .stdout;
    expect(shown({ FORCE_COLOR: '1' })).toContain('\x1b[1;36mIFD0\x1b[0m');
    expect(shown({ FORCE_COLOR: undefined })).not.toContain('\x1b');
    expect(shown({ FORCE_COLOR: undefined, NO_COLOR: '1' })).not.toContain('\x1b');
  });
});

const onTerminal = (columns: number, ...args: readonly string[]): string => {
  const quoted = [process.execPath, command, ...args].map((word) => `'${word}'`).join(' ');
  const call = ['-qec', `stty cols ${columns}; ${quoted}`, '/dev/null'];
  return spawnSync('script', call, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).stdout;
};
const hasScript = onTerminal(80, '--version').trim() === run('--version').out.trim();

test.skipIf(!hasScript)('on a terminal a table fits its width, and has colours', () => {
  const columns = 44;
  const shown = onTerminal(columns, photo, '-x', 'File:all');
  expect(shown).toContain('\x1b[1;36mIFD0\x1b[0m');
  const [path, ...lines] = stripVTControlCharacters(shown).split('\r\n');
  expect(path).toBe(photo);
  const whole = run(photo, '-x', 'File:all').out;
  expect(Math.max(...whole.split('\n').map((line) => stringWidth(line)))).toBeGreaterThan(columns);
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  expect(lines.join('').replace(/\s+/g, '')).toBe(whole.slice(path?.length).replace(/\s+/g, ''));
});

describe('choosing', () => {
  const groups = (...args: readonly string[]): Record<string, object> => {
    const { file: _, warnings: __, ...found } = JSON.parse(run(photo, '-f', 'jsonl', ...args).out);
    return found;
  };

  test('--group takes families and places, --exclude leaves out', () => {
    expect(Object.keys(groups('--group', 'gps,ifd0'))).toEqual(['IFD0', 'GPS']);
    expect(Object.keys(groups('-g', 'XMP')).every((name) => name.startsWith('XMP-'))).toBe(true);
    const left = groups('-g', 'EXIF', '-x', 'GPS:all', '-x', 'Make,IFD0:Model');
    expect(left['GPS']).toBeUndefined();
    expect(left['IFD0']).not.toHaveProperty('Make');
    expect(left['IFD0']).not.toHaveProperty('Model');
    expect(left['IFD0']).toHaveProperty('Orientation');
  });

  test('--sort orders the names of a group', () => {
    const found = Object.keys(groups('-g', 'IFD0', '--sort')['IFD0'] ?? {});
    expect(found).toEqual(found.toSorted());
    expect(Object.keys(groups('-g', 'IFD0')['IFD0'] ?? {})).not.toEqual(found);
  });

  test('a name that no file has is told, with the nearest', () => {
    const { error, status } = run(photo, png, '-t', 'Maek', '-t', 'Make', '-g', 'IFD0,XMPP');
    expect(status).toBe(0);
    expect(error.trim().split('\n')).toEqual([
      'exifkit: no file has the tag "Maek"; did you mean "Make"?',
      expect.stringMatching(/^exifkit: no file has the group "XMPP"; did you mean "XMP"\?$/),
    ]);
  });

  test('an option that the verb has not is told, with the nearest or the verbs that have it', () => {
    expect(run(photo, '--formt', 'json').error).toContain('no option --formt; did you mean "--format"?');
    expect(run(photo, '-o', 'out').error).toMatch(/no option -o: it is of .*remove/);
    expect(run(photo, '--format', 'jsno').error).toContain('did you mean "json"?');
  });
});

describe('exifkit report', () => {
  test('says to people what a photo reveals, with its tags', () => {
    const { out, status } = run('report', photo, png);
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}location: where .*\n {4}GPS:GPSLatitude {2}8 deg 43'/m);
    expect(out).toMatch(/serial-number: .*\n {4}ExifIFD:SerialNumber {2}SN-000123/);
  });

  test('and to programs, failed files too', () => {
    writeFileSync(at('bad.jpg'), 'no picture');
    const { out, status } = run(
      'report',
      photo,
      at('bad.jpg'),
      join(fixtures, 'png-minimal.png'),
      '-f',
      'json',
    );
    const [first, second, third] = JSON.parse(out);
    expect(status).toBe(1);
    expect(first.findings[0]).toMatchObject({ code: 'location', tags: expect.any(Array) });
    expect(first).toMatchObject({ isAiGenerated: false, isPanorama: false, isMotionPhoto: false });
    expect(second.error.code).toBe('unsupported-format');
    expect(third.findings).toEqual([]);
  });
});
