// The same with format and planner at hand, for what cannot wait for one to be fetched.
import type { Planner } from '../containers/plan.js';
import type { Format } from '../types.js';
import { everyFormat } from './every-format.js';
import { plannersAtHand } from './planners-at-hand.js';

export const writableAtHand: readonly (Format & { readonly planner: Planner })[] = everyFormat.flatMap(
  (format) => {
    const planner = plannersAtHand.find(({ name }) => name === format.name);
    return planner ? [{ ...format, planner }] : [];
  },
);
