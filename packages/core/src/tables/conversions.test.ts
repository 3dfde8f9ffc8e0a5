// The generated tables against the conversions: what a new version of ExifTool's tables marks shows here.
import { describe, expect, test } from 'vitest';
import { flirConversions } from '../blocks/app/flir-records.js';
import { appConversions } from '../blocks/app/records.js';
import { gifConversions } from '../blocks/gif/records.js';
import { quicktimeConversions } from '../blocks/heif/records.js';
import { iccConversions } from '../blocks/icc/tags.js';
import { iptcConversions } from '../blocks/iptc/tags.js';
import { jfifConversions } from '../blocks/jfif/index.js';
import { leafConversions } from '../blocks/leaf/index.js';
import { appleConversions } from '../blocks/makernotes/apple/conversions.js';
import { appleProcesses } from '../blocks/makernotes/apple/plist-values.js';
import { ciffProcesses } from '../blocks/makernotes/canon/ciff.js';
import { canonConversions } from '../blocks/makernotes/canon/conversions/index.js';
import { canonProcesses } from '../blocks/makernotes/canon/processes.js';
import { casioConversions } from '../blocks/makernotes/casio/conversions.js';
import { djiConversions } from '../blocks/makernotes/dji/conversions.js';
import { djiProcesses } from '../blocks/makernotes/dji/texts.js';
import { flirNoteConversions } from '../blocks/makernotes/flir/conversions.js';
import { fujifilmConversions } from '../blocks/makernotes/fujifilm/conversions.js';
import { fujifilmProcesses } from '../blocks/makernotes/fujifilm/faces.js';
import { googleConversions } from '../blocks/makernotes/google/index.js';
import { hpConversions } from '../blocks/makernotes/hp/conversions.js';
import { jvcConversions } from '../blocks/makernotes/jvc/conversions.js';
import { jvcProcesses } from '../blocks/makernotes/jvc/text.js';
import { kodakConversions } from '../blocks/makernotes/kodak/conversions.js';
import { kodakProcesses } from '../blocks/makernotes/kodak/processes.js';
import { kyoceraConversions } from '../blocks/makernotes/kyocera/index.js';
import { minoltaConversions } from '../blocks/makernotes/minolta/conversions.js';
import { minoltaProcesses } from '../blocks/makernotes/minolta/processes.js';
import { motorolaConversions } from '../blocks/makernotes/motorola/conversions.js';
import { nikonConversions } from '../blocks/makernotes/nikon/conversions/index.js';
import { nikonProcesses } from '../blocks/makernotes/nikon/processes.js';
import { nintendoConversions } from '../blocks/makernotes/nintendo/conversions.js';
import { olympusConversions } from '../blocks/makernotes/olympus/conversions/index.js';
import { olympusProcesses } from '../blocks/makernotes/olympus/processes.js';
import { pentaxConversions } from '../blocks/makernotes/pentax/conversions/index.js';
import { phaseoneConversions } from '../blocks/makernotes/phaseone/conversions.js';
import { reconyxConversions } from '../blocks/makernotes/reconyx/conversions.js';
import { ricohConversions } from '../blocks/makernotes/ricoh/conversions.js';
import { ricohProcesses } from '../blocks/makernotes/ricoh/processes.js';
import { samsungConversions } from '../blocks/makernotes/samsung/conversions.js';
import { sanyoConversions } from '../blocks/makernotes/sanyo/conversions.js';
import { sigmaConversions } from '../blocks/makernotes/sigma/conversions.js';
import { sonyConversions } from '../blocks/makernotes/sony/conversions/index.js';
import { sonyProcesses } from '../blocks/makernotes/sony/processes.js';
import { textProcesses } from '../blocks/makernotes/texts.js';
import { mpfConversions } from '../blocks/mpf/tags.js';
import { photoshopConversions } from '../blocks/photoshop/tags.js';
import { pngConversions } from '../blocks/png/records.js';
import { rafConversions } from '../blocks/raf/records.js';
import { riffConversions } from '../blocks/riff/records.js';
import { trailerConversions } from '../blocks/trailer/records.js';
import { View } from '../bytes/view.js';
import { labels as appleLabels } from '../labels/makers/apple.generated.js';
import { labels as canonLabels } from '../labels/makers/canon.generated.js';
import { labels as casioLabels } from '../labels/makers/casio.generated.js';
import { labels as djiLabels } from '../labels/makers/dji.generated.js';
import { labels as flirLabels } from '../labels/makers/flir.generated.js';
import { labels as fujifilmLabels } from '../labels/makers/fujifilm.generated.js';
import { labels as geLabels } from '../labels/makers/ge.generated.js';
import { labels as googleLabels } from '../labels/makers/google.generated.js';
import { labels as hpLabels } from '../labels/makers/hp.generated.js';
import { labels as jvcLabels } from '../labels/makers/jvc.generated.js';
import { labels as kodakLabels } from '../labels/makers/kodak.generated.js';
import { labels as kyoceraLabels } from '../labels/makers/kyocera.generated.js';
import { labels as minoltaLabels } from '../labels/makers/minolta.generated.js';
import { labels as motorolaLabels } from '../labels/makers/motorola.generated.js';
import { labels as nikonLabels } from '../labels/makers/nikon.generated.js';
import { labels as nintendoLabels } from '../labels/makers/nintendo.generated.js';
import { labels as olympusLabels } from '../labels/makers/olympus.generated.js';
import { labels as pentaxLabels } from '../labels/makers/pentax.generated.js';
import { labels as phaseoneLabels } from '../labels/makers/phaseone.generated.js';
import { labels as reconyxLabels } from '../labels/makers/reconyx.generated.js';
import { labels as ricohLabels } from '../labels/makers/ricoh.generated.js';
import { labels as samsungLabels } from '../labels/makers/samsung.generated.js';
import { labels as sanyoLabels } from '../labels/makers/sanyo.generated.js';
import { labels as sigmaLabels } from '../labels/makers/sigma.generated.js';
import { labels as sonyLabels } from '../labels/makers/sony.generated.js';
import * as app from '../tags/app.generated.js';
import * as flir from '../tags/flir.generated.js';
import * as geotiff from '../tags/geotiff.generated.js';
import * as gif from '../tags/gif.generated.js';
import * as icc from '../tags/icc.generated.js';
import * as iptc from '../tags/iptc.generated.js';
import * as jfif from '../tags/jfif.generated.js';
import * as leaf from '../tags/leaf.generated.js';
import { rows as appleRows } from '../tags/makers/apple.generated.js';
import { rows as canonRows } from '../tags/makers/canon.generated.js';
import { rows as casioRows } from '../tags/makers/casio.generated.js';
import { rows as djiRows } from '../tags/makers/dji.generated.js';
import { rows as flirRows } from '../tags/makers/flir.generated.js';
import { rows as fujifilmRows } from '../tags/makers/fujifilm.generated.js';
import { rows as geRows } from '../tags/makers/ge.generated.js';
import { rows as googleRows } from '../tags/makers/google.generated.js';
import { rows as hpRows } from '../tags/makers/hp.generated.js';
import { rows as jvcRows } from '../tags/makers/jvc.generated.js';
import { rows as kodakRows } from '../tags/makers/kodak.generated.js';
import { rows as kyoceraRows } from '../tags/makers/kyocera.generated.js';
import { rows as minoltaRows } from '../tags/makers/minolta.generated.js';
import { rows as motorolaRows } from '../tags/makers/motorola.generated.js';
import { rows as nikonRows } from '../tags/makers/nikon.generated.js';
import { rows as nintendoRows } from '../tags/makers/nintendo.generated.js';
import { rows as olympusRows } from '../tags/makers/olympus.generated.js';
import { rows as pentaxRows } from '../tags/makers/pentax.generated.js';
import { rows as phaseoneRows } from '../tags/makers/phaseone.generated.js';
import { rows as reconyxRows } from '../tags/makers/reconyx.generated.js';
import { rows as ricohRows } from '../tags/makers/ricoh.generated.js';
import { rows as samsungRows } from '../tags/makers/samsung.generated.js';
import { rows as sanyoRows } from '../tags/makers/sanyo.generated.js';
import { rows as sigmaRows } from '../tags/makers/sigma.generated.js';
import { rows as sonyRows } from '../tags/makers/sony.generated.js';
import * as mpf from '../tags/mpf.generated.js';
import * as photoshop from '../tags/photoshop.generated.js';
import * as png from '../tags/png.generated.js';
import * as quicktime from '../tags/quicktime.generated.js';
import * as raf from '../tags/raf.generated.js';
import * as riff from '../tags/riff.generated.js';
import * as trailer from '../tags/trailer.generated.js';
import { Scope } from './scope.js';
import { Tables } from './table.js';

