// What the documents list is what the server knows: codes of errors, and what a policy of removal names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../src/openapi/responses.js';
import { keepable, removable } from '../src/policy.js';

const documents = ['page/docs/id.md', 'page/docs/en.md', 'server/README.md'];

/** The cells of a row that begins so. */
function row(text: string, name: string): string {
  return text.split('\n').find((line) => line.replaceAll(/[`\s]/g, '').startsWith(`|${name}|`)) ?? '';
}

const quoted = (text: string): string[] => [...text.matchAll(/`([A-Za-z0-9-]+)`/g)].map(([, word]) => word!);

describe.each(documents)('%s', (path) => {
  const text = readFileSync(join(import.meta.dirname, '../../', path), 'utf8');

  test.each(Object.entries(errorCodes))('has the codes of %s', (status, codes) => {
    expect(quoted(row(text, status)).filter((word) => word !== 'Retry-After')).toEqual(codes);
  });
});

describe.each(documents.filter((path) => path.startsWith('page')))('%s', (path) => {
  const text = readFileSync(join(import.meta.dirname, '../../', path), 'utf8');

  test.each([
    ['keep', keepable],
    ['only', removable],
  ])('has all that %s takes', (name, words) => {
    expect(quoted(row(text, name)).slice(1).sort()).toEqual([...words].sort());
  });
});
