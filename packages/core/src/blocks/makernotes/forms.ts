// How maker notes begin, in the order in which they are tried: by the first bytes of the note, each byte a character,
// and the camera's maker and model (the forms that ExifTool's MakerNotes.pm lists). Of makers that are not read the
// forms are here that tell their notes from notes of no known form.

import { DNG_PRIVATE_DATA, KDC_IFD, KODAK_IFD } from '../../structures/tiff/ids.js';
import type { MovedValues } from './moved-values.js';

/** The kind of reference that a maker's block takes. */
export type MakerKind = `makernote/${string}`;

/** Whenever the first value lies elsewhere than usual, or only where it lies far away. */
export type BaseFix = 'always' | 'where far';

/** What a note begins with. */
export interface Form {
  readonly head?: RegExp;
  /** What its first 128 bytes are, up to the end of the note. */
  readonly all?: RegExp;
  readonly make?: RegExp;
  readonly model?: RegExp;
  readonly fileType?: string;
  /** Whose notes it is where they are read: the kind of reference its block takes. */
  readonly kind?: MakerKind;
  /** The table of its first directory. */
  readonly table?: string;
  /** Where that begins, in bytes from the start of the note; 0 where nothing is said. */
  readonly start?: number;
  /** Where a number stands that tells how far behind `start` that is. */
  readonly pointer?: number;
  /**
   * From where in the note its offsets count, or from the start of the file, or 12 bytes behind that of the TIFF
   * structure; else from the start of the TIFF structure.
   */
  readonly base?: number | 'file' | 'behind TIFF header';
  /** They count from the start of the note where the first value would not lie close behind the directory. */
  readonly isMaybeBefore?: boolean;
  /** Always this byte order, or that of the TIFF structure; else the number of entries tells it. */
  readonly littleEndian?: boolean | 'as TIFF';
  /** The entry that holds it or points to it, where that is not the one for maker notes. */
  readonly entry?: number;
  /** Its directory is searched for, from there on. */
  readonly isSearched?: boolean;
  /** The base of offsets is corrected where the first value does not lie where the camera usually writes it. */
  readonly fixBase?: BaseFix;
  /** Its directory has so many entries; or their number has two bytes more, of nothing, before it or behind it. */
  readonly count?: number | 'padded';
  /** Its offsets are wrong. */
  readonly moved?: MovedValues;
  /** What conversions are to know of the note, set to 1. */
  readonly member?: string;
  /** ExifTool's tag of a note of which no more can be told. */
  readonly name?: string;
}

const olympus = { kind: 'makernote/olympus', table: 'Olympus::Main' } as const;
/** Other makers' notes that have some of Olympus' tags. */
const likeOlympus = { ...olympus, member: 'OlympusCAMER' } as const;
const pentax = { kind: 'makernote/pentax', table: 'Pentax::Main' } as const;
const casio = { kind: 'makernote/casio', table: 'Casio::Main' } as const;
const kodak = { kind: 'makernote/kodak', littleEndian: false } as const;
const kodakDirectory = { kind: 'makernote/kodak', table: 'Kodak::Type8' } as const;
const ricoh = { kind: 'makernote/ricoh', table: 'Ricoh::Main' } as const;
const ricohPadded = {
  make: /^(PENTAX )?RICOH/,
  table: 'Ricoh::Type2',
  start: 8,
  base: 0,
  count: 'padded',
} as const;
const nikon = { kind: 'makernote/nikon', table: 'Nikon::Main' } as const;
const movedInGe: MovedValues = { from: 0x1303, by: -210 };
const fujifilm = { kind: 'makernote/fujifilm', table: 'FujiFilm::Main' } as const;
const panasonic = { kind: 'makernote/panasonic', table: 'Panasonic::Main' } as const;
const leica = /^Leica Camera AG/;
const samsung = {
  kind: 'makernote/samsung',
  table: 'Samsung::Type2',
  isSearched: true,
  fixBase: 'always',
} as const;
const sanyo = { kind: 'makernote/sanyo', table: 'Sanyo::Main', start: 8 } as const;
const hp = { kind: 'makernote/hp', littleEndian: true } as const;
const reconyx = { kind: 'makernote/reconyx', littleEndian: true } as const;
const minolta = { kind: 'makernote/minolta', table: 'Minolta::Main' } as const;
const sigma = { kind: 'makernote/sigma', table: 'Sigma::Main' } as const;
const sony = { kind: 'makernote/sony', table: 'Sony::Main' } as const;

/** The private data of a raw file, which DNGPrivateData points to. */
export const sr2Private: Form = { ...sony, table: 'Sony::SR2Private' };

/** Bytes by which a form is told at most. */
export const formBytes = 32;

