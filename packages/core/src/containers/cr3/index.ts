// Canon's raw files in ISO base media files (CR3): read, not written.
import type { Format } from '../../types.js';
import { isCr3 } from '../signatures.js';
import { scanCr3 } from './scan.js';

/** The CR3 container. */
export const cr3: Format<'cr3'> = { name: 'cr3', match: isCr3, scan: scanCr3 };
