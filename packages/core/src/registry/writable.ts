// The formats whose files can be written anew, each with its planner to be fetched.
import { type FormatEntry, formats } from './formats.js';

export const writableFormats: readonly Required<FormatEntry>[] = formats.filter(
  (entry): entry is Required<FormatEntry> => 'fetchPlanner' in entry,
);
