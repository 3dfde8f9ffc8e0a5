// The generated tables against the conversions: what a new version of ExifTool's tables marks shows here.
import { describe, expect, test } from 'vitest';
import { flirConversions } from '../blocks/app/flir-records.js';
import { appConversions } from '../blocks/app/records.js';
import { gifConversions } from '../blocks/gif/records.js';
import { quicktimeConversions } from '../blocks/heif/records.js';
import { iccConversions } from '../blocks/icc/tags.js';
import { iptcConversions } from '../blocks/iptc/tags.js';
import { jfifConversions } from '../blocks/jfif/index.js';
import { canonConversions } from '../blocks/makernotes/canon/conversions/index.js';
import { canonProcesses } from '../blocks/makernotes/canon/processes.js';
import { casioConversions } from '../blocks/makernotes/casio/conversions.js';
import { kodakConversions } from '../blocks/makernotes/kodak/conversions.js';
import { kodakProcesses } from '../blocks/makernotes/kodak/processes.js';
import { nikonConversions } from '../blocks/makernotes/nikon/conversions/index.js';
import { nikonProcesses } from '../blocks/makernotes/nikon/processes.js';
import { olympusConversions } from '../blocks/makernotes/olympus/conversions/index.js';
import { olympusProcesses } from '../blocks/makernotes/olympus/processes.js';
import { pentaxConversions } from '../blocks/makernotes/pentax/conversions/index.js';
import { pentaxProcesses } from '../blocks/makernotes/pentax/processes.js';
import { ricohConversions } from '../blocks/makernotes/ricoh/conversions.js';
import { ricohProcesses } from '../blocks/makernotes/ricoh/processes.js';
import { mpfConversions } from '../blocks/mpf/tags.js';
import { photoshopConversions } from '../blocks/photoshop/tags.js';
import { pngConversions } from '../blocks/png/records.js';
import { riffConversions } from '../blocks/riff/records.js';
import { trailerConversions } from '../blocks/trailer/records.js';
import { View } from '../bytes/view.js';
import { labels as canonLabels } from '../labels/makers/canon.generated.js';
import { labels as casioLabels } from '../labels/makers/casio.generated.js';
import { labels as kodakLabels } from '../labels/makers/kodak.generated.js';
import { labels as nikonLabels } from '../labels/makers/nikon.generated.js';
import { labels as olympusLabels } from '../labels/makers/olympus.generated.js';
import { labels as pentaxLabels } from '../labels/makers/pentax.generated.js';
import { labels as ricohLabels } from '../labels/makers/ricoh.generated.js';
import * as app from '../tags/app.generated.js';
import * as flir from '../tags/flir.generated.js';
import * as geotiff from '../tags/geotiff.generated.js';
import * as gif from '../tags/gif.generated.js';
import * as icc from '../tags/icc.generated.js';
import * as iptc from '../tags/iptc.generated.js';
import * as jfif from '../tags/jfif.generated.js';
import { rows as canonRows } from '../tags/makers/canon.generated.js';
import { rows as casioRows } from '../tags/makers/casio.generated.js';
import { rows as kodakRows } from '../tags/makers/kodak.generated.js';
import { rows as nikonRows } from '../tags/makers/nikon.generated.js';
import { rows as olympusRows } from '../tags/makers/olympus.generated.js';
import { rows as pentaxRows } from '../tags/makers/pentax.generated.js';
import { rows as ricohRows } from '../tags/makers/ricoh.generated.js';
import * as mpf from '../tags/mpf.generated.js';
import * as photoshop from '../tags/photoshop.generated.js';
import * as png from '../tags/png.generated.js';
import * as quicktime from '../tags/quicktime.generated.js';
import * as riff from '../tags/riff.generated.js';
import * as trailer from '../tags/trailer.generated.js';
import { Scope } from './scope.js';
import { Tables } from './table.js';

/** Tags that are marked and left out. */
const leftOut: { readonly [standard: string]: readonly string[] } = {
  // Another standard's block in a chunk.
  png: ['PNG::Main OLEInfo c'],
  nikon: [
    // Where they lie depends on the grid of the area mode, which is in another record.
    'Nikon::Offset13InfoZ9 AFAreaInitialXPosition p',
    'Nikon::Offset13InfoZ9 AFAreaInitialYPosition p',
  ],
};

/** Processes of records that are not read. */
const unread: { readonly [maker: string]: readonly string[] } = {
  // Versions of one edit, each a whole set of settings.
  nikon: ['ProcessNikonCaptureEditVersions'],
};

const makers = [
  { name: 'canon', rows: canonRows, processes: canonProcesses },
  { name: 'nikon', rows: nikonRows, processes: nikonProcesses },
  { name: 'olympus', rows: olympusRows, processes: olympusProcesses },
  { name: 'pentax', rows: pentaxRows, processes: pentaxProcesses },
  { name: 'kodak', rows: kodakRows, processes: kodakProcesses },
  { name: 'casio', rows: casioRows, processes: {} },
  { name: 'ricoh', rows: ricohRows, processes: ricohProcesses },
];

