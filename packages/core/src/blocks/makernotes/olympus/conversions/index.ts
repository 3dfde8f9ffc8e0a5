// What the tables of Olympus' notes do not hold, by families of tables.
import type { Conversions } from '../../../../tables/conversion.js';
import { olympusFocus } from './focus.js';
import { olympusMain } from './main.js';
import { olympusSettings } from './settings.js';

export const olympusConversions: readonly Conversions[] = [olympusMain, olympusSettings, olympusFocus];
