// Tags computed from Minolta's (ExifTool's Exif.pm says from which).
import type { Tables } from '../../../tables/table.js';
import { toText, type Value } from '../../../tables/value.js';
import type { Composites, Computed, TagLookup } from '../../../types.js';
import { labelsOfTag, lensFacts } from '../lens-composite.js';
import { lensByFacts } from '../lens-id.js';
import { sonyLens } from '../sony/lens.js';

/** The lens, where Sony's part of the note does not name one. */
export function minoltaComposites(tables: Tables): Composites {
  const compute = (tags: TagLookup): Computed | undefined => {
    const type = tags.find('LensType');
    if (!type || tags.find('Composite:LensID')) return undefined;
    const labels = labelsOfTag(tables, 'Minolta::Main', 'LensType');
    const numbered = { type: toText(type.value as Value), labels };
    const text = String(type.text);
    const named =
      tags.value('Make') === 'SONY'
        ? sonyLens(numbered, lensFacts(tags), toText(tags.value('Model') as Value), text)
        : lensByFacts(numbered.type, text, labels, lensFacts(tags), '');
    return { value: type.value, text: named };
  };
  return { before: [{ name: 'LensID', needs: ['LensType'], compute }], after: [] };
}
