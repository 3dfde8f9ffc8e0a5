// A name that core's modules export means one thing in the whole of core. Generated data stand apart: they are named as
// the record whose rows they are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const core = new URL('../packages/core/src/', import.meta.url).pathname;
const exported = /^export (?:(?:abstract|async) )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;

test('no two files of core export one name', () => {
  const files = new Map<string, string[]>();
  for (const name of readdirSync(core, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || /\.(test|generated)\.ts$/.test(name)) continue;
    const found = [...readFileSync(join(core, name), 'utf8').matchAll(exported)].map(([, one = '']) => one);
    for (const one of new Set(found)) files.set(one, [...(files.get(one) ?? []), name]);
  }
  expect(files.size).toBeGreaterThan(1000);
  expect([...files].filter(([, where]) => where.length > 1)).toEqual([]);
});
