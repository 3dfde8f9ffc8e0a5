// QuickTime boxes of HEIF and AVIF files: records at fixed places, and the texts of item lists and user data.

import { literal } from '../literal.mjs';
import { labelEntries } from '../makers/label-line.mjs';
import { layoutFile } from '../makers/layout-rows.mjs';

const records = [
  ...['HEVCConfig', 'AV1Config', 'ColorRep', 'ContentLightLevel', 'Handler', 'MovieHeader', 'TrackHeader'],
  ...[
    'MediaHeader',
    'VideoHeader',
    'AudioHeader',
    'HintHeader',
    'GenMediaInfo',
    'TCMediaInfo',
    'MovieFragHdr',
  ],
  ...[
    'VisualSampleDesc',
    'AudioSampleDesc',
    'Bitrate',
    'CleanAperture',
    'FileType',
    'ItemPropCont',
    'TrackRef',
  ],
];

/** Long lists that only music and film stores write. */
const storeLists = new Set(['GenreID', 'AppleStoreCountry']);

/** One line a tag: `id<TAB>name<TAB>type`, labels behind. */
function boxRows(tables, constant, comment, table) {
  const seen = new Set();
  const rows = tables.get(table).tags.filter((tag) => {
    if (tag.flags.has('Unknown') || seen.has(tag.id)) return false;
    seen.add(tag.id);
    return true;
  });
  const labels = (tag) =>
    storeLists.has(tag.name)
      ? ''
      : labelEntries([...(tag.values[0] ?? [])])
          .map((label) => `\t${label}`)
          .join('');
  const text = rows
    .map((tag) => `${tag.id.replaceAll('\\xa9', '©')}\t${tag.name}\t${tag.type}${labels(tag)}\n`)
    .join('');
  return `\n/** ${comment}: \`id name type\`, labels behind. */\nexport const ${constant}: string = ${literal(text)};\n`;
}

export const files = (tables) => ({
  'tags/quicktime.generated.ts':
    layoutFile(
      [],
      records.map((name) => `QuickTime::${name}`),
    ) +
    boxRows(tables, 'itemListRows', 'Boxes of an item list', 'QuickTime::ItemList') +
    boxRows(tables, 'userDataRows', 'Boxes of user data', 'QuickTime::UserData') +
    boxRows(tables, 'keyRows', 'Metadata keys', 'QuickTime::Keys'),
});
