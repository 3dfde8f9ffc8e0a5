// JFIF and the small application segments of JPEG: records of values at fixed places.
import { layoutFile } from '../makers/layout-rows.mjs';
import { labelCells, literal } from '../record-rows.mjs';

/** Tags by their names in the file: `key<TAB>name`, labels behind. */
const named = (tables, table) =>
  literal(
    tables
      .get(table)
      .tags.filter((tag) => !tag.flags.has('Unknown'))
      .map((tag) => `${tag.id}\t${tag.name}${labelCells(tag)}\n`)
      .join(''),
  );

export const files = (tables) => ({
  'tags/jfif.generated.ts': layoutFile(['JFIF'], ['JFIF::Main', 'JFIF::Extension']),
  'tags/app.generated.ts': layoutFile(
    ['JPEG', 'InfiRay', 'DJI'],
    [
      ...['Adobe', 'AdobeCM', 'AVI1', 'SPIFF', 'NITF'].map((name) => `JPEG::${name}`),
      ...['Version', 'Factory', 'Picture', 'MixMode', 'OpMode', 'Isothermal', 'Sensor'].map(
        (name) => `InfiRay::${name}`,
      ),
      ...['', '2', '3'].map((version) => `DJI::ThermalParams${version}`),
    ],
  ),
  'tags/flir.generated.ts': layoutFile(
    ['FLIR'],
    ['Header', 'CameraInfo', 'PaletteInfo', 'PiP', 'GPSInfo'].map((name) => `FLIR::${name}`),
  ),
  'tags/gopro.generated.ts': `export const gopro: string = ${named(tables, 'GoPro::GPMF')};\n`,
  'tags/kodak-meta.generated.ts': [
    ['meta', 'Kodak::Meta'],
    ['effects', 'Kodak::SpecialEffects'],
    ['borders', 'Kodak::Borders'],
  ]
    .map(([name, table]) => `\nexport const ${name}: string = ${named(tables, table)};\n`)
    .join(''),
  'tags/flashpix.generated.ts': `export const extensions: string = ${named(tables, 'FlashPix::Extensions')};\n`,
  'labels/flashpix.generated.ts': `export const codePages: string = ${literal(
    labelCells(tables.get('FlashPix::SummaryInfo').tags.find(({ name }) => name === 'CodePage')).slice(1),
  )};\n`,
});
