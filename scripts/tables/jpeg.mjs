// JFIF and the small application segments of JPEG: records of values at fixed places.
import { labelCells, literal, recordFile } from '../record-rows.mjs';

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
  'tags/jfif.generated.ts': recordFile(tables, [['jfif', 'JFIF::Main']], { omit: ['ThumbnailTIFF'] }),
  'tags/app.generated.ts': recordFile(tables, [
    ['adobe', 'JPEG::Adobe', 'int16u'],
    ['adobeCm', 'JPEG::AdobeCM', 'int16u'],
    ['avi1', 'JPEG::AVI1'],
    ['spiff', 'JPEG::SPIFF'],
    ['nitf', 'JPEG::NITF'],
    ['infiRayVersion', 'InfiRay::Version'],
    ['infiRayFactory', 'InfiRay::Factory'],
    ['infiRayPicture', 'InfiRay::Picture'],
    ['infiRayMixMode', 'InfiRay::MixMode'],
    ['infiRayOpMode', 'InfiRay::OpMode'],
    ['infiRayIsothermal', 'InfiRay::Isothermal'],
    ['infiRaySensor', 'InfiRay::Sensor'],
    ['djiThermal', 'DJI::ThermalParams'],
    ['djiThermal2', 'DJI::ThermalParams2'],
    ['djiThermal3', 'DJI::ThermalParams3'],
  ]),
  'tags/flir.generated.ts': recordFile(
    tables,
    [
      ['header', 'FLIR::Header'],
      ['cameraInfo', 'FLIR::CameraInfo'],
      ['palette', 'FLIR::PaletteInfo'],
      ['pictureInPicture', 'FLIR::PiP', 'int16s'],
      ['position', 'FLIR::GPSInfo'],
    ],
    { omit: ['Palette'] },
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
