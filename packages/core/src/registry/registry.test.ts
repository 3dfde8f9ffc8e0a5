// The lists agree: what is fetched when a file needs it is what is at hand, all of it, under the same names.
import { describe, expect, test } from 'vitest';
import { forms } from '../blocks/makernotes/forms.js';
import { bareKinds } from '../blocks/makernotes/without-tiff.js';
import * as parts from '../parts.js';
import { blocks } from './blocks.js';
import * as blocksAtHand from './blocks-at-hand.js';
import { everyBlock } from './every-block.js';
import { everyFormat } from './every-format.js';
import { formats } from './formats.js';
import { plannersAtHand } from './planners-at-hand.js';

describe('formats', () => {
  test('that are fetched are those at hand, in the same order', async () => {
    expect(await Promise.all(formats.map((entry) => entry.fetch()))).toEqual(everyFormat);
    for (const [i, { name, match }] of formats.entries())
      expect(everyFormat[i]).toMatchObject({ name, match });
  });

  test('are cleaned by the same planners', async () => {
    const fetched = await Promise.all(formats.flatMap((entry) => entry.fetchPlanner?.() ?? []));
    expect(fetched).toEqual(plannersAtHand);
    const named = formats.filter((entry) => entry.fetchPlanner).map(({ name }) => name);
    expect(fetched.map(({ name }) => name)).toEqual(named);
  });
});

describe('blocks', () => {
  test('that are fetched are those at hand, for the same kinds', async () => {
    for (const [i, block] of blocks.entries()) {
      const fetched = 'fetch' in block ? await block.fetch() : block;
      expect(everyBlock[i], block.name).toBe(fetched);
      expect(fetched).toMatchObject({ name: block.name, kinds: block.kinds });
    }
  });

  test('at hand are all in the list', () => {
    expect(new Set(everyBlock)).toEqual(new Set(Object.values(blocksAtHand)));
    expect(everyBlock.length).toBe(Object.values(blocksAtHand).length);
  });

  test('of makers stand behind every form of note that is read', () => {
    const kinds = blocks.flatMap((block) => block.kinds).filter((kind) => kind.startsWith('makernote/'));
    const told = [...forms.flatMap(({ kind }) => kind ?? []), ...bareKinds];
    expect(new Set(kinds)).toEqual(new Set(told));
  });
});

test('the door of parts gives every format and block', () => {
  const given: readonly unknown[] = Object.values(parts);
  for (const part of [...everyFormat, ...Object.values(blocksAtHand)])
    expect(given, part.name).toContain(part);
});
