// What a photo reveals, most telling first; each finding opens to the tags it rests on.

import { useEffect, useState } from 'preact/hooks';
import type { Inspection, ShownFinding } from './protocol.js';
import { TagName } from './tag-name.js';
import { shownText, type Texts } from './text.js';

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
  if (code === 'camera' && common?.camera?.model) return common.camera.model;
  if (code === 'location' && position)
    return `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`;
  return because.map((at) => tags[at]!.text).find((text) => text && !text.startsWith('(Binary data')) ?? '';
}

export function Findings({ text, inspection }: { text: Texts; inspection: Inspection }) {
  const { findings, tags, thumbnail } = inspection;
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
            {code === 'thumbnail' && thumbnail && <Small picture={thumbnail} alt={title} />}
            <dl>
              {because.map((at) => (
                <div key={at}>
                  <dt>
                    <TagName name={`${tags[at]!.group}:${tags[at]!.name}`} />
                  </dt>
                  <dd>{shownText(text, tags[at]!.text)}</dd>
                </div>
              ))}
            </dl>
          </details>
        );
      })}
    </section>
  );
}

function Small({ picture, alt }: { picture: Blob; alt: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  // Of a format that browsers do not show: nothing.
  return url ? <img src={url} alt={alt} onError={() => setUrl(undefined)} /> : null;
}
