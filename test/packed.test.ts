// The packages as users get them: packed, installed into an empty project, imported, run and type-checked.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
