// Comments of typed values: what a tag is, its values, and where it is defined.

const maxLabels = 12;

/** The lines of a comment, indented by two. `what` is a sentence by hand, where there is one. */
export function commentOf(what, kind, labels, where, most = maxLabels) {
  const told = labelsOf(labels, most);
  const facts = [kind, told, where].filter(Boolean).join(' ').replaceAll('*/', '* /');
  const text = what ? `${what} ${facts}` : facts;
  return wrapped(text);
}

/** `1` Horizontal (normal), `3` Rotate 180 ... */
function labelsOf(labels, most) {
  const all = [...labels].filter(([, label]) => label);
  if (all.length === 0) return '';
  const shown = all.slice(0, most).map(([value, label]) => `\`${value}\` ${label.replaceAll('\0', '')}`);
  const more = all.length > most ? `, and ${all.length - most} more` : '';
  return `Values: ${shown.join(', ')}${more}.`;
}

function wrapped(text) {
  if (text.length < 100) return [`  /** ${text} */`];
  const lines = [];
  let line = '  *';
  for (const word of text.split(' ')) {
    if (line.length + word.length > 108) {
      lines.push(line);
      line = '  *';
    }
    line += ` ${word}`;
  }
  return ['  /**', ...[...lines, line].map((one) => ` ${one}`), '   */'];
}
