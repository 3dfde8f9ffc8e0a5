// What a photo reveals, most telling first; each finding opens to the tags it rests on.
import type { Inspection } from './protocol.js';
import type { Texts } from './text.js';

/** What tells most about a person stands out. */
const grave: ReadonlySet<string> = new Set(['location', 'place', 'people', 'author', 'serial-number', 'video']);

export function Findings({ text, inspection: { findings, tags } }: { text: Texts; inspection: Inspection }) {
  return (
    <section class="findings card">
      <h3>{text.reveals}</h3>
      {findings.length === 0 && <p class="good">{text.revealsNothing}</p>}
      {findings.map(({ code, tags: because }) => {
        const [title, about] = text.findings[code];
        return (
          <details key={code} class={grave.has(code) ? 'grave' : ''}>
            <summary>
              <strong>{title}</strong>
              <span class="because">{tags[because[0]!]?.text}</span>
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
