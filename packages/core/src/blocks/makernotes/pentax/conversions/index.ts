// What the tables of Pentax' notes do not hold, by families of tables.
import type { Conversions } from '../../../../tables/conversion.js';
import { pentaxMain } from './main.js';
import { pentaxRecords } from './records.js';

export const pentaxConversions: readonly Conversions[] = [pentaxMain, pentaxRecords];
