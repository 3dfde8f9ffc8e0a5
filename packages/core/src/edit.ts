// The door `exifkit/edit`: changed files.

export type {
  Changes,
  CommonChanges,
  CommonLocation,
  DateShift,
  ExifChanges,
  GpsChanges,
  IptcChange,
  IptcChanges,
  ListChange,
  XmpChange,
  XmpChanges,
  XmpValue,
} from './changes.js';
export type { PlanEntry } from './containers/plan.js';
export { type CopyOptions, copyMetadata } from './edit/copy.js';
export type { CopyGroup } from './edit/copy-groups.js';
export { edit } from './edit/edit.js';
export type { EditReport } from './edit/plan.js';
export type { TagChange } from './edit/verify.js';
export { MetadataError } from './errors.js';
export type { Rewrite, RewriteOptions } from './remove/rewrite.js';
