// The library's types that the page names; the library itself is loaded by the worker alone.
export type { Keep } from 'exifkit';
export type { FindingCode } from 'exifkit/report';
