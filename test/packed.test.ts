// The packages as users get them: packed, installed into an empty project, imported, run and type-checked.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const photo = join(root, 'fixtures/files/jpeg-all-blocks.jpg');
const manifest = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'));
let project: string;

function run(command: string, args: readonly string[], cwd = project): string {
  const environment = { ...process.env, npm_config_user_agent: undefined, NODE_OPTIONS: '' };
  return execFileSync(command, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'exifkit-packed-'));
  for (const part of ['packages/core', 'packages/cli']) {
    run('npx', ['-y', 'pnpm@10', 'pack', '--pack-destination', project], join(root, part));
  }
  const tarballs = readdirSync(project).filter((file) => file.endsWith('.tgz'));
  const core = tarballs.find((file) => /^exifkit-\d/.test(file))!;
  const overrides = { exifkit: `file:./${core}` };
  const dependencies = Object.fromEntries(
    tarballs.map((file) => [file === core ? 'exifkit' : '@exifkit/cli', `file:./${file}`]),
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ type: 'module', private: true, dependencies, overrides }),
  );
  run('npm', ['install', '--no-audit', '--no-fund']);
}, 180_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed packages', () => {
  test('hold code and types, and no tests or sources', () => {
    const files = readdirSync(join(project, 'node_modules/exifkit'), { recursive: true, encoding: 'utf8' });
    expect(files).toContain('dist/index.d.ts');
    expect(files).toContain('LICENSE');
    expect(files.filter((file) => /\.test\.|^src|tsbuildinfo/.test(file))).toEqual([]);
  });

  test('import as ESM and read a photo', () => {
    writeFileSync(
      join(project, 'use.js'),
      `import { readSync } from 'exifkit/sync'; import { fromPath } from 'exifkit/node'; import { read } from 'exifkit';
       import { readFileSync } from 'node:fs';
       const path = process.argv[2];
       const m = readSync(readFileSync(path));
       const n = await read(fromPath(path));
       console.log(JSON.stringify([m.exif.Make, n.exif.Make, m.tags().length === n.tags().length]));`,
    );
    const [first, second, equal] = JSON.parse(run('node', ['use.js', photo]));
    expect(first).toBeTypeOf('string');
    expect(second).toBe(first);
    expect(equal).toBe(true);
  });

  test('open every door', () => {
    const doors = Object.keys(manifest.exports).filter((door) => !door.endsWith('.json'));
    const names = doors.map((door) => `exifkit${door.slice(1)}`);
    const code = `for (const door of ${JSON.stringify(names)}) {
      const given = Object.keys(await import(door));
      if (given.length === 0) throw new Error(door + ' is empty');
      console.log(door);
    }`;
    writeFileSync(join(project, 'doors.js'), code);
    expect(names).toContain('exifkit/sync');
    expect(run('node', ['doors.js']).trim().split('\n')).toEqual(names);
  });

  test('are loaded by require, with all that is fetched later, and nothing of it by import()', () => {
    const code = `const { read, remove, MetadataError } = require('exifkit');
      const { readSync } = require('exifkit/sync');
      const { privacyReport } = require('exifkit/report');
      const { fromPath } = require('exifkit/node');
      const bytes = require('node:fs').readFileSync(process.argv[2]);
      (async () => {
        const m = await read(fromPath(process.argv[2]));
        const clean = await (await remove(bytes, { keep: ['copyright'] })).bytes();
        const refused = await read('a path').catch((error) => error instanceof MetadataError);
        const counts = [m.tags().length, readSync(bytes).tags().length];
        console.log(JSON.stringify([m.exif.Make, counts[0] === counts[1], clean.length, refused,
          privacyReport(readSync(clean)).findings.map(({ code }) => code), require.resolve('exifkit')]));
      })();`;
    writeFileSync(join(project, 'use.cjs'), code);
    const [make, equal, length, refused, codes, path] = JSON.parse(run('node', ['use.cjs', photo]));
    expect([make, equal, refused, codes]).toEqual(['Canon', true, true, ['rights']]);
    expect(length).toBeGreaterThan(100);
    expect(path).toMatch(/require.main\.cjs$/);
    const built = join(project, 'node_modules/exifkit/dist/require');
    for (const file of readdirSync(built).filter((name) => name.endsWith('.cjs')))
      expect(
        readFileSync(join(built, file), 'utf8').match(/\bimport\((?!.node:(crypto|tty))[^)]/g),
        file,
      ).toBe(null);
  });

  test('are one file for where nothing can be fetched', async () => {
    const single = join(project, 'node_modules/exifkit/dist/single.js');
    const code = readFileSync(single, 'utf8');
    expect(code.match(/\bimport\([^)]|(^|;)import[ {*"']|\brequire\(/gm)).toBe(null);
    writeFileSync(
      join(project, 'single.js'),
      `import { read } from 'exifkit/single'; import { readFileSync } from 'node:fs';
       console.log((await read(readFileSync(process.argv[2]))).tags().length);`,
    );
    const { readSync } = await import('exifkit/sync');
    expect(Number(run('node', ['single.js', photo]))).toBe(readSync(readFileSync(photo)).tags().length);
  });

  test('run in Jest', { timeout: 240_000 }, () => {
    const folder = join(project, 'jest');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    writeFileSync(
      join(folder, 'photo.test.js'),
      `const { read, remove } = require('exifkit');
       test('reads and cleans', async () => {
         const bytes = require('node:fs').readFileSync(${JSON.stringify(photo)});
         for (const source of [bytes, new Uint8Array(bytes)]) {
           expect((await read(source)).xmp.dc.Title).toBe('Sunrise & sea');
           expect((await remove(source)).report.format).toBe('jpeg');
         }
       });`,
    );
    run('npm', ['install', '--no-audit', '--no-fund', 'jest@30.5.2'], folder);
    const jest = join(folder, 'node_modules/jest/bin/jest.js');
    expect(() => run('node', [jest, '--rootDir', folder], folder)).not.toThrow();
  });

  test('hold the command in exifkit itself', () => {
    const bin = join(project, 'node_modules/exifkit', manifest.bin.exifkit);
    expect(run('node', [bin, '--version'])).toBe(`${manifest.version}\n`);
    const many = Array.from({ length: 20 }, () => photo);
    const read = JSON.parse(run('node', [bin, 'read', '--format', 'exiftool', ...many]));
    expect(read.map((file: Record<string, string>) => file['File:File:FileType'])).toEqual(
      many.map(() => 'JPEG'),
    );
  });

  test('run as a command', () => {
    expect(run('npx', ['--no-install', 'exifkit', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
    const [file] = JSON.parse(run('npx', ['--no-install', 'exifkit', 'read', '--format', 'exiftool', photo]));
    expect(file['File:File:FileType']).toBe('JPEG');
  });

  test('type-check without the DOM library, under the oldest TypeScript that is promised', {
    timeout: 120_000,
  }, () => {
    const folder = join(project, 'types');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    run('npm', ['install', '--no-audit', '--no-fund', 'typescript@5.2.2'], folder);
    const doors = Object.keys(manifest.exports).filter((door) => !door.endsWith('.json'));
    const imports = doors.map((door, i) => `export * as door${i} from 'exifkit${door.slice(1)}';`).join('\n');
    const use = `import { read, remove } from 'exifkit';
      const m = await read(new Uint8Array());
      export const place: number | undefined = m.gps?.latitude;
      export const clean: Uint8Array = await (await remove(new Uint8Array())).bytes();`;
    writeFileSync(join(folder, 'use.ts'), `${imports}\n${use}`);
    writeFileSync(join(folder, 'use.cts'), `import { read } from 'exifkit';\nvoid read(new Uint8Array());`);
    const compilerOptions = {
      ...{ module: 'NodeNext', moduleResolution: 'NodeNext', target: 'ES2022', lib: ['ES2022'], types: [] },
      ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false },
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts', 'use.cts'] }),
    );
    expect(run('node', [join(folder, 'node_modules/typescript/bin/tsc'), '-p', folder], folder)).toBe('');
  });

  test.each([
    ['NodeNext', 'NodeNext'],
    ['ESNext', 'bundler'],
  ])('type-check a consumer with module %s and %s resolution', (module, moduleResolution) => {
    writeFileSync(
      join(project, 'consumer.ts'),
      `import { createEngine, type MetadataError, read, remove } from 'exifkit';
import { exif, gps, jpeg } from 'exifkit/parts';
       import { fromPath } from 'exifkit/node';
       const m = await read(fromPath('photo.jpg'));
       const aperture: number | undefined = m.exif?.FNumber;
       const engine = createEngine({ formats: [jpeg], blocks: [exif, gps] });
       const own = engine.readSync(new Uint8Array());
       // @ts-expect-error IPTC was not given to this engine
       own.iptc;
       // @ts-expect-error no such tag
       own.exif?.Fnumber;
       // @ts-expect-error a path is never a bare string
       read('photo.jpg');
       const clean: Uint8Array = await (await remove(new Uint8Array())).bytes();
       export type Code = MetadataError['code'];
       void [aperture, clean];`,
    );
    const config = {
      compilerOptions: {
        module,
        moduleResolution,
        target: 'ES2022',
        lib: ['ES2023', 'DOM'],
        types: [],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        skipLibCheck: false,
      },
      files: ['consumer.ts'],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project]);
  });
});