export const forms: readonly Form[] = [
  { ...pentax, head: /^(PENTAX |SAMSUNG)\0/, entry: DNG_PRIVATE_DATA, start: 10, base: 0 },
  { ...pentax, head: /^RICOH\0(II|MM)/, entry: DNG_PRIVATE_DATA, start: 8, base: 0 },
  { ...kodak, entry: KODAK_IFD, table: 'Kodak::IFD' },
  { ...kodak, entry: KDC_IFD, table: 'Kodak::KDC_IFD' },
  { head: /^Apple iOS\0/, kind: 'makernote/apple', table: 'Apple::Main', start: 14, base: 0 },
  { head: /^Nikon\0\x02/, ...nikon, start: 18, base: 10 },
  { make: /^Canon/, kind: 'makernote/canon', table: 'Canon::Main' },
  { ...casio, make: /^CASIO/, head: /^(?!(QVC|DCI)\0)/ },
  { ...casio, head: /^(QVC|DCI)\0/, table: 'Casio::Type2', start: 6, fixBase: 'always' },
  { head: /^\[ae_dbg_info:/, kind: 'makernote/dji', table: 'DJI::Info' },
  { head: /^(?!...@AMBA|DJI)/s, make: /^DJI$/, kind: 'makernote/dji', table: 'DJI::Main' },
  { make: /^(FLIR Systems|Teledyne FLIR)/, kind: 'makernote/flir', table: 'FLIR::Main' },
  { head: /^(FUJIFILM|GENERALE)/, ...fujifilm, pointer: 8, base: 0, littleEndian: true },
  { head: /^GE(\0\0|NIC\0)/, kind: 'makernote/ge', table: 'GE::Main', start: 18, fixBase: 'always' },
  {
    head: /^GE\x0c\0\0\0\x16\0\0\0/,
    ...fujifilm,
    start: 12,
    base: 6,
    littleEndian: true,
    count: 25,
    moved: movedInGe,
  },
  { head: /^HDRP[\x02\x03]/, kind: 'makernote/google' },
  { make: /^Hasselblad$/ },
  { head: /^(Hewlett-Packard|Vivitar)/, kind: 'makernote/hp', table: 'HP::Main', isSearched: true },
  { head: /^610[\0-\x04]/, ...hp, table: 'HP::Type2' },
  { head: /^IIII[\x04|\x05]\0/, ...hp, table: 'HP::Type4' },
  { head: /^IIII\x06\0/, ...hp, table: 'HP::Type6' },
  { head: /^ISLMAKERNOTE000\0/ },
  { head: /^JVC /, kind: 'makernote/jvc', table: 'JVC::Main', start: 4 },
  { head: /^VER:/, make: /^(JVC|Victor)/, kind: 'makernote/jvc', table: 'JVC::Text' },
  { ...kodak, make: /^EASTMAN KODAK/, head: /^KDK INFO/, table: 'Kodak::Main', start: 8 },
  { ...kodak, make: /^EASTMAN KODAK/, head: /^KDK/, table: 'Kodak::Main', start: 8, littleEndian: true },
  { ...kodak, head: /^(.{8}Eastman Kodak|\x01\0[\0\x01]\0\0\0\x04\0[a-zA-Z]{4})/s, table: 'Kodak::Type2' },
  { ...kodak, make: /^EASTMAN KODAK/, head: /^(?!MM|II|AOC).{12}\x07/s, table: 'Kodak::Type3' },
  { ...kodak, make: /^Eastman Kodak/, all: /^(?!MM|II|AOC).{41}JPG/s, table: 'Kodak::Type4' },
  {
    ...kodak,
    make: /^EASTMAN KODAK/,
    model: /CX(4200|4230|4300|4310|6200|6230)/,
    table: 'Kodak::Type5',
  },
  {
    ...kodak,
    make: /^EASTMAN KODAK/,
    head: /^\0(\x1a\x18|\x3a\x08|\x59\xf8|\x14\x80)\0/,
    table: 'Kodak::Type5',
  },
  { ...kodak, make: /^EASTMAN KODAK/, model: /DX3215/, table: 'Kodak::Type6' },
  { ...kodak, make: /^EASTMAN KODAK/, model: /DX3700/, table: 'Kodak::Type6', littleEndian: true },
  {
    ...kodak,
    make: /Kodak/i,
    head: /^[CK][A-Z\d]{3} ?[A-Z\d]{1,2}\d{2}[A-Z\d]\d{4}[ \0]/,
    table: 'Kodak::Type7',
    littleEndian: true,
  },
  {
    ...kodakDirectory,
    make: /Kodak/i,
    head: /^(\0[\x02-\x7f]..\0[\x01-\x0c]\0\0|[\x02-\x7f]\0..[\x01-\x0c]\0..\0\0)/s,
    isSearched: true,
  },
  {
    ...kodakDirectory,
    make: /Kodak/i,
    head: /^MM\0\x2a\0\0\0\x08\0.\0\0/,
    start: 8,
    base: 0,
    littleEndian: false,
    count: 'padded',
  },
  {
    ...kodakDirectory,
    make: /Kodak/i,
    head: /^(MM\0\x2a\0\0\0\x08|II\x2a\0\x08\0\0\0)/,
    start: 8,
    base: 0,
    isSearched: true,
  },
  {
    ...kodak,
    head: /^IIII[\x02\x03]\0.{14}\d{4}\/\d{2}\/\d{2} /s,
    table: 'Kodak::Type9',
    littleEndian: true,
  },
  {
    ...kodakDirectory,
    make: /Kodak/i,
    head: /^(MM\0[\x02-\x7f]|II[\x02-\x7f]\0)/,
    table: 'Kodak::Type10',
    start: 2,
    isSearched: true,
  },
  {
    ...kodakDirectory,
    model: /Kodak|PixPro/i,
    head: /^II\x2a\0\x08\0\0\0.\0\0\0/s,
    table: 'Kodak::Type11',
    start: 8,
    base: 0,
    littleEndian: true,
    count: 'padded',
  },
  {
    ...kodakDirectory,
    model: /Kodak|PixPro/i,
    head: /^MM\0\x2a\0\0\0\x08\0\0\0./s,
    table: 'Kodak::Type11',
    start: 8,
    base: 0,
    littleEndian: false,
    count: 'padded',
  },
  { ...kodak, make: /Kodak/i, head: /^(?!AOC\0)/, table: 'Kodak::Unknown' },
  { head: /^KYOCERA/ },
  { head: /^(?!MINOL|CAMER|MLY0|KC|\+M\+M|\xd7)/, make: /^(Konica Minolta|Minolta)/i, ...minolta },
  { head: /^(MINOL|CAMER)\0/, ...likeOlympus, start: 8 },
  { make: /^(Konica Minolta|Minolta)/i, name: 'MakerNoteMinolta3' },
  { head: /^MOT\0/, kind: 'makernote/motorola', table: 'Motorola::Main', start: 8, base: 0 },
  { head: /^Nikon\0\x01/, ...nikon, table: 'Nikon::Type2', start: 8, littleEndian: true },
  { make: /^NIKON/i, ...nikon },
  { make: /^Nintendo$/, kind: 'makernote/nintendo', table: 'Nintendo::Main' },
  { head: /^(OLYMP|EPSON)\0/, ...olympus, start: 8 },
  { head: /^OLYMPUS\0/, ...olympus, start: 12, base: 0 },
  { head: /^OM SYSTEM\0/, ...olympus, start: 16, base: 0 },
  { make: /^LEICA$/, ...panasonic, start: 8 },
  {
    head: /^LEICA\0\0\0/,
    make: leica,
    ...panasonic,
    table: 'Panasonic::Leica2',
    start: 8,
    base: 8,
    isMaybeBefore: true,
  },
  {
    head: /^(?!LEICA)/,
    make: leica,
    model: /^(?!(S2|LEICA M \(Typ 240\))$)/,
    ...panasonic,
    table: 'Panasonic::Leica3',
  },
  { head: /^LEICA0/, make: leica, ...panasonic, table: 'Panasonic::Leica4', start: 8, base: 0 },
  { head: /^LEICA\0[\x01\x04-\x07\x10\x1a]\0/, ...panasonic, table: 'Panasonic::Leica5', start: 8, base: 0 },
  {
    make: /^Leica Camera AG$/,
    model: /^(S2|LEICA M \(Typ 240\)|LEICA S \(Typ 006\))$/,
    ...panasonic,
    table: 'Panasonic::Leica6',
    start: 8,
  },
  { head: /^LEICA\0\x02\xff/, ...panasonic, table: 'Panasonic::Leica6', start: 8, base: 'file' },
  { head: /^LEICA\0[\x08-\x0a]\0/, ...panasonic, table: 'Panasonic::Leica5', start: 8 },
  { head: /^LEICA\0\x02\0/, make: leica, ...panasonic, table: 'Panasonic::Leica9', start: 8 },
  { head: /^LEICA CAMERA AG\0/, ...panasonic, start: 18 },
  { head: /^Panasonic/, model: /^(?!DC-FT7$)/, ...panasonic, start: 12 },
  { head: /^MKE/, make: /^Panasonic/, ...panasonic, table: 'Panasonic::Type2', littleEndian: true },
  { head: /^Panasonic/, ...panasonic, start: 12, base: 'behind TIFF header' },
  {
    ...pentax,
    head: /^AOC\0/,
    model: /^(?!PENTAX Optio ?[34]30RS\s*$)/,
    isSearched: true,
    fixBase: 'always',
  },
  {
    ...pentax,
    head: /^(?!AOC\0)/,
    make: /^Asahi/,
    table: 'Pentax::Type2',
    isSearched: true,
    fixBase: 'always',
  },
  { ...casio, make: /^Asahi/, table: 'Casio::Type2', isSearched: true, fixBase: 'always' },
  { ...pentax, head: /^\d{3}/, make: /^PENTAX/, table: 'Pentax::Type4', littleEndian: true },
  { ...pentax, head: /^PENTAX \0/, start: 10, base: 0 },
  { ...pentax, head: /^S1\0{6}\x0c\0{3}/, table: 'Pentax::S1', start: 12, base: 0 },
  { head: /^(IIII.waR|MMMMRaw.)/s, kind: 'makernote/phaseone' },
  { head: /^\x01\xf1/, make: /^RECONYX$/, ...reconyx, table: 'Reconyx::HyperFire' },
  { head: /^\x01\xf1[\x02\x03]\0/, ...reconyx, table: 'Reconyx::HyperFire' },
  { head: /^RECONYXUF\0/, ...reconyx, table: 'Reconyx::UltraFire' },
  { head: /^RECONYXH2\0/, ...reconyx, table: 'Reconyx::HyperFire2' },
  { head: /^RECONYXMF\0/, ...reconyx, table: 'Reconyx::MicroFire' },
  { head: /^RECONYXHF4K\0/, ...reconyx, table: 'Reconyx::HyperFire4K' },
  { ...pentax, head: /^RICOH\0(II|MM)/, start: 8, base: 0 },
  {
    ...ricoh,
    make: /^(PENTAX )?RICOH/,
    model: /^(?!RICOH WG-M1$)/,
    head: /^(?!MM\0\x2a\0\0\0\x08\0.\0\0|II\x2a\0\x08\0\0\0.\0\0\0)([Rr][Ii][Cc][Oo][Hh]| {6}|[Mm][Mm]\0\x2a|[Ii][Ii]\x2a\0)/s,
    start: 8,
  },
  { ...ricoh, ...ricohPadded, model: /^RICOH WG-M1$/ },
  { ...ricoh, ...ricohPadded, head: /^(MM\0\x2a\0\0\0\x08\0.\0\0|II\x2a\0\x08\0\0\0.\0\0\0)/s },
  { ...ricoh, make: /^RICOH/, table: 'Ricoh::Text' },
  { head: /^STMN\d{3}.\0{4}/s, name: 'MakerNoteSamsung1a' },
  { head: /^STMN\d{3}/, kind: 'makernote/samsung', table: 'Samsung::Main', littleEndian: 'as TIFF' },
  { fileType: 'SRW', make: /^SAMSUNG$/i, ...samsung },
  {
    head: /^(\0.\0\x01\0\x07\0{3}\x04|.\0\x01\0\x07\0\x04\0{3})0100/s,
    make: /^SAMSUNG$/i,
    ...samsung,
  },
  { head: /^SANYO/, make: /^SANYO/, model: /^(?!(C4|J\d|S\d)\b)/, ...sanyo },
  { head: /^SANYO/, make: /^SANYO/, model: /^C4\b/, ...sanyo, fixBase: 'always' },
  { head: /^SANYO/, make: /^SANYO/, ...sanyo, moved: 'in order' },
  { make: /^SANYO/ },
  { head: /^(SIGMA|FOVEON)/, make: /^(SIGMA|FOVEON)/i, ...sigma, start: 10 },
  { make: /^(SIGMA|FOVEON)/i },
  { head: /^(SONY (DSC|CAM|MOBILE)|\0\0SONY PIC\0|VHAB {5}\0)/, ...sony, start: 12 },
  { head: /^SONY PI\0/, ...likeOlympus, start: 12 },
  { head: /^PREMI\0/, ...likeOlympus, start: 8 },
  { head: /^SONY PIC\0/, ...sony, table: 'Sony::PIC', littleEndian: 'as TIFF' },
  { head: /^(?!\x01\0)/, make: /^SONY/, ...sony },
  { head: /^(?!\x01\0)/, make: /^HASSELBLAD/, model: /^(HV|Stellar|Lusso|Lunar)/, ...sony },
  { head: /^SEMC MS\0/, ...sony, table: 'Sony::Ericsson', start: 20, base: 12 },
  { make: /^SONY/, ...sony, table: 'Sony::SRF' },
  { all: /^[\t\r\n -~]+\0*$/, name: 'MakerNoteUnknownText' },
  { head: /^LSI1\0/, name: 'MakerNoteUnknownBinary' },
];
