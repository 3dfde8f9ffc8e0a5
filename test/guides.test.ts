// The code of the guides and READMEs, run as it stands: what is said behind an arrow must be printed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const guides = readdirSync(join(root, 'packages/core/docs')).map((name) => `packages/core/docs/${name}`);
/** In the package of the benchmarks, which has exifkit and those one moves from. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(root, 'bench/size-guides-'));
  copyFileSync(join(root, 'fixtures/files/jpeg-all-blocks.jpg'), join(folder, 'photo.jpg'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const readFile = "import { openAsBlob } from 'node:fs'; const file = await openAsBlob('photo.jpg');\n";

interface Block {
  readonly extension: string;
  readonly code: string;
}

/** Those of a README speak of a `file` that the reader has. */
function blocksOf(path: string): Block[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^```(js|cjs)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    extension: language === 'js' ? 'mjs' : 'cjs',
    code: /\bfile\b/.test(code!) && !/const file\b/.test(code!) ? readFile + code : code!,
  }));
}

const withCode = [...guides, 'README.md', 'packages/core/README.md'].filter(
  (path) => blocksOf(path).length > 0,
);

describe.each(withCode)('%s', (path) => {
  test.each(blocksOf(path).map((block, i) => [i + 1, block] as const))(
    'block %i',
    (i, { code, extension }) => {
      const file = `${path.replaceAll(/\W/g, '-')}-${i}.${extension}`;
      writeFileSync(join(folder, file), code);
      const printed = execFileSync('node', [file], { cwd: folder, encoding: 'utf8' });
      const expected = [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
      if (expected.length > 0) expect(printed.trimEnd().split('\n')).toEqual(expected);
    },
  );
});

test('links of the guides lead to files', () => {
  const missing = [
    ...guides,
    'README.md',
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
