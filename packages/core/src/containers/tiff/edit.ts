// Changes of a TIFF: all in it is told by its place, so nothing moves, but more may follow at its end.
import { moves } from '../../bytes/splices.js';
import type { FormatEdit } from '../edit.js';
import { refuse } from '../plan.js';

export const tiffEdit: FormatEdit = function* (splices, { context }) {
  const moving = splices.find((splice) => moves(splice) && splice.start !== context.size);
  if (moving) refuse('not-writable', 'nothing can be moved in a TIFF', moving.start, 'tiff');
  return splices;
};
