// Whether a focus point was in focus, as Sony and Minolta tell it.
import type { Conversion } from '../../../tables/conversion.js';
import { toNumber, toText } from '../../../tables/value.js';

/** How far a point is out of focus, where it is not told by a label. */
export const afStatus: Conversion = {
  unlabelled: (value) =>
    toNumber(value) < 0 ? `Front Focus (${toText(value)})` : `Back Focus (+${toText(value)})`,
};
