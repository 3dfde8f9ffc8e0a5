// Trailers behind the picture: edit records of FotoStation, Photo Mechanic and Canon's DPP, Samsung's, MIE's names.
import { labelCells, literal, recordFile } from '../record-rows.mjs';

const known = (tables, table) => tables.get(table).tags.filter(({ flags }) => !flags.has('Unknown'));

/** `id<TAB>name`, labels behind. */
const named = (tables, table) =>
  known(tables, table)
    .filter(({ index }) => !index)
    .map((tag) => `${tag.id}\t${tag.name}${labelCells(tag)}\n`)
    .join('');

/** `name<TAB>value<TAB>label...` of the second of two definitions. */
const later = (tables, table) =>
  known(tables, table)
    .filter(({ index }) => index === 1)
    .map((tag) => `${tag.name}${labelCells(tag)}\n`)
    .join('');

const mieGroups = [
  ...['Main', 'Audio', 'Camera', 'Doc', 'Extender', 'Flash', 'Geo', 'GPS', 'Image', 'Lens', 'Orient'],
  ...['Preview', 'Thumbnail', 'UTM', 'Video'],
];

const text = (name, body) => `\nexport const ${name}: string = ${literal(body)};\n`;

export const files = (tables) => ({
  'tags/trailer.generated.ts': [
    recordFile(tables, [['fotoStation', 'FotoStation::SoftEdit', 'int32s']]),
    text('photoMechanic', named(tables, 'PhotoMechanic::SoftEdit')),
    text('samsung', named(tables, 'Samsung::Trailer')),
    text('mie', mieGroups.map((name) => `[${name}]\n${named(tables, `MIE::${name}`)}`).join('')),
  ].join(''),
  'tags/canon-vrd.generated.ts': [
    recordFile(
      tables,
      [
        ['version1', 'CanonVRD::Ver1'],
        ['version2', 'CanonVRD::Ver2', 'int16s'],
        ['lensOptimizer', 'CanonVRD::DLOInfo', 'int16s'],
      ],
      { omit: ['CustomPictureStyleData', 'DLOInfo', 'DLOData'] },
    ),
    text('version330Labels', later(tables, 'CanonVRD::Ver2')),
  ].join(''),
});
