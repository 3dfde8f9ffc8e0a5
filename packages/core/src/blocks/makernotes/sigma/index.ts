// Sigma's maker notes.
import { labels } from '../../../labels/makers/sigma.generated.js';
import type { SigmaTags } from '../../../tags/maker-types.generated.js';
import { rows } from '../../../tags/makers/sigma.generated.js';
import type { Block } from '../../../types.js';
import type { NamedValues } from '../../loaded.js';
import { lensIdComposite } from '../lens-composite.js';
import { makerBlock } from '../maker.js';
import { findVersion, sigmaConversions } from './conversions.js';

/** Sigma's and Foveon's notes: one directory, whose entries mean other things from version to version. */
export const sigma: Block<'sigma', NamedValues & SigmaTags> = makerBlock('sigma', 'makernote/sigma', {
  rows,
  labels,
  conversions: sigmaConversions,
  composites: (tables) => ({
    before: [lensIdComposite(tables, 'Sigma', 'Sigma::Main', '')],
    after: [],
  }),
  prepare: findVersion,
});
