// How each maker's notes begin, for notes made of its tables: what stands before the first directory or record, and
// from where offsets count. `modules` are those of ExifTool that hold its tables.

const note = 'note';
const iiHead = 'II*\0\x08\0\0\0';
const mmHead = 'MM\0*\0\0\0\x08';

/** `order`: the byte order where the head tells it, else that of the TIFF structure; `base`: 'note', or bytes into it. */
export const noteHeads = {
  apple: [{ make: 'Apple', head: 'Apple iOS\0\0\x01MM', base: note, order: 'MM', table: 'Apple::Main' }],
  canon: [{ make: 'Canon', head: '', table: 'Canon::Main' }],
  casio: [
    { make: 'CASIO COMPUTER CO.,LTD', head: '', table: 'Casio::Main' },
    { make: 'CASIO COMPUTER CO.,LTD.', head: 'QVC\0\0\0', table: 'Casio::Type2' },
  ],
  dji: [{ make: 'DJI', head: '', table: 'DJI::Main' }],
  flir: [{ make: 'FLIR Systems AB', head: '', table: 'FLIR::Main' }],
  fujifilm: [
    { make: 'FUJIFILM', head: 'FUJIFILM\x0c\0\0\0', base: note, order: 'II', table: 'FujiFilm::Main' },
  ],
  ge: [
    { make: 'GEDSC IMAGING CORP.', head: `GE\0\0\0\0\x01\0\0\0${iiHead}`, order: 'II', table: 'GE::Main' },
  ],
  hp: [
    { make: 'HP', head: '610\x02', order: 'II', table: 'HP::Type2' },
    { make: 'HP', head: 'IIII\x04\0', order: 'II', table: 'HP::Type4' },
    { make: 'HP', head: 'IIII\x06\0', order: 'II', table: 'HP::Type6' },
  ],
  jvc: [{ make: 'JVC', head: 'JVC ', table: 'JVC::Main' }],
  kodak: [
    { make: 'EASTMAN KODAK COMPANY', head: 'KDK INFO', order: 'MM', table: 'Kodak::Main' },
    { make: 'EASTMAN KODAK COMPANY', head: 'KDK0100 ', order: 'II', table: 'Kodak::Main' },
    { make: 'Kodak', head: '12345678Eastman Kodak', order: 'MM', table: 'Kodak::Type2' },
    {
      make: 'EASTMAN KODAK COMPANY',
      head: '\x03\0\0\0\0\0\0\0\0\0\0\0\x07',
      order: 'MM',
      table: 'Kodak::Type3',
    },
    {
      make: 'Eastman Kodak',
      head: `\x01\0\0${'\0'.repeat(38)}JPG`,
      order: 'MM',
      table: 'Kodak::Type4',
    },
    { make: 'EASTMAN KODAK COMPANY', head: '\0\x1a\x18\0', order: 'MM', table: 'Kodak::Type5' },
    { make: 'EASTMAN KODAK COMPANY', model: 'DX3215', head: '', order: 'MM', table: 'Kodak::Type6' },
    { make: 'EASTMAN KODAK COMPANY', model: 'DX3700', head: '', order: 'II', table: 'Kodak::Type6' },
    { make: 'Kodak', head: 'KCXDG12A3456 ', order: 'II', table: 'Kodak::Type7' },
    { make: 'Kodak', head: mmHead, base: note, order: 'MM', table: 'Kodak::Type8' },
    { make: 'Kodak', head: iiHead, base: note, order: 'II', table: 'Kodak::Type8' },
    {
      make: 'Kodak',
      head: 'IIII\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x002006/01/02 ',
      order: 'II',
      table: 'Kodak::Type9',
    },
    { make: 'Kodak', head: 'II', order: 'II', table: 'Kodak::Type10' },
    { make: 'Kodak', head: 'MM', order: 'MM', table: 'Kodak::Type10' },
    {
      make: 'JK Imaging',
      model: 'KODAK PixPro AZ',
      head: iiHead,
      base: note,
      order: 'II',
      padded: true,
      table: 'Kodak::Type11',
    },
  ],
  leica: [
    { make: 'LEICA', head: 'LEICA\0\0\0', table: 'Panasonic::Main' },
    { make: 'Leica Camera AG', head: 'LEICA\0\0\0', base: 8, table: 'Panasonic::Leica2' },
    { make: 'Leica Camera AG', model: 'R9 - Digital Back DMR', head: '', table: 'Panasonic::Leica3' },
    { make: 'Leica Camera AG', head: 'LEICA0\x03\0', base: note, table: 'Panasonic::Leica4' },
    { make: 'Leica Camera AG', head: 'LEICA\0\x01\0', base: note, table: 'Panasonic::Leica5' },
    { make: 'Leica Camera AG', head: 'LEICA\0\x1a\0', base: note, table: 'Panasonic::Leica5' },
    { make: 'Leica Camera AG', model: 'S2', head: 'LEICA\0\x02\xff', table: 'Panasonic::Leica6' },
    { make: 'Leica Camera AG', head: 'LEICA\0\x08\0', table: 'Panasonic::Leica5' },
    { make: 'Leica Camera AG', head: 'LEICA\0\x02\0', table: 'Panasonic::Leica9' },
    { make: 'LEICA CAMERA AG', head: 'LEICA CAMERA AG\0\0\0', table: 'Panasonic::Main' },
  ],
  minolta: [
    { make: 'Minolta Co., Ltd.', head: '', table: 'Minolta::Main' },
    { make: 'Minolta Co., Ltd.', head: 'CAMER\0\0\0', table: 'Olympus::Main' },
  ],
  motorola: [{ make: 'Motorola', head: 'MOT\0\x01\x01\x01\x01', base: note, table: 'Motorola::Main' }],
  nikon: [
    {
      make: 'NIKON CORPORATION',
      head: `Nikon\0\x02\x10\0\0${mmHead}`,
      base: 10,
      order: 'MM',
      table: 'Nikon::Main',
    },
    {
      make: 'NIKON CORPORATION',
      head: `Nikon\0\x02\x10\0\0${iiHead}`,
      base: 10,
      order: 'II',
      table: 'Nikon::Main',
    },
    { make: 'NIKON', head: 'Nikon\0\x01\0', order: 'II', table: 'Nikon::Type2' },
    { make: 'NIKON', head: '', table: 'Nikon::Main' },
  ],
  nintendo: [{ make: 'Nintendo', head: '', table: 'Nintendo::Main' }],
  olympus: [
    {
      make: 'OLYMPUS CORPORATION',
      head: 'OLYMPUS\0II\x03\0',
      base: note,
      order: 'II',
      table: 'Olympus::Main',
    },
    {
      make: 'OM Digital Solutions',
      head: 'OM SYSTEM\0\0\0II\x04\0',
      base: note,
      order: 'II',
      table: 'Olympus::Main',
    },
    { make: 'OLYMPUS OPTICAL CO.,LTD', head: 'OLYMP\0\x01\0', table: 'Olympus::Main' },
    { make: 'SEIKO EPSON CORP.', head: 'EPSON\0\x01\0', table: 'Olympus::Main' },
  ],
  panasonic: [
    { make: 'Panasonic', head: 'Panasonic\0\0\0', table: 'Panasonic::Main' },
    { make: 'Panasonic', head: 'MKED', order: 'II', table: 'Panasonic::Type2' },
  ],
  pentax: [
    { make: 'PENTAX Corporation', head: 'AOC\0MM', order: 'MM', table: 'Pentax::Main' },
    { make: 'PENTAX', head: 'PENTAX \0MM', base: note, order: 'MM', table: 'Pentax::Main' },
    {
      make: 'RICOH IMAGING COMPANY, LTD.',
      head: 'PENTAX \0II',
      base: note,
      order: 'II',
      table: 'Pentax::Main',
    },
    {
      make: 'RICOH IMAGING COMPANY, LTD.',
      head: 'RICOH\0MM',
      base: note,
      order: 'MM',
      table: 'Pentax::Main',
    },
    { make: 'Asahi Optical Co.,Ltd', head: '', table: 'Pentax::Type2' },
    { make: 'PENTAX', head: '123', order: 'II', table: 'Pentax::Type4' },
    { make: 'PENTAX', head: 'S1\0\0\0\0\0\0\x0c\0\0\0', base: note, order: 'II', table: 'Pentax::S1' },
  ],
  reconyx: [
    { make: 'RECONYX', head: '\x01\xf1\x03\0', order: 'II', table: 'Reconyx::HyperFire' },
    { make: 'RECONYX', head: 'RECONYXUF\0', order: 'II', table: 'Reconyx::UltraFire' },
    { make: 'RECONYX', head: 'RECONYXH2\0', order: 'II', table: 'Reconyx::HyperFire2' },
    { make: 'RECONYX', head: 'RECONYXMF\0', order: 'II', table: 'Reconyx::MicroFire' },
    { make: 'RECONYX', head: 'RECONYXHF4K\0', order: 'II', table: 'Reconyx::HyperFire4K' },
  ],
  ricoh: [
    { make: 'RICOH', head: 'Ricoh\0\0\0', table: 'Ricoh::Main' },
    {
      make: 'RICOH',
      head: iiHead,
      base: note,
      order: 'II',
      padded: true,
      table: 'Ricoh::Type2',
    },
  ],
  samsung: [
    { make: 'SAMSUNG', head: 'STMN100', order: 'II', table: 'Samsung::Main' },
    { make: 'SAMSUNG', head: '', table: 'Samsung::Type2', first: [[0x0001, 'UNDEFINED', '0100']] },
  ],
  sanyo: [{ make: 'SANYO Electric Co.,Ltd.', head: 'SANYO\0\x01\0', table: 'Sanyo::Main' }],
  sigma: [
    { make: 'SIGMA', head: 'SIGMA\0\0\0\x01\0', table: 'Sigma::Main' },
    { make: 'FOVEON', head: 'FOVEON\0\0\x01\0', table: 'Sigma::Main' },
  ],
  sony: [
    { make: 'SONY', head: 'SONY DSC \0\0\0', table: 'Sony::Main' },
    { make: 'SONY', head: '', table: 'Sony::Main' },
    { make: 'SONY', head: 'SONY PI\0\0\0\0\0', table: 'Olympus::Main' },
    { make: 'SONY', head: 'SONY PIC\0', order: 'II', table: 'Sony::PIC' },
    {
      make: 'Sony Ericsson',
      head: 'SEMC MS\0\0\0\0\0\x01\0\0\0\x08\0\0\0',
      base: 12,
      table: 'Sony::Ericsson',
    },
  ],
};

/** The modules of ExifTool in which the tables of a maker lie. */
export const modulesOf = {
  canon: ['Canon', 'CanonCustom'],
  fujifilm: ['FujiFilm'],
  leica: ['Panasonic'],
  minolta: ['Minolta', 'Olympus'],
  nikon: ['Nikon', 'NikonCapture', 'NikonCustom', 'NikonSettings'],
  sony: ['Sony', 'Olympus'],
};