test.each(makers)(
  'every process that a table of $name names has its reader, and the other way round',
  ({ name, rows, processes }) => {
    const named = [...rows.matchAll(/\b(?:process|ProcessProc):(\w+)/g)].map(([, one]) => one);
    const own = new Set(named.filter((one) => one !== 'ProcessBinaryData'));
    expect([...own].sort()).toEqual([...Object.keys(processes), ...(unread[name] ?? [])].sort());
  },
);

const standards = [
  { name: 'canon', rows: canonRows, labels: canonLabels, conversions: canonConversions },
  { name: 'nikon', rows: nikonRows, labels: nikonLabels, conversions: nikonConversions },
  { name: 'olympus', rows: olympusRows, labels: olympusLabels, conversions: olympusConversions },
  { name: 'pentax', rows: pentaxRows, labels: pentaxLabels, conversions: pentaxConversions },
  { name: 'kodak', rows: kodakRows, labels: kodakLabels, conversions: kodakConversions },
  { name: 'casio', rows: casioRows, labels: casioLabels, conversions: casioConversions },
  { name: 'ricoh', rows: ricohRows, labels: ricohLabels, conversions: ricohConversions },
  { name: 'app', ...app, conversions: [appConversions] },
  { name: 'flir', ...flir, conversions: [flirConversions] },
  { name: 'geotiff', ...geotiff, conversions: [] },
  { name: 'gif', ...gif, conversions: [gifConversions] },
  { name: 'icc', ...icc, conversions: [iccConversions] },
  { name: 'iptc', ...iptc, conversions: [iptcConversions] },
  { name: 'mpf', ...mpf, conversions: [mpfConversions] },
  { name: 'jfif', ...jfif, conversions: [jfifConversions] },
  { name: 'photoshop', ...photoshop, conversions: [photoshopConversions] },
  { name: 'png', ...png, conversions: [pngConversions] },
  { name: 'quicktime', ...quicktime, conversions: [quicktimeConversions] },
  { name: 'riff', ...riff, conversions: [riffConversions] },
  { name: 'trailer', ...trailer, conversions: trailerConversions },
];

describe.each(standards)('$name', ({ name: standard, conversions, ...generated }) => {
  const tables = new Tables({ ...generated, conversions });
  const names = generated.rows
    .split('\n')
    .filter((line) => line.startsWith('@'))
    .map((line) => line.slice(1, line.indexOf('\t')));
  const short = (name: string): string => name.slice(name.indexOf('::') + 2);

  test('every mark has its conversion, but for what is left out', () => {
    const missing: string[] = [];
    for (const name of names) {
      // Tags computed from several others are in `composites.ts`.
      if (short(name) === 'Composite') continue;
      for (const { rows, conditional, choose } of tables.get(name)!.rows.values()) {
        if (conditional && !choose) missing.push(`${name} ${rows[0]!.name} c`);
        for (const row of rows) if (row.missing) missing.push(`${name} ${row.name} ${row.missing}`);
      }
    }
    expect(missing).toEqual(leftOut[standard] ?? []);
  });

  test('a choice is one of the rows there are', () => {
    const scope = new Scope(new Map(), new View(new Uint8Array(0)), 0, 0, false);
    for (const name of names)
      for (const [id, { rows, conditional, choose }] of tables.get(name)!.rows) {
        const index = conditional && choose ? choose(scope) : -1;
        expect(Number.isInteger(index) && index < rows.length, `${name} ${id} ${index}`).toBe(true);
      }
  });

  test('every conversion is of a table, an id and a tag that there are', () => {
    const wrong: string[] = [];
    for (const [tableNames, { choose = {}, tags = {} }] of conversions.flatMap(Object.entries)) {
      const named = tableNames.split(' ');
      const isMeant = (name: string, key: string) => [name, short(name), '*'].includes(key);
      const meant = names.filter((name) => named.some((key) => isMeant(name, key)));
      const alternatives = meant.flatMap((name) => [...tables.get(name)!.rows]);
      for (const key of named) {
        const called = key === '*' ? 1 : names.filter((name) => isMeant(name, key)).length;
        if (called !== 1) wrong.push(`${called} tables ${key}`);
      }
      for (const id of Object.keys(choose).flatMap((ids) => ids.split(' ')))
        if (
          !alternatives.some(
            ([key, { conditional }]) =>
              conditional && String(key) === String(Number.isNaN(Number(id)) ? id : Number(id)),
          )
        )
          wrong.push(`${tableNames} ${id}`);
      for (const tag of Object.keys(tags).flatMap((all) => all.split(' '))) {
        const [name, index] = tag.split('/');
        const isThere = alternatives.some(([, { rows }]) =>
          index ? rows[Number(index)]?.name === name : rows.some((row) => row.name === name),
        );
        if (tag !== '*' && !isThere) wrong.push(`${tableNames} ${tag}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
