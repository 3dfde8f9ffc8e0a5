// What a block must know of the file around it its reference says: a path is for people, and nothing is decided by it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const core = new URL('../packages/core/src/', import.meta.url).pathname;

const sniffing = [
  /[pP]ath\??\.(startsWith|endsWith|includes|match|search|indexOf|split|slice|at)\(/,
  /\.(test|exec)\([^)]*[pP]ath\)/,
  /[pP]ath [!=]== ['"`]|switch \([\w.]*[pP]ath\)/,
];

test('nothing in core is decided by a path', () => {
  const found = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|generated)\.ts$/.test(name))
    .flatMap((name) =>
      readFileSync(join(core, name), 'utf8')
        .split('\n')
        .filter((line) => sniffing.some((form) => form.test(line)))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
