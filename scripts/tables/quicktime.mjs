// QuickTime boxes of HEIF and AVIF files: records at fixed places, and the texts of item lists and user data.
import { labelCells, literal, recordFile } from '../record-rows.mjs';

const records = [
  ['hevcConfig', 'QuickTime::HEVCConfig'],
  ['av1Config', 'QuickTime::AV1Config'],
  ['colorRep', 'QuickTime::ColorRep'],
  ['contentLightLevel', 'QuickTime::ContentLightLevel', 'int16u'],
  ['handler', 'QuickTime::Handler'],
  ['movieHeader', 'QuickTime::MovieHeader', 'int32u'],
  ['trackHeader', 'QuickTime::TrackHeader', 'int32u'],
  ['mediaHeader', 'QuickTime::MediaHeader', 'int32u'],
  ['videoHeader', 'QuickTime::VideoHeader', 'int16u'],
  ['hintHeader', 'QuickTime::HintHeader', 'int16u'],
  ['genericHeader', 'QuickTime::GenMediaInfo'],
  ['timeCode', 'QuickTime::TCMediaInfo'],
  ['fragmentHeader', 'QuickTime::MovieFragHdr', 'int32u'],
  ['visualSample', 'QuickTime::VisualSampleDesc', 'int16u'],
  ['audioSample', 'QuickTime::AudioSampleDesc'],
  ['bitrate', 'QuickTime::Bitrate', 'int32u'],
];

/** Fields without a fixed length or of a type that records do not have, and child boxes among them. */
const omitted = new Set([
  'HandlerDescription',
  'ImageSizeLookahead',
  'GenBalance',
  'FontName',
  'CompressorName',
  'VideoFieldOrder',
  'PixelAspectRatio',
  'Gamma',
  'Stereoscopic3D',
  'AVCConfiguration',
  'JPEGInfo',
]);

/** Long lists that only music and film stores write. */
const storeLists = new Set(['GenreID', 'AppleStoreCountry']);

const bitLists = ['GenProfileCompatibilityFlags', 'TextFace'];

/** One line a tag: `id<TAB>name<TAB>type`. */
function boxRows(tables, constant, comment, table) {
  const seen = new Set();
  const rows = tables.get(table).tags.filter((tag) => {
    if (tag.flags.has('Unknown') || seen.has(tag.id)) return false;
    seen.add(tag.id);
    return true;
  });
  const text = rows.map((tag) => `${tag.id.replaceAll('\\xa9', '©')}\t${tag.name}\t${tag.type}\n`).join('');
  return `\n/** ${comment}: \`id name type\`. */\nexport const ${constant}: string = ${literal(text)};\n`;
}

/** Labels of the tags of a table, a line a tag: `Name<TAB>value<TAB>label...`; bit names by number. */
function labelLines(tables, names) {
  return names
    .flatMap((name) => tables.get(name).tags)
    .filter((tag) => tag.values[0] && !storeLists.has(tag.name))
    .map((tag) => `${tag.name}${labelCells(tag).replaceAll('\tBit', '\t')}\n`)
    .join('');
}

export const files = (tables) => ({
  'tags/quicktime.generated.ts':
    recordFile(tables, records, { omit: [...omitted], unlabelled: bitLists }) +
    boxRows(tables, 'itemListRows', 'Boxes of an item list', 'QuickTime::ItemList') +
    boxRows(tables, 'userDataRows', 'Boxes of user data', 'QuickTime::UserData') +
    boxRows(tables, 'keyRows', 'Metadata keys', 'QuickTime::Keys') +
    boxRows(tables, 'trackReferenceRows', 'Track references', 'QuickTime::TrackRef'),
  'labels/quicktime.generated.ts':
    `\n/** Labels by tag name; of flags, by bit. */\nexport const quicktimeLabels: string = ` +
    `${literal(
      labelLines(tables, [
        'QuickTime::FileType',
        'QuickTime::ItemPropCont',
        'QuickTime::ItemList',
        'QuickTime::VisualSampleDesc',
        'QuickTime::UserData',
      ]) + labelLines(new Map([['', { tags: bitTags(tables) }]]), ['']),
    )};\n`,
});

function bitTags(tables) {
  return ['QuickTime::HEVCConfig', 'QuickTime::TCMediaInfo']
    .flatMap((name) => tables.get(name).tags)
    .filter((tag) => bitLists.includes(tag.name))
    .map((tag) => ({
      ...tag,
      values: [new Map([...tag.values[0]].filter(([bit]) => bit.startsWith('Bit')))],
    }));
}
