// Every writable property of every XMP namespace that ExifTool knows, written by it: of each group exactly the tags that
// the rules claim go or stay, all others are as they were.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RemovePolicy } from 'exifkit';
import { removeSync } from 'exifkit/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jpeg } from '../fixtures/build/index.js';
import { groupsOf, type TagGroup } from '../packages/core/src/remove/groups/index.js';

const exiftool = join(
  dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl')),
  'bin/exiftool',
);
const folder = mkdtempSync(join(tmpdir(), 'exifkit-xmp-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A row of `exiftool -listx`. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly writable: string;
  readonly flags: string;
}

interface Tag {
  readonly name: string;
  readonly value: string;
}

/** Rows by family 1 group. */
function namespaces(): ReadonlyMap<string, readonly Row[]> {
  const { stdout: text } = spawnSync('perl', [exiftool, '-listx', '-f'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const found = new Map<string, Row[]>();
  for (const [table, group = ''] of text.matchAll(
    /<table name='[^']*' g0='XMP' g1='([^']*)'[\s\S]*?<\/table>/g,
  )) {
    const rows = [...table.matchAll(/<tag ([^>]*)>/g)].map(([, attributes = '']): Row => {
      const said = Object.fromEntries(
        [...attributes.matchAll(/(\w+)='([^']*)'/g)].map(([, key, value]) => [key, value]),
      );
      return { id: '', name: '', type: '', writable: '', flags: '', ...said };
    });
    found.set(group, [...(found.get(group) ?? []), ...rows]);
  }
  return found;
}

/** A value that no other tag of the namespace has, where its type can hold one. */
function sample({ type, name }: Row, number: number): string {
  if (/GPS.*(Latitude|Longitude)$/.test(name)) return '12.5';
  if (type === 'boolean') return 'True';
  if (type === 'date') return `20${10 + (number % 10)}:0${1 + (number % 9)}:12 10:20:3${number % 7}`;
  if (/^(integer|digits|signed)$/.test(type)) return String(number);
  return type === 'real' || type === 'rational' ? `${number}.5` : `word${number}z`;
}

function assignments(group: string, rows: readonly Row[]): string[] {
  return rows
    .filter(({ writable, type }) => writable === 'true' && type !== 'struct')
    .flatMap((row, i) => {
      const tag = `-${group}:${row.name}`;
      const set = [`${tag}=${sample(row, i)}`];
      if (/Bag|Seq/.test(row.flags)) set.push(`${tag}=${sample(row, 5000 + i)}`);
      if (row.type === 'lang-alt') set.push(`${tag}-fr=word${i}fr`);
      return set;
    });
}

const fileOf = (group: string): string => join(folder, `${group}.jpg`);

/** Writes a file for each namespace, in one process. */
function writeAll(all: ReadonlyMap<string, readonly Row[]>): string[] {
  const base = join(folder, 'base.jpg');
  writeFileSync(base, jpeg({}));
  const steps = [...all].map(([group, rows]) => [
    '-n',
    '-q',
    ...assignments(group, rows),
    '-o',
    fileOf(group),
    base,
  ]);
  writeFileSync(join(folder, 'steps'), steps.map((step) => [...step, '-execute', ''].join('\n')).join(''));
  spawnSync('perl', [exiftool, '-@', join(folder, 'steps')], { stdio: 'ignore' });
  return [...all.keys()].filter((group) => existsSync(fileOf(group)));
}

/** The XMP of files as ExifTool reads it, by file. */
function readAll(files: readonly string[]): ReadonlyMap<string, readonly Tag[]> {
  const list = join(folder, 'files');
  writeFileSync(list, files.join('\n'));
  const { stdout } = spawnSync('perl', [exiftool, '-j', '-a', '-G:1:4', '-n', '-XMP:all', '-@', list], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const read: { SourceFile: string }[] = JSON.parse(stdout);
  return new Map(
    read.map(({ SourceFile, ...tags }) => [
      SourceFile,
      Object.entries(tags)
        .map(([key, value]) => ({ name: key.replace(/:.*:/, ':'), value: JSON.stringify(value) }))
        // a structure that lost all its fields says nothing
        .filter(({ name, value }) => name !== 'XMP-x:XMPToolkit' && !/^"(\\n|\s)*"$/.test(value)),
    ]),
  );
}

let known: ReadonlyMap<string, readonly Row[]>;
let written: readonly string[];
let before: ReadonlyMap<string, readonly Tag[]>;

beforeAll(() => {
  known = namespaces();
  written = writeAll(known);
  before = readAll(written.map(fileOf));
}, 240_000);

/** The groups of a tag and of the structures around it. */
function groupsAround({ name: full }: Tag): readonly ReadonlySet<TagGroup>[] {
  const [group = '', written = ''] = full.split(':');
  const name = written.replace(/-([a-z]{2,3}|[xi])(-\w+)*$/, '');
  const rows = known.get(group) ?? [];
  const own = rows.find((row) => row.name === name && row.type !== 'struct');
  const around = rows.filter(
    ({ id, type }) => type === 'struct' && own?.id.startsWith(id) && /^[A-Z]/.test(own.id.slice(id.length)),
  );
  return [...around.map((row) => row.name), name].map((one) => groupsOf({ family: 'XMP', group, name: one }));
}

const isIn = (tag: Tag, groups: readonly TagGroup[]): boolean =>
  groupsAround(tag).some((found) => groups.some((group) => found.has(group)));

const lines = (tags: readonly Tag[]): string[] => tags.map(({ name, value }) => `${name} = ${value}`).sort();

/** Cleans each file by a policy, and compares what is left with what `stays` chooses. */
function check(policy: RemovePolicy, stays: (tag: Tag) => boolean): void {
  const expected = new Map<string, readonly Tag[]>();
  for (const group of written) {
    const tags = before.get(fileOf(group)) ?? [];
    const file = new Uint8Array(readFileSync(fileOf(group)));
    const cleaned = removeSync(file, policy).bytes();
    const left = tags.filter(stays);
    if (left.length === tags.length && policy.only)
      expect(Buffer.from(cleaned), group).toEqual(Buffer.from(file));
    else if (left.length === 0 && policy.keep)
      expect(Buffer.from(cleaned).includes('rdf:RDF'), group).toBe(false);
    else {
      const out = join(folder, `${group}-${JSON.stringify(policy).replace(/\W+/g, '-')}.jpg`);
      writeFileSync(out, cleaned);
      expected.set(out, left);
    }
  }
  expect(expected.size).toBeGreaterThan(0);
  const after = readAll([...expected.keys()]);
  for (const [out, left] of expected) expect(lines(after.get(out) ?? []), out).toEqual(lines(left));
}

test('nearly all that can be written is there', () => {
  const writable = [...known].flatMap(([group, rows]) =>
    rows
      .filter(({ writable, type }) => writable === 'true' && type !== 'struct')
      .map(({ name }) => `${group}:${name}`),
  );
  const there = new Set([...before.values()].flat().map(({ name }) => name));
  expect(written.length).toBeGreaterThan(70);
  expect(writable.filter((name) => !there.has(name)).length).toBeLessThan(writable.length / 100);
});

describe('exactly what the rules say goes', () => {
  // Google's cameras put their notes into four properties.
  const noteOfCamera = ({ name }: Tag): boolean => /(MakerNote|PortraitRequest|ShotLogData)$/i.test(name);
  test.each([
    ['gps', ['gps']],
    ['location', ['gps', 'place']],
    ['captions', ['captions', 'persons']],
    ['creator', ['creator']],
    ['copyright', ['copyright']],
    ['dates', ['dates']],
    ['serialNumbers', ['serialNumbers']],
    ['thumbnail', ['thumbnail']],
  ] as const)('%s', (name, groups) => {
    const withNotes = name === 'dates' || name === 'serialNumbers';
    check({ only: [name] }, (tag) => !isIn(tag, groups) && !(withNotes && noteOfCamera(tag)));
  });
});

describe('exactly what the rules say stays', () => {
  const never: readonly TagGroup[] = ['gps', 'place', 'serialNumbers', 'thumbnail'];
  test.each([
    ['captions', ['captions', 'persons']],
    ['creator', ['creator']],
    ['copyright', ['copyright']],
    ['dates', ['dates']],
    ['cameraSettings', ['cameraSettings']],
    ['resolution', ['resolution']],
  ] as const)('%s', (name, groups) => {
    const anew = (tag: Tag): boolean => /^XMP-(hdrgm|GCamera|GContainer|GDepth|xmpNote):/.test(tag.name);
    check({ keep: [name] }, (tag) => isIn(tag, groups) && !isIn(tag, never) && !anew(tag));
  });
});
