// Application segments that are one text.
import { utf8Text, utf16Text } from '../../bytes/text.js';
import { type AppStandard, signed, tag } from './segment.js';

/** A name of a standard (ISO 21496-1 gain maps write theirs), PhotoStudio's comment in UTF-16, Photobucket's Ocad. */
export const textStandards: readonly AppStandard[] = [
  signed('APP2', 'urn:', ({ view, start, end }) =>
    tag(
      'JPEG',
      'APP2',
      { name: 'UniformResourceName' },
      utf8Text(view.slice(start, end)).replaceAll('\0', ''),
    ),
  ),
  signed('APP0', 'Ocad', ({ view, start, end }) => {
    const revision = /\$Rev:\s*(\d+)/.exec(view.latin1(start, end))?.[1];
    return revision ? tag('APP0', 'Ocad', { name: 'OcadRevision' }, revision) : [];
  }),
  signed('APP10', 'UNICODE\0', ({ view, start, end }) =>
    tag('File', 'File', { name: 'Comment' }, utf16Text(view.slice(start + 8, end))),
  ),
];
