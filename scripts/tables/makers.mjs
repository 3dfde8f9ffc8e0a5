// Maker notes: the tables of each maker, their layouts and value labels. The form of the rows is told in
// `tables/row.ts`. Where a table has a formula or a condition, the row has a mark only: what it means is
// written by hand.

import { makerTypes } from '../comments/maker-types.mjs';
import { literal } from '../literal.mjs';
import { LayoutRows, origin } from '../makers/layout-rows.mjs';
import { lensLines } from './lenses.mjs';

/** By maker: the modules its tables lie in, and the tables its notes begin with. */
const makers = {
  apple: [['Apple'], ['Apple::Main']],
  canon: [
    ['Canon', 'CanonCustom', 'CanonRaw'],
    ['Canon::Main', 'CanonRaw::Main'],
  ],
  kyocera: [['KyoceraRaw'], ['KyoceraRaw::Main']],
  dji: [['DJI'], ['DJI::Main', 'DJI::Info']],
  flir: [['FLIR'], ['FLIR::Main']],
  fujifilm: [['FujiFilm'], ['FujiFilm::Main']],
  ge: [['GE'], ['GE::Main']],
  google: [['Google'], ['Google::HDRPlusMakerNote', 'Google::HDRPMakerNote', 'Google::ShotLogData']],
  hp: [['HP'], ['HP::Main', 'HP::Type2', 'HP::Type4', 'HP::Type6']],
  jvc: [['JVC'], ['JVC::Main', 'JVC::Text']],
  motorola: [['Motorola'], ['Motorola::Main']],
  nikon: [
    ['Nikon', 'NikonCapture', 'NikonCustom', 'NikonSettings'],
    ['Nikon::Main', 'Nikon::Type2', 'Nikon::Composite'],
  ],
  nintendo: [['Nintendo'], ['Nintendo::Main']],
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
  panasonic: [
    ['Panasonic'],
    ['Main', 'Type2', 'Leica2', 'Leica3', 'Leica4', 'Leica5', 'Leica6', 'Leica9', 'Composite'].map(
      (name) => `Panasonic::${name}`,
    ),
  ],
  phaseone: [['PhaseOne'], ['PhaseOne::Main']],
  reconyx: [
    ['Reconyx'],
    ['HyperFire', 'UltraFire', 'HyperFire2', 'MicroFire', 'HyperFire4K'].map((name) => `Reconyx::${name}`),
  ],
  samsung: [['Samsung'], ['Samsung::Main', 'Samsung::Type2', 'Nikon::PreviewIFD']],
  sanyo: [['Sanyo'], ['Sanyo::Main']],
  minolta: [
    ['Minolta', 'MinoltaRaw'],
    ['Minolta::Main', 'MinoltaRaw::Main'],
  ],
  sigma: [['Sigma'], ['Sigma::Main']],
  sony: [
    ['Sony', 'SonyIDC'],
    [
      'Sony::Main',
      'Sony::Ericsson',
      'Sony::PIC',
      'Sony::SRF',
      'Sony::SRF2',
      'Sony::SR2Private',
      'Sony::SR2SubIFD',
    ],
  ],
};

export function files(tables) {
  const made = {};
  const all = new Map();
  for (const [maker, [modules, roots]] of Object.entries(makers)) {
    const { rows, labels, tags } = new LayoutRows(modules, roots);
    made[`tags/makers/${maker}.generated.ts`] = `${origin}\nexport const rows: string = ${literal(rows)};\n`;
    made[`labels/makers/${maker}.generated.ts`] = labelFile(maker, labels);
    all.set(maker, tags);
  }
  made['tags/maker-types.generated.ts'] = makerTypes(all, tables);
  return made;
}

/** The label lists of a maker; those of its lenses, of its name or with a word behind it, stand in files of their own. */
function labelFile(maker, labels) {
  let text = literal(labels);
  let imports = '';
  for (const [name, line] of Object.entries(lensLines)) {
    if (name !== maker && !name.startsWith(`${maker}-`)) continue;
    const lenses = literal(`${line}\n`).slice(2, -1);
    if (!text.includes(lenses)) throw new Error(`no list of the lenses of ${name}`);
    const constant = `${name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}Lenses`;
    text = text.replace(lenses, () => `\${${constant}}\n`);
    imports += `import { lenses as ${constant} } from '../lenses/${name}.generated.js';\n`;
  }
  return `${origin}${imports}\nexport const labels: string = ${text};\n`;
}
