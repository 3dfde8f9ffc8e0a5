// What a photo reveals, most telling first; each finding opens to the tags it rests on.
import type { Inspection, ShownFinding } from './protocol.js';
import type { Texts } from './text.js';

/** What tells most about a person stands out. */
const grave: ReadonlySet<string> = new Set([
  'location',
  'place',
  'people',
  'author',
  'serial-number',
  'video',
]);

/** What a finding says in a few words: position and time as they count, else the first text that is none of bytes. */
function gist({ code, tags: because }: ShownFinding, { tags, position, common }: Inspection): string {
  if (code === 'time' && common?.taken) return common.taken.replace('T', ' ');
  if (code === 'location' && position)
    return `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`;
  return because.map((at) => tags[at]!.text).find((text) => text && !text.startsWith('(Binary data')) ?? '';
}

export function Findings({ text, inspection }: { text: Texts; inspection: Inspection }) {
  const { findings, tags } = inspection;
  return (
    <section class="findings card">
      <h3>{text.reveals}</h3>
      {findings.length === 0 && <p class="good">{text.revealsNothing}</p>}
      {findings.map((finding) => {
        const { code, tags: because } = finding;
        const [title, about] = text.findings[code];
        return (
          <details key={code} class={grave.has(code) ? 'grave' : ''}>
            <summary>
              <strong>{title}</strong>
              <span class="because">{gist(finding, inspection)}</span>
            </summary>
            <p class="hint">{about}</p>
            <dl>
              {because.map((at) => (
                <div key={at}>
                  <dt>
                    {tags[at]!.group}:{tags[at]!.name}
                  </dt>
                  <dd>{tags[at]!.text}</dd>
                </div>
              ))}
            </dl>
          </details>
        );
      })}
    </section>
  );
}
