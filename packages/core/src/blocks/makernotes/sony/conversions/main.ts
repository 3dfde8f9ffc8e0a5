// The entries of the note itself, and which layout each of its records has. What is stored: the tag documentation of
// ExifTool's Sony.pm.
import { fixed } from '../../../../present/exposure.js';
import type { Conversion, Conversions, Convert } from '../../../../tables/conversion.js';
import {
  asIs,
  both,
  byModel,
  either,
  firstThat,
  isModel,
  isNot,
  isNotModel,
  known,
  number,
  otherwise,
  padded,
  plus,
  remember,
  startsWith,
  when,
} from '../../../../tables/number-conversions.js';
import type { Known, Scope } from '../../../../tables/scope.js';
import { asBytes, toNumber, toText, wordList } from '../../../../tables/value.js';
import { adaptedLens } from '../lens.js';
import { lensSpec, lensSpecText } from '../lens-spec.js';
import { plusSigned, signedStops, unlessNotApplicable } from '../stored-numbers.js';

/** The first bytes of records: those of enciphered ones as they are stored. */
const panorama = /^(\0\0)?\x01\x01/;

const ofCount =
  (...counts: readonly number[]) =>
  ({ count }: Scope): boolean =>
    counts.includes(count);

const isPanorama = (scope: Known): boolean => known(scope, 'Panorama') !== 0;
/** Whether the note says which AF area was set, and it is this one or another. */
const areaIs =
  (name: string, area: number, same = true) =>
  (scope: Scope): boolean =>
    scope.members.has(name) && (known(scope, name) === area) === same;

/** Cameras of fixed lenses that focus as those of the E mount do. */
const recentCompacts = 'DSC-(RX10M4|RX100M6|RX100M7|RX100M5A|HX95|HX99|RX0M2|RX1RM3)';
const hasFocusMode = either(isNotModel(/^DSC-/), isModel(new RegExp(`^${recentCompacts}`)));
const eMount = new RegExp(`^(NEX-|ILCE-|ILME-|ZV-|${recentCompacts})`);

/** Records of the same name, one for each generation of cameras. */
const record2010 = firstThat(
  isModel(/^NEX-5N$/),
  isModel(/^(SLT-A(65|77)V?|NEX-(7|VG20E)|Lunar)$/),
  isModel(/^(SLT-A(37|57)|NEX-F3)$/),
  both(
    isModel(/^DSC-(HX10V|HX20V|HX30V|HX200V|TX66|TX200V|TX300V|WX50|WX70|WX100|WX150)$/),
    isNot(isPanorama),
  ),
  either(
    isModel(
      /^(SLT-A99V?|HV|SLT-A58|ILCE-(3000|3500)|NEX-(3N|5R|5T|6|VG900|VG30E)|DSC-(RX100|RX1|RX1R)|Stellar)$/,
    ),
    both(isModel(/^DSC-(HX300|HX50|HX50V|TX30|WX60|WX80|WX200|WX300)$/), isNot(isPanorama)),
  ),
  isModel(/^DSC-(RX100M2|QX10|QX100)$/),
  isModel(
    /^(DSC-(QX30|RX10|RX100M3|HX60V|HX350|HX400V|WX220|WX350)|ILCE-(7[RS]?|7M2|[56]000|5100|QX1)|ILCA-(68|77M2))\b/,
  ),
  isModel(
    /^(DSC-(RX0|RX1RM2|RX10M[23]|RX100M[45]|HX80|HX90V?|WX500)|ILCE-(6300|6500|7RM2|7SM2)|ILCA-99M2)\b/,
  ),
  isModel(
    /^(ILCE-(6100A?|6400A?|6600|7C|7M3|7RM3A?|7RM4A?|9|9M2)|DSC-(RX10M4|RX100M6|RX100M5A|RX100M7A?|HX95|HX99|RX0M2)|ZV-(1[AF]?|1M2|E10))\b/,
  ),
);

const record9050 = firstThat(
  isNotModel(
    /^(DSC-|Stellar|ILCE-(1|6100|6300|6400|6500|6600|6700|7C|7M[345]|7RM2|7RM3A?|7RM4A?|7RM[56]|7SM2|7SM3|9|9M2)|ILCA-99M2|ILME-(FX2|FX3)|ZV-)/,
  ),
  isModel(/^(ILCE-(6100A?|6300|6400A?|6500|6600|7C|7M3|7RM2|7RM3A?|7RM4A?|7SM2|9|9M2)|ILCA-99M2|ZV-E10)\b/),
  isModel(/^(ILCE-(1\b|7M4|7RM5|7SM3)|ILME-FX3)/),
  either(
    isModel(/^(ILCE-(6700|7CM2|7CR)|ILME-FX2|ZV-(E1|E10M2))\b/),
    both(isModel(/^ILCE-(1M2|7M5|7RM6)/), startsWith(/^\0{5}/)),
  ),
);