/** Tags that are marked and left out. */
const leftOut: { readonly [standard: string]: readonly string[] } = {
  // Another standard's block in a chunk.
  png: ['PNG::Main OLEInfo c'],
  samsung: [
    // A directory of which no entry is known.
    'Samsung::Main SamsungIFD f',
    // Of one model it begins 36 bytes before the place that is told.
    'Samsung::Type2 PreviewIFD s',
  ],
};

/** Processes of records that are not read. */
const unread: { readonly [maker: string]: readonly string[] } = {
  // A directory of which no entry is known.
  samsung: ['ProcessSamsungIFD'],
  // Versions of one edit, each a whole set of settings.
  nikon: ['ProcessNikonCaptureEditVersions'],
  // The TIFF structure of a raw file of Minolta's, which is no format that is read.
  minolta: ['ProcessTIFF'],
};

const makers = [
  { name: 'apple', rows: appleRows, processes: appleProcesses },
  { name: 'dji', rows: djiRows, processes: djiProcesses },
  { name: 'flir', rows: flirRows, processes: {} },
  { name: 'fujifilm', rows: fujifilmRows, processes: fujifilmProcesses },
  { name: 'ge', rows: geRows, processes: {} },
  { name: 'hp', rows: hpRows, processes: textProcesses },
  { name: 'jvc', rows: jvcRows, processes: jvcProcesses },
  { name: 'motorola', rows: motorolaRows, processes: {} },
  { name: 'nintendo', rows: nintendoRows, processes: {} },
  { name: 'reconyx', rows: reconyxRows, processes: {} },
  { name: 'samsung', rows: samsungRows, processes: {} },
  { name: 'sanyo', rows: sanyoRows, processes: {} },
  { name: 'canon', rows: canonRows, processes: { ...canonProcesses, ...ciffProcesses } },
  { name: 'nikon', rows: nikonRows, processes: nikonProcesses },
  { name: 'olympus', rows: olympusRows, processes: olympusProcesses },
  { name: 'pentax', rows: pentaxRows, processes: textProcesses },
  { name: 'kodak', rows: kodakRows, processes: kodakProcesses },
  { name: 'casio', rows: casioRows, processes: {} },
  { name: 'ricoh', rows: ricohRows, processes: ricohProcesses },
  { name: 'minolta', rows: minoltaRows, processes: minoltaProcesses },
  { name: 'sigma', rows: sigmaRows, processes: {} },
  { name: 'sony', rows: sonyRows, processes: sonyProcesses },
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
  { name: 'apple', rows: appleRows, labels: appleLabels, conversions: [appleConversions] },
  { name: 'dji', rows: djiRows, labels: djiLabels, conversions: [djiConversions] },
  { name: 'flir', rows: flirRows, labels: flirLabels, conversions: [flirNoteConversions] },
  { name: 'fujifilm', rows: fujifilmRows, labels: fujifilmLabels, conversions: [fujifilmConversions] },
  { name: 'ge', rows: geRows, labels: geLabels, conversions: [] },
  { name: 'google', rows: googleRows, labels: googleLabels, conversions: [googleConversions] },
  { name: 'hp', rows: hpRows, labels: hpLabels, conversions: [hpConversions] },
  { name: 'jvc', rows: jvcRows, labels: jvcLabels, conversions: [jvcConversions] },
  { name: 'kyocera', rows: kyoceraRows, labels: kyoceraLabels, conversions: [kyoceraConversions] },
  { name: 'motorola', rows: motorolaRows, labels: motorolaLabels, conversions: [motorolaConversions] },
  { name: 'nintendo', rows: nintendoRows, labels: nintendoLabels, conversions: [nintendoConversions] },
  { name: 'phaseone', rows: phaseoneRows, labels: phaseoneLabels, conversions: [phaseoneConversions] },
  { name: 'reconyx', rows: reconyxRows, labels: reconyxLabels, conversions: [reconyxConversions] },
  { name: 'samsung', rows: samsungRows, labels: samsungLabels, conversions: [samsungConversions] },
  { name: 'sanyo', rows: sanyoRows, labels: sanyoLabels, conversions: [sanyoConversions] },
  { name: 'canon', rows: canonRows, labels: canonLabels, conversions: canonConversions },
  { name: 'nikon', rows: nikonRows, labels: nikonLabels, conversions: nikonConversions },
  { name: 'olympus', rows: olympusRows, labels: olympusLabels, conversions: olympusConversions },
  { name: 'pentax', rows: pentaxRows, labels: pentaxLabels, conversions: pentaxConversions },
  { name: 'kodak', rows: kodakRows, labels: kodakLabels, conversions: kodakConversions },
  { name: 'casio', rows: casioRows, labels: casioLabels, conversions: casioConversions },
  { name: 'ricoh', rows: ricohRows, labels: ricohLabels, conversions: ricohConversions },
  { name: 'minolta', rows: minoltaRows, labels: minoltaLabels, conversions: minoltaConversions },
  { name: 'sigma', rows: sigmaRows, labels: sigmaLabels, conversions: sigmaConversions },
  { name: 'sony', rows: sonyRows, labels: sonyLabels, conversions: sonyConversions },
  { name: 'raf', ...raf, conversions: [rafConversions] },
  { name: 'app', ...app, conversions: [appConversions] },
  { name: 'flir', ...flir, conversions: [flirConversions] },
  { name: 'geotiff', ...geotiff, conversions: [] },
  { name: 'gif', ...gif, conversions: [gifConversions] },
  { name: 'icc', ...icc, conversions: [iccConversions] },
  { name: 'iptc', ...iptc, conversions: [iptcConversions] },
  { name: 'leaf', ...leaf, conversions: [leafConversions] },
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
    const scope = new Scope({ members: new Map() }, new View(new Uint8Array(0)), 0, 0, false);
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
