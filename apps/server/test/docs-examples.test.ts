// The examples of the API's documents, run as readers run them: by the interpreters themselves, with only the address, the
// key and the uuid changed.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import * as exifkit from 'exifkit';
import { readSync } from 'exifkit/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram, succeeds } from '../../../test/debian.js';
import { startServer } from '../src/entries/node.js';
import { openApiDocument } from '../src/openapi/document.js';

const documents = join(import.meta.dirname, '../../page/docs');
const examples = join(documents, 'examples');
const photo = join(import.meta.dirname, '../../../fixtures/files/jpeg-all-blocks.jpg');
const key = 'key-of-the-examples';
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** How a file is run, by its extension. */
const runners: { readonly [extension: string]: string } = {
  '.sh': 'sh',
  '.py': '/usr/bin/python3',
  '.mjs': process.execPath,
  '.php': 'php',
  '.rb': 'ruby',
};

const isThere: { readonly [extension: string]: boolean } = {
  '.sh': hasProgram('curl', 'curl'),
  '.py': succeeds("/usr/bin/python3 -c 'import requests'", 'python3-requests'),
  '.mjs': true,
  '.php': succeeds('php -m | grep -q curl', 'php-cli php-curl'),
  '.rb': hasProgram('ruby', 'ruby'),
};

describe('the examples of the documents', () => {
  let running: Awaited<ReturnType<typeof startServer>>;
  let host: Server;
  let folder: string;
  let photoUrl: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exifkit-docs-'));
    for (const name of ['photo.jpg', 'second.jpg']) copyFileSync(photo, join(folder, name));
    host = createServer((_, response) => response.end(readFileSync(photo)));
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    photoUrl = `http://127.0.0.1:${port}/photo.jpg`;
    running = await startServer({
      engine: exifkit,
      env: {
        EXIFKIT_API_KEYS: key,
        EXIFKIT_STORE: 'memory:',
        EXIFKIT_FETCH_ALLOW: `127.0.0.1:${port}`,
        PORT: '0',
      },
      log: () => {},
      print: () => {},
    });
  });
  afterAll(async () => {
    await running.stop();
    host.close();
    rmSync(folder, { recursive: true });
  });

  async function run(name: string, id = ''): Promise<string> {
    const text = readFileSync(join(examples, name), 'utf8')
      .replaceAll('https://api.example.com', running.url)
      .replaceAll('https://example.com/photo.jpg', photoUrl)
      .replaceAll('YOUR_API_KEY', key)
      .replace(uuid, id);
    writeFileSync(join(folder, name), text);
    const { stdout } = await promisify(execFile)(runners[extname(name)]!, [name], { cwd: folder });
    return stdout;
  }

  const extract = async (): Promise<string> => uuid.exec(await run('extract.sh'))![0];

  describe.each(Object.keys(runners))('as %s', (extension) => {
    it.skipIf(!isThere[extension])('extract, by file and by url, get again, remove and edit', async () => {
      for (const name of ['extract', 'extract-url']) {
        const said = await run(name + extension);
        expect(said).toMatch(uuid);
        expect(said).toContain('Canon');
        const again = await run(`result${extension}`, uuid.exec(said)![0]);
        expect(again).toContain('Canon');
      }
      rmSync(join(folder, 'clean.jpg'), { force: true });
      await run(`remove${extension}`);
      const clean = readSync(readFileSync(join(folder, 'clean.jpg')));
      expect([clean.exif?.Make, clean.gps, clean.xmp]).toEqual([undefined, undefined, undefined]);
      expect(clean.blocks.map(({ kind }) => kind)).toContain('icc');
      rmSync(join(folder, 'edited.jpg'), { force: true });
      await run(`edit${extension}`);
      const edited = readSync(readFileSync(join(folder, 'edited.jpg')));
      expect([edited.exif?.Artist, edited.gps?.latitude, edited.exif?.Make]).toEqual(['Ana', -6.2, 'Canon']);
    });
  });

  describe.skipIf(!isThere['.sh'])('of cURL alone', () => {
    it('ask for fields', async () => {
      const { metadata } = JSON.parse(await run('fields.sh'));
      expect(Object.keys(metadata.exif)).toEqual(['Make']);
      expect(metadata.gps.GPSAltitude).toBe(12.5);
    });

    it('send several files', async () => {
      const lines = (await run('batch.sh')).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line).fileName).sort()).toEqual(['photo.jpg', 'second.jpg']);
    });

    it('say what stays', async () => {
      const [kept, only] = (await run('policy.sh')).split(/(?<=\})(?=\{)/).map((text) => JSON.parse(text));
      expect(kept.report.removed.length).toBeGreaterThan(0);
      const clean = await fetch(only.downloadUrl);
      const m = readSync(new Uint8Array(await clean.arrayBuffer()));
      expect([m.gps?.latitude, m.exif?.Make]).toEqual([undefined, 'Canon']);
    });

    it('delete', async () => {
      const id = await extract();
      await run('delete.sh', id);
      expect((await fetch(`${running.url}/api/v1/extract/${id}`)).status).toBe(404);
    });
  });

  it.skipIf(!isThere['.sh'])('show answers as they are', async () => {
    const shown = (name: string): unknown => JSON.parse(readFileSync(join(examples, name), 'utf8'));
    expect(shapeWithin(shown('extract.json'), JSON.parse(await run('extract.sh')))).toEqual([]);
    const refused = await fetch(`${running.url}/api/v1/extract`, { method: 'POST' });
    expect(await refused.json()).toEqual(shown('error.json'));
    const body = new FormData();
    body.set('file', new Blob([readFileSync(photo)]), 'photo.jpg');
    const removed = await fetch(`${running.url}/api/v1/remove?key=${key}`, { method: 'POST', body });
    expect(shapeWithin(shown('remove.json'), await removed.json())).toEqual([]);
  });

  it('are all run', () => {
    const alone = [
      'fields.sh',
      'batch.sh',
      'policy.sh',
      'delete.sh',
      'extract.json',
      'remove.json',
      'error.json',
    ];
    const inAll = ['extract', 'extract-url', 'result', 'remove', 'edit'].flatMap((name) =>
      Object.keys(runners).map((extension) => name + extension),
    );
    expect(readdirSync(examples).sort()).toEqual([...alone, ...inAll].sort());
  });
});