/** The first byte of a record that a program enciphered once more; then all those behind it are. */
const isEncipheredTwice = (scope: Scope): boolean => {
  const isTwice = /^[\x5e\xe7\x04]/.test(scope.head);
  if (isTwice) scope.members.set('DoubleCipher', 1);
  return isTwice;
};

/** Cameras whose note tells of focus in another way. */
const isOtherFocus = ({ members }: Known): boolean =>
  toText(members.get('MetaVersion')) === 'DC7303320222000';

/** The focus mode, left for the AF area, which some cameras do not tell without one. */
const hasOldFocusMode = (scope: Scope): boolean => {
  const { view, start, littleEndian, members } = scope;
  if (!view.has(start, start + 2)) return false;
  const mode = view.u16(start, littleEndian);
  members.set('TagB042', mode);
  return mode !== 0 && !isOtherFocus(scope);
};

/** A JPEG with a header of 32 bytes before it, whose first byte is missing. */
const preview: Convert<Scope> = (value) => {
  const bytes = asBytes(value);
  const at = bytes.length > 32 ? 32 : 0;
  const isJpeg = bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff && [0xdb, 0xe1].includes(bytes[at + 3]!);
  if (!isJpeg) return undefined;
  const jpeg = bytes.slice(at);
  jpeg[0] = 0xff;
  return jpeg;
};

/** When and which of how many shots: bits of a number, then two bytes. */
const pixelShift: Convert<Scope> = (_, { view, start, end, littleEndian }) => {
  if (end - start < 6) return undefined;
  const bits = view.u32(start, littleEndian);
  const time = [(bits >>> 17) & 31, (bits >>> 12) & 31, (bits >>> 6) & 63, bits & 63];
  const group = time.map((part) => String(part).padStart(2, '0')).join('');
  return `${group} ${view.u8(start + 4)} ${view.u8(start + 5)} 0x${(bits >>> 22).toString(16)}`;
};
const pixelShiftText: Conversion['unlabelled'] = (value) => {
  const [, group, shot, shots, id] = /(\d+) (\d+) (\d+) (\w+)/.exec(toText(value)) ?? [];
  if (group === undefined) return undefined;
  const which = Number(shot) === 0 ? `Composed ${Number(shots)}-shot` : `Shot ${shot}/${shots}`;
  return `Group ${group}, ${which} (${id})`;
};

const reversed: Conversion = {
  value: (value) => wordList(value).toReversed().map(toText).join(' '),
  print: (value) => toText(value).replaceAll(' ', 'x'),
};

const NO_TEMPERATURE = 0xffffffff;

const thousandths: Convert = (value) =>
  [0, 1].map((i) => fixed(toNumber(wordList(value)[i]) / 1000, 2)).join(' ');

/** Width and height, where a third number says that they are set. */
const frameSize: Convert = (value) => {
  const [width, height, isSet] = wordList(value).map((one) => String(Math.trunc(toNumber(one))).padStart(3));
  return Number(isSet ?? 0) ? `${width}x${height}` : 'n/a';
};

