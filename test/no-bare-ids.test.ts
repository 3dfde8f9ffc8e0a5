// Ids of tags stand in tables and structures: code asks for an entry by a name from there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryRows } from '../packages/core/src/blocks/exif/definition.js';
import { exifRows } from '../packages/core/src/tags/exif.generated.js';

const core = new URL('../packages/core/src/', import.meta.url).pathname;

/** Folders of tables and structures; a maker's folder is its tables' hand-written half. */
const home = /^(tables|structures|tags|labels|blocks\/makernotes)\//;
const code = readdirSync(core, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !home.test(name) && !/\.(test|generated)\.ts$/.test(name))
  .map((name) => ({
    name,
    lines: readFileSync(join(core, name), 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line)),
  }));

const number = '(?:0x[0-9a-f]{2,}|\\d{3,})';
const lookup = 'find|entryOf|lastEntry|shortOf|numbersOf|textOf|valueBytes|pointerIn|pictureEntryName';
/** An id that is compared, looked up or stated, as a number. */
const bare = [
  new RegExp(`\\b(entry|row|tag)\\.id [!=]==? ${number}\\b`),
  new RegExp(`\\b(${lookup})\\((\\w+(\\[\\d\\])?(\\.\\w+)?, )?${number}\\b`),
  new RegExp(`\\bfraction\\(${number}\\b`),
];

/** Ids of EXIF that no other number is likely to be. */
const exifIds = new Set(Array.from(entryRows(exifRows), ({ id }) => id).filter((id) => id >= 0x8000));
const isExifId = (line: string): boolean =>
  [...line.matchAll(/\b0x[0-9a-f]{4}\b/g)].some(([literal]) => exifIds.has(Number(literal)));

test('no bare tag id outside tables and structures', () => {
  expect(exifIds.size).toBeGreaterThan(100);
  const found = code.flatMap(({ name, lines }) =>
    lines
      .filter((line) => isExifId(line) || bare.some((form) => form.test(line)))
      .map((line) => `${name}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test('no id named anew where it is asked for', () => {
  const asked = new RegExp(
    `\\b(?:\\w*[iI]d [!=]==|(?:${lookup})\\(\\w+(?:\\[0\\])?,) ([A-Z][A-Z_0-9]+)\\b`,
    'g',
  );
  const found = code.flatMap(({ name, lines }) => {
    const text = lines.join('\n');
    return [...new Set([...text.matchAll(asked)].map(([, one]) => one))]
      .filter((one) => new RegExp(`^(export )?const ${one} = `, 'm').test(text))
      .map((one) => `${name}: ${one}`);
  });
  expect(found).toEqual([]);
});
