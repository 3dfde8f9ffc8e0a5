// Types of makers' tags by name: an interface a maker, of all tables that its notes are read by.
import { commentOf } from './comment.mjs';

const maxLabels = 6;

/** The interfaces of the makers, by the rows that they are read by and what `listx` tells of these. */
export function makerTypes(rowsOfMakers, tables) {
  const all = [...rowsOfMakers].map(([maker, rows]) => interfaceOf(maker, rows, tables));
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

function interfaceOf(maker, rows, tables) {
  const name = typeName(maker);
  const lines = [...rowsByName(rows)].flatMap(([tag, { table, id }]) => {
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

/** The rows that give tags, the first of each name. */
function rowsByName(rows) {
  const found = new Map();
  let table = '';
  for (const line of rows.trim().split('\n')) {
    const [id, name, ...cells] = line.split('\t');
    if (id.startsWith('@')) table = id.slice(1);
    else if (!table.endsWith('::Composite') && !found.has(name) && isTag(cells))
      found.set(name, { table, id });
  }
  return found;
}

function isTag(cells) {
  return !cells.some((cell) => cell.startsWith('s:') || (cell.startsWith('x:') && cell.includes('U')));
}
