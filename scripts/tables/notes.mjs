// Maker notes as removal looks into them: the ids and names of the tags that look like a place, a person, a text or a
// preview. What they are is said by the rules of the groups.

import { literal } from '../literal.mjs';
import { readLayouts } from '../makers/layouts.mjs';

/** By the module of a maker's tables: the tables its notes begin with. */
const makers = {
  Apple: ['Main'],
  Canon: ['Main'],
  Casio: ['Main', 'Type2'],
  DJI: ['Main', 'Info'],
  FLIR: ['Main'],
  FujiFilm: ['Main'],
  GE: ['Main'],
  HP: ['Main', 'Type2', 'Type4', 'Type6'],
  JVC: ['Main', 'Text'],
  Kodak: ['Main', 'Type2', 'Type3', 'Type4', 'Type5', 'Type6', 'Type7', 'Type8', 'Type9', 'Type10', 'Type11'],
  Minolta: ['Main'],
  Motorola: ['Main'],
  Nikon: ['Main'],
  Nintendo: ['Main'],
  Olympus: ['Main'],
  Panasonic: ['Main', 'Type2', 'Leica2', 'Leica3', 'Leica4', 'Leica5', 'Leica6', 'Leica9'],
  Pentax: ['Main', 'S1', 'Type2', 'Type4'],
  Reconyx: ['HyperFire', 'HyperFire2', 'HyperFire4K', 'MicroFire', 'UltraFire'],
  Ricoh: ['Main', 'Text', 'Type2'],
  Samsung: ['Main', 'Type2'],
  Sanyo: ['Main'],
  Sigma: ['Main'],
  Sony: ['Main', 'Ericsson', 'PIC', 'SRF'],
};

/** Makers whose notes are read: of an entry that holds another table on each model, what was read of it decides. */
const read = new Set([
  'Canon',
  'Nikon',
  'Apple',
  'DJI',
  'FLIR',
  'FujiFilm',
  'GE',
  'HP',
  'JVC',
  'Motorola',
  'Nintendo',
  'Panasonic',
  'Reconyx',
  'Samsung',
  'Sanyo',
]);

const telling =
  /gps|latitude|longitude|altitude|^baro|^(local)?location(name)?$|place|(city|citycode|city2|country|^state)$|landmark|person|people|face\d*name|baby|title|comment|caption|keyword|categor|label$|artist|author|owner|copyright|thumbnail|preview/i;

const short = (table) => table.replace('Image::ExifTool::', '');

/** The tags of a module's tables, by the table that its notes begin with: each as `id=Name`, those of a table that an entry holds by the id of that. */
const rowsOf = (module, roots) => {
  const { tables } = readLayouts(
    [module],
    roots.map((root) => `${module}::${root}`),
  );
  const byName = new Map(tables.map((table) => [table.name, table]));
  const namesIn = (name, seen = []) => {
    const tags = seen.includes(name) ? [] : Object.values(byName.get(name)?.tags ?? {}).flat();
    return tags.flatMap((tag) => namesOf(tag, [...seen, name]));
  };
  const namesOf = (tag, seen) => [
    ...(telling.test(tag.Name) ? [tag.Name] : []),
    ...(tag.sub?.TagTable ? namesIn(short(tag.sub.TagTable), seen) : []),
  ];
  return roots.flatMap((root) => {
    const table = `${module}::${root}`;
    const tags = Object.entries(byName.get(table)?.tags ?? {});
    const own = (variants) =>
      read.has(module) && variants.length > 1 ? variants.map((tag) => ({ Name: tag.Name })) : variants;
    const told = tags.flatMap(([id, variants]) =>
      own(variants).flatMap((tag) => namesOf(tag, [table]).map((name) => `${id}=${name}`)),
    );
    return told.length > 0 ? [`${table}\t${[...new Set(told)].join(' ')}\n`] : [];
  });
};

export function files() {
  const rows = Object.entries(makers).flatMap(([module, roots]) => rowsOf(module, roots));
  return {
    'remove/groups/note-names.generated.ts': `\nexport const noteNames: string = ${literal(rows.join(''))};\n`,
  };
}
