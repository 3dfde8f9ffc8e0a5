// What `exifkit report` prints of one file: for people, and as JSON.
import type { Tag } from 'exifkit';
import { type FindingCode, type PrivacyReport, privacyReport } from 'exifkit/report';
import { type FileResult, jsonList, oneByOne, type Printer, painter, plainText } from './printers.js';
import type { ReadForm } from './read-file.js';
import { harmless } from './terminal.js';

/** What each finding is to people. */
const meanings: Readonly<Record<FindingCode, string>> = {
  location: 'where it was taken, by coordinates',
  place: 'names of places',
  time: 'when it was taken or changed',
  author: 'who made it',
  rights: 'who has the rights',
  people: 'who is shown',
  caption: 'what was written about it',
  camera: 'the camera or phone, and its lens',
  'serial-number': 'the one device that took it',
  identifier: 'numbers of the file, and of what it was made of',
  software: 'what it was edited with',
  thumbnail: 'a small picture, which may show what was cut away',
  preview: 'another picture, which may show what was cut away',
  video: 'a short video of the moment',
  depth: 'how far away things were',
  'content-credentials': 'content credentials (C2PA)',
  'ai-generated': 'that a model made it',
  'ai-edited': 'that a model changed something',
};

export function reportPrinter({ screen }: ReadForm, format: 'report' | 'report-json'): Printer {
  if (format === 'report-json')
    return {
      ...jsonList,
      file: (result) => JSON.stringify(asObject(result), null, 2),
      failed: (file, error) => JSON.stringify({ file, error }, null, 2),
    };
  const paint = painter(screen.colour);
  return {
    ...oneByOne,
    between: '\n',
    file: (result) => {
      const { findings, isPanorama } = reportOf(result);
      const lines = [paint('title', harmless(result.path))];
      for (const { code, tags } of findings) {
        lines.push(`  ${paint('heading', code)}: ${meanings[code]}`);
        for (const line of tagLines(tags)) lines.push(`    ${line}`);
      }
      if (findings.length === 0)
        lines.push('  nothing about people, places or devices was found in its tags');
      if (isPanorama) lines.push('  It is a panorama.');
      return `${lines.join('\n')}\n`;
    },
  };
}

const maxTagsShown = 6;
const maxTextShown = 80;

function tagLines(tags: readonly Tag[]): string[] {
  const telling = tags.filter(({ name }) => !/(Ref|VersionID)$/.test(name));
  const shown = (telling.length > 0 ? telling : tags).slice(0, maxTagsShown).map(({ group, name, text }) => {
    const value = plainText(text);
    return `${group}:${name}  ${value.length > maxTextShown ? `${value.slice(0, maxTextShown)}...` : value}`;
  });
  return tags.length > shown.length ? [...shown, `and ${tags.length - shown.length} more`] : shown;
}

function asObject(result: FileResult): object {
  const { findings, ...facts } = reportOf(result);
  return {
    file: result.path,
    ...facts,
    findings: findings.map(({ code, tags }) => ({
      code,
      tags: tags.map(({ group, name, text }) => ({ group, name, text })),
    })),
  };
}

function reportOf({ tags }: FileResult): PrivacyReport {
  return privacyReport({ tags: () => tags });
}
