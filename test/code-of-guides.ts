// The code in the guides and READMEs, block by block, as a reader would run it.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** The guides of the library. */
export const guides: readonly string[] = readdirSync(join(root, 'packages/core/docs')).map(
  (name) => `packages/core/docs/${name}`,
);

export interface Block {
  readonly extension: string;
  readonly code: string;
  /** What is said behind arrows to be printed. */
  readonly prints: readonly string[];
}

const readFile = "import { openAsBlob } from 'node:fs'; const file = await openAsBlob('photo.jpg');\n";

/** Those of a README speak of a `file` that the reader has. */
export function blocksOf(path: string): Block[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^```(js|cjs)\n([\s\S]*?)^```$/gm)].map(([, language, code = '']) => ({
    extension: language === 'js' ? 'mjs' : 'cjs',
    code: /\bfile\b/.test(code) && !/const file\b/.test(code) ? readFile + code : code,
    prints: [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line = '']) => line),
  }));
}

export const withCode: readonly string[] = [...guides, 'README.md', 'packages/core/README.md'].filter(
  (path) => blocksOf(path).length > 0,
);
