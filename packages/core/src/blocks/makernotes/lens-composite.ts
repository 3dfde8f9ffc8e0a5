// The lens as a tag computed from its number and what else is known of it, of makers whose lenses have numbers.
import { fixed } from '../../present/exposure.js';
import type { Tables } from '../../tables/table.js';
import { toText, type Value } from '../../tables/value.js';
import type { Composite, Labels, TagLookup } from '../../types.js';
import { type LensFacts, lensByFacts } from './lens-id.js';

/** `LensID` of a maker: `group` is the one of its tags, `LensType` a tag of `table`. */
export function lensIdComposite(tables: Tables, group: string, table: string, brand: string): Composite {
  return {
    name: 'LensID',
    needs: ['LensType'],
    compute(tags) {
      const type = tags.find('LensType');
      if (type?.group !== group) return undefined;
      const labels = labelsOfTag(tables, table, 'LensType');
      const text = lensByFacts(
        toText(type.value as Value),
        String(type.text),
        labels,
        lensFacts(tags),
        brand,
      );
      return { value: type.value, text: text + converterText(tags) };
    },
  };
}

/** The focal length of the lens itself tells of a converter. */
function converterText(tags: TagLookup): string {
  const [focal, own] = [tags.number('FocalLength'), tags.number('LensFocalLength')];
  return focal && own && focal / own > 1.1 ? ` + ${fixed(focal / own, 1)}x converter` : '';
}

/** The labels of a tag by its name. */
export function labelsOfTag(tables: Tables, table: string, name: string): Labels {
  for (const { rows } of tables.get(table)?.rows.values() ?? [])
    for (const row of rows) if (row.name === name && row.labelling) return row.labelling.labels;
  return {};
}

/** What tags tell of the lens beside its number. */
export function lensFacts(tags: TagLookup): LensFacts {
  const model = tags.value('LensModel');
  const spec = tags.find('LensSpec')?.text;
  const range = tags.value('LensFocalRange');
  const [short, long = short] = focalRange(String(Array.isArray(range) ? range.join(' ') : (range ?? '')));
  return {
    focal: tags.number('FocalLength'),
    maxAperture: tags.number('MaxAperture') || tags.number('MaxApertureValue'),
    shortFocal: short ?? tags.number('MinFocalLength'),
    longFocal: long ?? tags.number('MaxFocalLength'),
    model: typeof model === 'string' ? model : undefined,
    spec: typeof spec === 'string' ? spec : undefined,
  };
}

/** Focal lengths as `24 to 70`, in whole millimetres. */
function focalRange(text: string): readonly number[] {
  const [, short, long] = /^(\d+)(?: (?:to )?(\d+))?$/.exec(text) ?? [];
  return [short, Number(long) ? long : undefined].flatMap((focal) => (focal ? [Number(focal)] : []));
}
