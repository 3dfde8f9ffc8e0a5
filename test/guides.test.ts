// The code of the guides and READMEs, run as it stands: what is said behind an arrow must be printed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, guides, withCode } from './code-of-guides.js';

const root = resolve(import.meta.dirname, '..');
/** In the package of the benchmarks, which has exifkit and those one moves from. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(root, 'bench/size-guides-'));
  copyFileSync(join(root, 'fixtures/files/jpeg-all-blocks.jpg'), join(folder, 'photo.jpg'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(withCode)('%s', (path) => {
  test.each(blocksOf(path).map((block, i) => [i + 1, block] as const))(
    'block %i',
    (i, { code, extension, prints }) => {
      const file = `${path.replaceAll(/\W/g, '-')}-${i}.${extension}`;
      writeFileSync(join(folder, file), code);
      const printed = execFileSync('node', [file], { cwd: folder, encoding: 'utf8' });
      if (prints.length > 0) expect(printed.trimEnd().split('\n')).toEqual(prints);
    },
  );
});

test('links of the guides lead to files', () => {
  const missing = [
    ...guides,
    'README.md',
    'CONTRIBUTING.md',
    'packages/core/README.md',
    'apps/page/README.md',
    'apps/server/README.md',
  ].flatMap((path) => {
    const folderOf = join(root, path, '..');
    const links = [...readFileSync(join(root, path), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
    return links.map(([, link]) => link!).filter((link) => !isThere(join(folderOf, link)));
  });
  expect(missing).toEqual([]);
});

function isThere(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}
