// Tags computed from Olympus' (ExifTool's Olympus.pm says from which).
import type { Tables } from '../../../tables/table.js';
import { toNumber, toText, type Value, wordList } from '../../../tables/value.js';
import type { Composites, Computed, TagLookup } from '../../../types.js';
import { lensIdComposite } from '../lens-composite.js';

/** Everything that is computed for Olympus. */
export function olympusComposites(tables: Tables): Composites {
  return {
    before: [
      lensIdComposite(tables, 'Olympus', 'Olympus::Equipment', 'Olympus '),
      { name: 'ExtenderStatus', needs: ['Extender'], compute: extenderStatus },
    ],
    after: [],
  };
}

const states = ['Not attached', 'Attached', 'Removed'];
const EC14 = '0 04';

/** The camera remembers an extender until it is switched off: whether the apertures tell that it was there. */
function extenderStatus(tags: TagLookup): Computed | undefined {
  const [extender, lens] = [tags.find('Olympus:Extender'), tags.find('Olympus:LensType')];
  const aperture = tags.number('MaxApertureValue');
  if (!extender || !lens || aperture === undefined) return undefined;
  const value = statusOf(toText(extender.value as Value), toText(lens.text as Value), aperture);
  return { value, text: states[value]! };
}

function statusOf(extender: string, lens: string, aperture: number): number {
  const [maker, model] = wordList(extender).map(toText);
  if (model === undefined || Number.parseInt(model, 16) === 0) return 0;
  if (`${maker} ${model}` !== EC14) return 1;
  const largest = / F(\d+(?:\.\d+)?)/.exec(lens)?.[1];
  return largest === undefined || aperture - toNumber(largest) > 0.2 ? 1 : 2;
}