export const sonyMain: Conversions = {
  'Sony::Main': {
    choose: {
      16: firstThat(ofCount(368, 5478), ofCount(5506, 6118), ofCount(15360), otherwise),
      32: firstThat(ofCount(19154, 19148), otherwise),
      276: firstThat(ofCount(280, 364), ofCount(332), ofCount(1536, 2048), otherwise),
      278: byModel([/^DSLR-A(850|900)\b/, /^DSLR-A(230|290|330|380|390)\b/], 'others follow'),
      4096: when(({ format }) => format === 'undef'),
      '4097 4098': when(({ format }) => format === 'int16u'),
      4099: (scope) => {
        const is = panorama.test(scope.head);
        scope.members.set('Panorama', is ? 1 : 0);
        return is ? 0 : -1;
      },
      8208: record2010,
      '8219 8225': when(hasFocusMode),
      8220: byModel([/^(SLT-|HV)/, eMount, /^ILCA-/]),
      8221: byModel([eMount]),
      8222: firstThat(
        either(isModel(/^(SLT-|HV)/), both(isModel(/^(ILCE-|ILME-)/), areaIs('AFAreaILCE', 4))),
        both(isModel(/^ILCA-(68|77M2)/), areaIs('AFAreaILCA', 8, false)),
        both(isModel(/^ILCA-99M2/), areaIs('AFAreaILCA', 8, false)),
        both(isModel(/^ILCA-/), areaIs('AFAreaILCA', 8)),
        isModel(/^(NEX-|ILCE-|ILME-|ZV-|DSC-RX)/),
      ),
      8224: byModel([/^(?!ILCA-|DSC-|ZV-)/, /^ILCA-(68|77M2)/]),
      8226: byModel([/^ILCE-(5100|6000|7M2)/, /^ILCE-7RM2/]),
      8234: when(startsWith(/^\x01/)),
      8284: byModel([/^DSC-RX1RM3\b/]),
      36875: when(startsWith(/^\xae/)),
      36944: record9050,
      37888: firstThat(
        either(startsWith(/^[\x07\x09\x0a]/), isEncipheredTwice),
        startsWith(/^\x0c/),
        startsWith(/^[\x23\x24\x26\x28\x31\x32\x33\x41\x43]/),
      ),
      37890: when(both(isNotModel(/^(SLT-|HV|ILCA-)/), startsWith(/^[^\x05\xff]/))),
      37892: firstThat(
        startsWith(/^[\x40\x7d][^\n]{2}\x01/),
        startsWith(/^[\xe7\xea\xcd\x8a\x70][^\n]{2}\x08/),
        startsWith(/^\xb6[^\n]{2}\x01/),
      ),
      37893: firstThat(startsWith(/^[\x1b\x40\x7d]/), startsWith(/^[\x3a\xb3\x7e\x9a\x25\xe1\x76\x8b]/)),
      37894: firstThat(startsWith(/^[\x01\x08\x1b].[\x08\x1b]/s), startsWith(/^\x40/)),
      37898: byModel([/^(SLT-|HV)/]),
      37900: byModel([/^(NEX-|ILCE-|ILME-|Lunar|ZV-E10|ZV-E10M2|ZV-E1)\b/]),
      37902: byModel([/^(SLT-|HV|ILCA-)/, /^(NEX-|ILCE-|Lunar)/]),
      45096: when(({ head }) => head !== '\0\0\0\0'),
      45122: when(hasOldFocusMode),
      45123: firstThat(isNot(isOtherFocus), (scope) => known(scope, 'TagB042') !== 0),
      45134: when(isOtherFocus),
      45136: byModel([/^(DSC-|Stellar)/]),
    },
    tags: {
      PreviewImage: { raw: preview },
      'Contrast Saturation Sharpness Brightness Shadows Highlights Fade SharpnessRange Clarity': {
        print: plusSigned,
      },
      'AFAreaModeSetting/1': { raw: remember('AFAreaILCE') },
      'AFAreaModeSetting/2': { raw: remember('AFAreaILCA') },
      'AFPointSelected/1': { value: plus(-1) },
      'AFPointSelected/2': { unlabelled: asIs },
      WBShiftAB_GM_Precise: { print: thousandths },
      ExposureStandardAdjustment: signedStops,
      PixelShiftInfo: { raw: pixelShift, unlabelled: pixelShiftText },
      SerialNumber: {
        value: (value) =>
          toText(value)
            .replace(/(\d{2})(\d{2})(\d{2})(\d{2})/, '$4$3$2$1')
            .replace(/^0/, ''),
        print: padded(8),
      },
      FocusFrameSize: { print: frameSize },
      'CreativeStyle SequenceNumber': { unlabelled: asIs },
      FileFormat: { raw: asIs },
      ColorTemperature: {
        print: number((kelvin) => (kelvin ? (kelvin === NO_TEMPERATURE ? 'n/a' : kelvin) : 'Auto')),
      },
      LensType: { unlabelled: adaptedLens },
      LensSpec: { value: lensSpec, print: lensSpecText },
      'FullImageSize PreviewImageSize': reversed,
      'Macro ExposureMode FocusMode AFAreaMode AFIlluminator JPEGQuality ReleaseMode SequenceNumber Anti-Blur':
        {
          raw: unlessNotApplicable,
        },
      FlashLevel: {
        raw: (value, scope) => (toNumber(value) === -1 && isModel(/DSLR-A100\b/)(scope) ? undefined : value),
      },
    },
  },
};
