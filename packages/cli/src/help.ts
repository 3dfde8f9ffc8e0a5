// What `exifkit --help` prints, of all or of one verb.
import { readFileSync } from 'node:fs';
import { argumentsOf, exitStatus, helpOf, type Option, type Verb, valueName, verbList } from './verbs.js';

/** The version of the package in which this lies as a part of the bundle, as a line. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return `${(JSON.parse(text) as { version: string }).version}\n`;
}

const width = 110;

/** The verbs, with an example of each. */
export function help(): string {
  const lines = [
    'exifkit: read, extract, remove and set what is inside image files',
    '',
    '  exifkit FILE... [options]',
  ];
  for (const [name, { call, does }] of verbList) lines.push(...column(`exifkit ${name} ${call}`, does, 34));
  lines.push('', 'exifkit VERB --help tells the options of a verb. Examples:', '');
  for (const [, { examples }] of verbList)
    lines.push(...examples.slice(0, 2).map((example) => `  ${example}`));
  lines.push('', `Exit status: ${exitStatus}`);
  return `${lines.join('\n')}\n`;
}

/** A verb with its options. */
export function helpOfVerb(name: string, verb: Verb): string {
  const { does, options, notes = [], examples } = verb;
  const lines = [`exifkit ${name} ${argumentsOf(verb)}`.trimEnd(), '', ...wrapped(does, width), ''];
  for (const [option, described] of Object.entries(options))
    lines.push(...column(optionCall(option, described), helpOf(described), 34));
  for (const note of notes) lines.push('', ...wrapped(note, width));
  lines.push('', ...examples.map((example) => `  ${example}`));
  return `${lines.join('\n')}\n`;
}

/** `-f, --format table|json`, in one column with those that have no letter. */
function optionCall(name: string, option: Option): string {
  const value = valueName(option);
  return `${option.short ? `-${option.short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
}

/** What stands on the left, and a text beside it, or below where the left is too long. */
function column(left: string, text: string, indent: number): string[] {
  const lines = wrapped(text, width - indent);
  const fits = left.length + 4 <= indent;
  const first = fits ? [`  ${left.padEnd(indent - 2)}${lines.shift()}`] : [`  ${left}`];
  return [...first, ...lines.map((line) => ' '.repeat(indent) + line)];
}

function wrapped(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
