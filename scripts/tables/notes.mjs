// Maker notes that are not read: the names that their tables have, where those look like a place, a person or a
// preview. What they are is said by the rules of the groups.
import { readLayouts } from '../makers/layouts.mjs';
import { literal } from '../record-rows.mjs';

/** By the module of a maker's tables: the tables its notes begin with. */
const makers = {
  Apple: ['Main'],
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

const telling =
  /gps|latitude|longitude|^(local)?location(name)?$|place|(city|citycode|city2|country|^state)$|landmark|person|people|face\d*name|baby|title|comment|caption|keyword|categor|label$|artist|author|owner|copyright|thumbnail|preview/i;

const namesOf = (module, roots) => {
  const { tables } = readLayouts(
    [module],
    roots.map((root) => `${module}::${root}`),
  );
  const tags = tables.flatMap((table) => Object.values(table.tags ?? {}).flat());
  return [...new Set(tags.map((tag) => tag.Name))].filter((name) => telling.test(name)).sort();
};

export function files() {
  const rows = Object.entries(makers).flatMap(([module, roots]) => {
    const names = namesOf(module, roots);
    return names.length > 0 ? [`${module}\t${names.join(' ')}\n`] : [];
  });
  return {
    'remove/groups/note-names.generated.ts': `\nexport const noteNames: string = ${literal(rows.join(''))};\n`,
  };
}
