// The architecture as a test: which folder of core may import which, and where Node's own modules may stand.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../packages/core/src');
const contracts = ['changes', 'errors', 'limits', 'types'];

/** Folder -> folders it may import beside itself; the contracts are open to all but the data folders. */
const allowed: Record<string, readonly string[]> = {
  tags: ['types'],
  labels: ['types'],
  present: ['bytes', 'types'],
  bytes: contracts,
  sources: ['bytes', 'errors', 'limits'],
  structures: ['bytes', ...contracts],
  tables: ['bytes', 'present', 'structures', ...contracts],
  containers: ['bytes', 'structures', 'tables', ...contracts],
  blocks: ['bytes', 'structures', 'tables', 'tags', 'labels', 'present', ...contracts],
  composite: ['bytes', 'present', 'structures', 'tables', ...contracts],
  registry: ['blocks', 'containers', 'common', ...contracts],
  read: [
    'bytes',
    'structures',
    'containers',
    'blocks',
    'present',
    'composite',
    'registry',
    'sources',
    ...contracts,
  ],
  report: ['bytes', 'read', 'remove', ...contracts],
  remove: [
    ...['bytes', 'structures', 'tables', 'containers', 'blocks', 'present', 'tags', 'sources'],
    ...['read', 'registry', ...contracts],
  ],
  common: ['bytes', 'structures', 'present', 'composite', ...contracts],
  edit: [
    ...['bytes', 'structures', 'tables', 'containers', 'blocks', 'present', 'tags', 'labels', 'sources'],
    ...['read', 'registry', 'remove', 'common', ...contracts],
  ],
};
const nodeDoors = ['node.ts', 'sources/file.ts'];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

function imports(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

/** The folder, or the file of the root, that a relative import leads to. */
function target(file: string, specifier: string): string {
  const path = relative(src, resolve(src, dirname(file), specifier)).replaceAll('\\', '/');
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.js$/, '');
}

describe('imports of core', () => {
  test.each(files.filter((file) => file.includes('/')))('%s imports only what lies below it', (file) => {
    const folder = file.slice(0, file.indexOf('/'));
    const open = allowed[folder];
    expect(open, `folder ${folder} has a place in the architecture`).toBeDefined();
    const wrong = imports(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => target(file, specifier))
      .filter((to) => to !== folder && !open!.includes(to));
    expect(wrong).toEqual([]);
  });

  test('modules of Node stand only in its doors', () => {
    const users = files.filter((file) => imports(file).some((specifier) => specifier.startsWith('node:')));
    expect(users.filter((file) => !nodeDoors.includes(file))).toEqual([]);
  });

  test('a block knows no container and a container no block', () => {
    const between = (from: string, to: string): string[] =>
      files.filter(
        (file) =>
          file.startsWith(`${from}/`) &&
          imports(file).some((s) => s.startsWith('.') && target(file, s) === to),
      );
    expect(between('blocks', 'containers')).toEqual([]);
    expect(between('containers', 'blocks')).toEqual([]);
  });
});