describe.each(['id', 'en'])('the document in %s', (language) => {
  const text = readFileSync(join(documents, `${language}.md`), 'utf8');

  it('names every path and parameter of the OpenAPI document', () => {
    const described = JSON.stringify(openApiDocument());
    const names = Object.keys(openApiDocument()['paths'] as object).map((path) =>
      path.replace('/{uuid}', ''),
    );
    for (const [, name] of described.matchAll(/"name":"([a-z]+)","in":"query"/g)) names.push(`\`${name}\``);
    expect(names.length).toBeGreaterThan(12);
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('names every code of the README', () => {
    const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
    const codes = (of: string): string[] =>
      [...of.matchAll(/^\| [45]\d\d +\|(.*)\|$/gm)].flatMap(([, cell]) => cell!.match(/`[a-z-]+`/g)!);
    expect(codes(text)).toEqual(codes(readme));
    expect(codes(text).length).toBeGreaterThan(40);
  });

  it('has the same examples as the other', () => {
    const other = readFileSync(join(documents, language === 'id' ? 'en.md' : 'id.md'), 'utf8');
    const holes = (of: string): string[] => of.match(/^\{\{.*\}\}$/gm) ?? [];
    expect(holes(text)).toEqual(holes(other));
  });
});

/** Paths of what is shown that are not in the answer, or of another type there. */
function shapeWithin(shown: unknown, answer: unknown, path = ''): string[] {
  if (typeof shown !== typeof answer || Array.isArray(shown) !== Array.isArray(answer)) return [path];
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return [];
  return Object.entries(shown).flatMap(([name, value]) =>
    shapeWithin(value, (answer as Record<string, unknown>)[name], `${path}/${name}`),
  );
}
