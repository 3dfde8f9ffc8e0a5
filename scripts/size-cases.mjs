// What bundles of exifkit are measured, with the most KiB that each may weigh at once, minified and gzipped.
export const sizeCases = [
  { name: 'readJpegGps', ceiling: 2, code: "export { readJpegGps } from 'exifkit/gps';" },
  { name: 'readGps', ceiling: 9, goal: 8, code: "export { readGps } from 'exifkit/gps';" },
  { name: 'read', ceiling: 60, code: "export { read } from 'exifkit/read';" },
  { name: 'read, main door', ceiling: 60, code: "export { read } from 'exifkit';" },
  { name: 'remove', ceiling: 14, code: "export { remove } from 'exifkit/remove';" },
  { name: 'privacyReport', ceiling: 9, code: "export { privacyReport } from 'exifkit/report';" },
  { name: 'edit', ceiling: 45, code: "export { edit } from 'exifkit/edit';" },
  { name: 'all verbs', ceiling: 72, code: "export * from 'exifkit';" },
  {
    name: 'JPEG with EXIF',
    ceiling: 39,
    goal: 20,
    code: "import { createEngine, exif, gps, jpeg } from 'exifkit/parts'; export const engine = createEngine({ formats: [jpeg], blocks: [exif, gps] });",
  },
  { name: 'readSync', ceiling: 460, code: "export { readSync } from 'exifkit/sync';" },
  { name: 'all at hand', ceiling: 620, code: "export * from 'exifkit/all';" },
];
