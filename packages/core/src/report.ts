// The door `exifkit/report`: what a file reveals.

export { type Finding, type FindingCode, type PrivacyReport, privacyReport } from './report/index.js';
