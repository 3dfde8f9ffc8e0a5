// Help, completion and the man page tell of the same verbs and options.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { optionNames, verbList } from '../src/verbs.js';
import { run } from './run.js';

const has = (program: string): boolean => !spawnSync(program, ['--version']).error;

test('each verb tells its options and nothing else', () => {
  for (const [name, { options }] of verbList) {
    const { out } = run(name, '--help');
    expect(out.startsWith(`exifkit ${name}`)).toBe(true);
    const told = [...out.matchAll(/^ {2}(?:(-\w), | {4})(--[\w-]+)/gm)].flatMap(([, short, long]) =>
      [long, short].filter(Boolean),
    );
    expect(told).toEqual(optionNames(options));
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(112);
  }
});

test('the man page has them all', () => {
  const { out } = run('man');
  const page = has('groff')
    ? spawnSync('groff', ['-man', '-Tascii', '-P-cbou', '-ww'], { input: out, encoding: 'utf8' })
    : { stdout: out.replaceAll('\\-', '-'), stderr: '' };
  expect(page.stderr).toBe('');
  for (const [name, { options }] of verbList) {
    expect(page.stdout).toContain(`exifkit ${name}`);
    for (const option of Object.keys(options)) expect(page.stdout).toContain(`--${option}`);
  }
});

const completed = (...words: readonly string[]): string[] => {
  const call = `eval "$(cat)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _exifkit exifkit "\${@: -1}" "\${@: -2:1}"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { out } = run('completion', 'bash');
  return spawnSync('bash', ['-c', call, 'bash', 'exifkit', ...words], {
    input: out,
    encoding: 'utf8',
    cwd: '/',
  })
    .stdout.trim()
    .split('\n');
};

test.skipIf(!has('bash'))('bash completes verbs, options and the words of options', () => {
  expect(completed('rem')).toEqual(['remove']);
  expect(completed('remove', '--p')).toEqual(['--preset']);
  expect(completed('remove', '--preset', 's')).toEqual(['strict', 'share']);
  expect(completed('-f', 'js')).toEqual(['json', 'jsonl']);
  expect(completed('completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test.each(['zsh', 'fish'])(
  '%s gets a script of all options, which it takes where it is installed',
  (shell) => {
    const { out, status } = run('completion', shell);
    expect(status).toBe(0);
    for (const [name, { options }] of verbList) {
      expect(out).toContain(name);
      for (const option of Object.keys(options)) expect(out).toMatch(new RegExp(`(--|-l )${option}\\b`));
    }
    if (!has(shell)) return;
    const folder = mkdtempSync(join(tmpdir(), 'exifkit-shell-'));
    writeFileSync(join(folder, 'script'), out);
    const { status: taken } = spawnSync(shell, ['-n', join(folder, 'script')]);
    rmSync(folder, { recursive: true });
    expect(taken).toBe(0);
  },
);

test('a shell that is none is told', () => {
  expect(run('completion', 'bsh')).toMatchObject({ status: 2, error: expect.stringContaining('"bash"') });
});
