// A stranger's first walk: install the packed package without a network, run all that READMEs and guides show, start the
// server, clean a photo on its page, and read the documents in both languages.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { read } from 'exifkit';
import { privacyReport } from 'exifkit/report';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { blocksOf, withCode } from '../../../test/code-of-guides.js';
import { hasProgram } from '../../../test/debian.js';

const root = resolve(import.meta.dirname, '../../..');
const fixture = (name: string): string => join(root, 'fixtures/files', name);
let project: string;

function run(command: string, args: readonly string[], cwd = project): string {
  const path = `${join(project, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  // The caller's own package manager says nothing to the commands.
  const environment = { ...process.env, PATH: path, HOME: cwd, npm_config_user_agent: undefined };
  return execFileSync(command, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'exifkit-walk-'));
  const core = join(root, 'packages/core');
  execFileSync('npx', ['-y', 'pnpm@10', 'pack', '--pack-destination', project], {
    cwd: core,
    stdio: 'ignore',
  });
  const packed = (name: string): string =>
    `file:./${readdirSync(project).find((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'))}`;
  // What it depends on comes from this repository's own copies: there is no network.
  const overrides: { [name: string]: string } = {};
  for (const [name, folder] of needsOf(core)) {
    const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
    const [{ filename }] = JSON.parse(execFileSync('npm', pack, { cwd: folder, encoding: 'utf8' }));
    overrides[name] = `file:./${filename}`;
  }
  const dependencies = { exifkit: packed('exifkit') };
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund']);
  copyFileSync(fixture('jpeg-all-blocks.jpg'), join(project, 'photo.jpg'));
}, 240_000);

/** The folders of the packages that a package needs, and of those that they need. */
function needsOf(folder: string): Map<string, string> {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const needs = new Map<string, string>();
  for (const name of Object.keys(dependencies)) {
    const below = join(folder, 'node_modules', name);
    const found = realpathSync(existsSync(below) ? below : join(folder, '..', name));
    for (const [one, path] of [[name, found] as const, ...needsOf(found)]) needs.set(one, path);
  }
  return needs;
}

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('with the package installed', () => {
  // Those beside which it is moved from are not installed here: `guides.test.ts` runs their guide.
  const alone = withCode.filter((path) => !path.endsWith('moving.md'));

  test.each(alone)('%s runs as it stands', (path) => {
    for (const [i, { code, extension, prints }] of blocksOf(path).entries()) {
      const file = `${path.replaceAll(/\W/g, '-')}-${i}.${extension}`;
      writeFileSync(join(project, file), code);
      const printed = run('node', [file]);
      if (prints.length > 0) expect(printed.trimEnd().split('\n')).toEqual(prints);
    }
  });

  test('the recipes run', () => {
    cpSync(join(root, 'packages/core/examples'), join(project, 'recipes'), { recursive: true });
    const own: { readonly [name: string]: readonly string[] } = {
      'copy-metadata.mjs': ['photo.jpg', 'photo.jpg', 'out.jpg'],
    };
    // A server, and what runs in a page.
    const others = ['clean-server.mjs', 'strip-before-upload.mjs'];
    for (const name of readdirSync(join(project, 'recipes')).filter((file) => !others.includes(file)))
      expect(() =>
        run('node', [`recipes/${name}`, ...(own[name] ?? ['photo.jpg', 'out.jpg'])]),
      ).not.toThrow();
  });

  test('npx runs the command on a photo', () => {
    expect(run('npx', ['--no-install', 'exifkit', 'photo.jpg'])).toMatch(/Model +Canon EOS FIXTURE/);
  });

  test.each(commandsOf('README.md', 'packages/core/README.md'))('$ %s', (line) => {
    const printed = run('bash', ['-c', line], folderOfPhotos());
    expect(line.startsWith('eval') || printed !== '').toBe(true);
  });
});

/** A folder with the files that the lines speak of. */
function folderOfPhotos(): string {
  const folder = mkdtempSync(join(project, 'photos-'));
  mkdirSync(join(folder, 'Pictures'));
  for (const name of ['photo.jpg', 'original.jpg', 'resized.jpg', 'Pictures/a.jpg'])
    copyFileSync(fixture('jpeg-all-blocks.jpg'), join(folder, name));
  copyFileSync(fixture('tiff-jpeg-strips.tif'), join(folder, 'raw.dng'));
  return folder;
}

/** The lines of READMEs that call the command; a download is none of this walk. */
function commandsOf(...paths: readonly string[]): string[] {
  const lines = paths.flatMap((path) => readFileSync(join(root, path), 'utf8').split('\n'));
  return lines
    .filter((line) => /^ {4}(npx )?exifkit |^ {4}eval .*exifkit/.test(line))
    .map((line) => line.replace(/ # .*/, '').replace('npx ', 'npx --no-install ').trim());
}

describe.skipIf(!hasProgram('chromium', 'chromium') || !hasProgram('curl', 'curl'))('with the server', () => {
  let server: ChildProcess;
  let printed = '';
  let url: string;

  beforeAll(async () => {
    const entry = join(root, 'apps/server/dist/entries/node.js');
    server = spawn('node', [entry], {
      cwd: folderOfPhotos(),
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    await vi.waitFor(() => expect(printed).toMatch(/curl .*\n/), { timeout: 60_000 });
    url = /http:\/\/[\d.]+:\d+/.exec(printed)![0];
  }, 90_000);
  afterAll(() => void server.kill());

  test('the line that the first start prints works', () => {
    const [line] = /curl .*/.exec(printed)!;
    expect(JSON.parse(run('bash', ['-c', line], folderOfPhotos()))).toMatchObject({ success: true });
  });

  test('a photo is cleaned on the page, and the documents are read in both languages', async () => {
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    try {
      const context = await browser.newContext({ locale: 'id-ID' });
      const page = await context.newPage();
      await page.goto(url);
      await page.setInputFiles('input[type=file]', join(project, 'photo.jpg'));
      await page.click('text=Bersihkan foto ini');
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Unduh')]);
      const clean = await read(new Uint8Array(readFileSync(await download.path())));
      expect(privacyReport(clean).findings).toEqual([]);
      await page.click('footer a');
      await page.waitForURL('**/docs/id/');
      expect(await page.textContent('h1')).toBe('API exifkit');
      await page.click('text=English');
      await page.waitForURL('**/docs/en/');
      expect(await page.textContent('h1')).toBe('The exifkit API');
    } finally {
      await browser.close();
    }
  }, 120_000);
});
