// Types of makers' tags by name: an interface a maker, of all tables that its notes are read by.
import { commentOf } from './comment.mjs';

const maxLabels = 3;

/** The interfaces of the makers, by the tags that their rows give and what `listx` tells of these. */
export function makerTypes(tagsOfMakers, tables) {
  const all = [...tagsOfMakers].map(([maker, tags]) => interfaceOf(maker, tags, tables));
  return `import type { TagValue } from '../types.js';\n${all.join('')}`;
}

/** What the interface of a maker's tags is called. */
function typeName(maker) {
  const own = {
    dji: 'DJI',
    flir: 'FLIR',
    ge: 'GE',
    hp: 'HP',
    jvc: 'JVC',
    fujifilm: 'FujiFilm',
    phaseone: 'PhaseOne',
  };
  return `${own[maker] ?? maker[0].toUpperCase() + maker.slice(1)}Tags`;
}

function interfaceOf(maker, tags, tables) {
  const name = typeName(maker);
  const lines = [...tags].flatMap(([tag, { table, id }]) => {
    const fact = tables.get(table)?.tags.find((one) => one.name === tag && one.id === id);
    const property = /^[A-Za-z_]\w*$/.test(tag) ? tag : `'${tag}'`;
    const type = fact && fact.type !== '?' ? `${fact.type}.` : '';
    const where = `${table.replace('::', ' ')} ${id}.`;
    return [
      ...commentOf('', type, fact?.values[0] ?? [], where, maxLabels),
      `  readonly ${property}?: TagValue;`,
    ];
  });
  return `\n/** The maker notes of ${name.slice(0, -4)}, by ExifTool's names. */\nexport interface ${name} {\n${lines.join('\n')}\n}\n`;
}
