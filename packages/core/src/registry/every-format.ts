// The list of `formats.ts` with every format at hand: for what cannot wait for one to be fetched.
import type { Format } from '../types.js';
import { formats } from './formats.js';
import * as atHand from './formats-at-hand.js';

const byName = new Map<string, Format>(Object.values(atHand).map((format) => [format.name, format]));

export const everyFormat: readonly Format[] = formats.flatMap(({ name }) => byName.get(name) ?? []);
