// Tags computed from Samsung's (ExifTool's Samsung.pm says from which).
import { plain } from '../../../present/plain.js';
import { toNumber, wordList } from '../../../tables/value.js';
import type { Composites, TagValue } from '../../../types.js';

const numbers = (value: TagValue): readonly number[] => wordList(String(plain(value))).map(toNumber);

export const samsungComposites: Composites = {
  before: [
    {
      name: 'WB_RGGBLevels',
      needs: ['WB_RGGBLevelsUncorrected'],
      compute(tags) {
        const [levels, black] = [tags.value('WB_RGGBLevelsUncorrected'), tags.value('WB_RGGBLevelsBlack')];
        if (levels === undefined || black === undefined) return undefined;
        const blacks = numbers(black);
        const value = numbers(levels).map((level, i) => level - (blacks[i] ?? 0));
        return { value, text: value.join(' ') };
      },
    },
    {
      name: 'LensID',
      needs: ['LensType'],
      compute(tags) {
        const type = tags.find('LensType');
        if (type?.group !== 'Samsung') return undefined;
        // Behind the lens stands another number.
        return { value: type.value, text: String(plain(type.text)).replace(/; .*/, '') };
      },
    },
  ],
  after: [],
};
