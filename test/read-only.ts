// Which files are read and not written: by the registry, and of raws that are TIFF all but DNG.
import { formats } from '../packages/core/src/registry/formats.js';

const extensions = new Set(
  formats.filter(({ fetchPlanner }) => !fetchPlanner).flatMap((format) => format.extensions),
);
const raws: ReadonlySet<string> = new Set(['mos']);

export const isReadOnly = (name: string): boolean => {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return extensions.has(extension) || raws.has(extension);
};
