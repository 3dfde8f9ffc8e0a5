// Which files are read and not written, by the registry.
import { formats } from '../packages/core/src/registry/formats.js';

const extensions = new Set(
  formats.filter(({ fetchPlanner }) => !fetchPlanner).flatMap((format) => format.extensions),
);

export const isReadOnly = (name: string): boolean => extensions.has(name.slice(name.lastIndexOf('.') + 1));
