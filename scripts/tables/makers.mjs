// Maker notes: the tables of each maker, their layouts and value labels. The form of the rows is told in
// `tables/row.ts`. Where a table has a formula or a condition, the row has a mark only: what it means is
// written by hand.

import { literal } from '../literal.mjs';
import { LayoutRows, origin } from '../makers/layout-rows.mjs';
import { lensLines } from './lenses.mjs';

/** By maker: the modules its tables lie in, and the tables its notes begin with. */
const makers = {
  canon: [['Canon', 'CanonCustom'], ['Canon::Main']],
  nikon: [
    ['Nikon', 'NikonCapture', 'NikonCustom', 'NikonSettings'],
    ['Nikon::Main', 'Nikon::Type2', 'Nikon::Composite'],
  ],
  olympus: [['Olympus'], ['Olympus::Main']],
  pentax: [['Pentax'], ['Pentax::Main', 'Pentax::S1', 'Pentax::Type2', 'Pentax::Type4']],
  ricoh: [['Ricoh'], ['Ricoh::Main', 'Ricoh::Text', 'Ricoh::Type2']],
  casio: [['Casio'], ['Casio::Main', 'Casio::Type2']],
  kodak: [
    ['Kodak'],
    [
      ...['Main', 'Type2', 'Type3', 'Type4', 'Type5', 'Type6', 'Type7', 'Type8', 'Type9', 'Type10', 'Type11'],
      ...['Unknown', 'IFD', 'KDC_IFD'],
    ].map((name) => `Kodak::${name}`),
  ],
};

export function files() {
  const made = {};
  for (const [maker, [modules, roots]] of Object.entries(makers)) {
    const { rows, labels } = new LayoutRows(modules, roots);
    made[`tags/makers/${maker}.generated.ts`] = `${origin}\nexport const rows: string = ${literal(rows)};\n`;
    made[`labels/makers/${maker}.generated.ts`] = labelFile(maker, labels);
  }
  return made;
}

/** The label lists of a maker; that of its lenses, if it has one, stands in a file of its own. */
function labelFile(maker, labels) {
  const text = literal(labels);
  if (!lensLines[maker]) return `${origin}\nexport const labels: string = ${text};\n`;
  const lenses = literal(`${lensLines[maker]}\n`).slice(2, -1);
  if (!text.includes(lenses)) throw new Error(`no list of the lenses of ${maker}`);
  const parted = text.replace(lenses, () => `\${lenses}\n`);
  const from = `import { lenses } from '../lenses/${maker}.generated.js';\n`;
  return `${origin}${from}\nexport const labels: string = ${parted};\n`;
}
