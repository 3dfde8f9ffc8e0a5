// Tags computed from Panasonic's and Leica's (ExifTool's Panasonic.pm says from which).
import { plain } from '../../../present/plain.js';
import type { Tables } from '../../../tables/table.js';
import type { Composites } from '../../../types.js';
import { labelsOfTag } from '../lens-composite.js';

/** By the second number of a scene: what is said behind the mode of shooting. */
const behindMode: { readonly [type: string]: string } = {
  1: '',
  5: ' (intelligent auto)',
  7: ' (intelligent auto plus)',
};

/** Everything that is computed for Panasonic and Leica. */
export function panasonicComposites(tables: Tables): Composites {
  return {
    before: [
      {
        name: 'AdvancedSceneMode',
        needs: ['AdvancedSceneType'],
        compute(tags) {
          const found = ['Model', 'SceneMode', 'AdvancedSceneType'].map((name) => tags.value(name));
          if (found.some((one) => one === undefined)) return undefined;
          const [model, mode, type] = found.map((one) => String(plain(one!)));
          const value = `${model} ${mode} ${type}`;
          const known = labelsOfTag(tables, 'Panasonic::Composite', 'AdvancedSceneMode');
          const label = known[value] ?? known[`${mode} ${type}`];
          const shooting = labelsOfTag(tables, 'Panasonic::Main', 'ShootingMode')[mode!];
          if (label !== undefined || shooting === undefined)
            return { value, text: label ?? `Unknown (${mode} ${type})` };
          return { value, text: `${shooting}${behindMode[type!] ?? ` (${type})`}` };
        },
      },
      {
        name: 'LensID',
        needs: ['LensType'],
        compute(tags) {
          const type = tags.find('LensType');
          if (!type || !['Panasonic', 'Leica'].includes(type.group)) return undefined;
          const text = String(plain(type.text));
          if (text !== String(plain(type.value))) return { value: type.value, text };
          if (!/mm|\d\/F/.test(text)) return undefined;
          return { value: type.value, text: text.includes('mm') ? text : text.replace(/(\d)\/F/, '$1mm F') };
        },
      },
    ],
    after: [],
  };
}
