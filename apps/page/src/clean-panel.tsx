// What to keep, and the cleaned photo beside the first one, with the proof.
import type { Keep } from 'exifkit';
import { cleanedName, download } from './files.js';
import type { Photo } from './photo.js';
import { size } from './photo-view.js';
import type { Cleaned } from './protocol.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly photo: Photo;
  readonly keep: ReadonlySet<Keep>;
  readonly onKeep: (keep: ReadonlySet<Keep>) => void;
  readonly onClean: () => void;
}

export function CleanPanel({ text, photo, keep, onKeep, onClean }: Props) {
  const { step, cleaned } = photo;
  const set = (thing: Keep, stays: boolean): void => {
    const next = new Set(keep);
    if (stays) next.add(thing);
    else next.delete(thing);
    onKeep(next);
  };
  return (
    <section class="clean card">
      <h3>{text.clean}</h3>
      <fieldset>
        <legend>{text.keepWhat}</legend>
        {(Object.entries(text.keep) as [Keep, string][]).map(([thing, label]) => (
          <label key={thing}>
            <input
              type="checkbox"
              checked={keep.has(thing)}
              onChange={({ currentTarget }) => set(thing, currentTarget.checked)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <div class="buttons">
        <button type="button" class="main" disabled={step === 'cleaning'} onClick={onClean}>
          {step === 'cleaning' ? text.cleaning : text.cleanOne}
        </button>
        {cleaned && (
          <button type="button" onClick={() => download(cleaned.blob, cleanedName(photo.file.name))}>
            {text.download}
          </button>
        )}
      </div>
      {cleaned && <Outcome text={text} photo={photo} cleaned={cleaned} />}
    </section>
  );
}

function Outcome({ text, photo, cleaned }: { text: Texts; photo: Photo; cleaned: Cleaned }) {
  const { before, after } = cleaned.digest;
  const isSame = before === after;
  return (
    <div class="outcome" role="status">
      <div class="sides">
        <Side
          title={text.before}
          text={text}
          bytes={cleaned.bytesBefore}
          tags={photo.inspection?.tags.length ?? 0}
          findings={photo.inspection?.findings.length ?? 0}
        />
        <Side
          title={text.after}
          text={text}
          bytes={cleaned.bytesAfter}
          tags={cleaned.inspection.tags.length}
          findings={cleaned.inspection.findings.length}
        />
      </div>
      <p class={isSame ? 'good' : 'bad'}>
        <strong>{text.proof}.</strong> {isSame ? text.proofText : text.proofFailed}{' '}
        <code>{after.slice(0, 16)}…</code>
      </p>
      <dl>
        {cleaned.removed.length > 0 && <Line term={text.removed} list={cleaned.removed} />}
        {cleaned.kept.length > 0 && <Line term={text.kept} list={cleaned.kept} />}
        {cleaned.warnings.length > 0 && <Line term={text.warnings} list={cleaned.warnings} />}
      </dl>
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly text: Texts;
  readonly bytes: number;
  readonly tags: number;
  readonly findings: number;
}

function Side({ title, text, bytes, tags, findings }: SideProps) {
  return (
    <div>
      <h4>{title}</h4>
      <p class={findings ? 'bad' : 'good'}>{text.findingsCount(findings)}</p>
      <p>{text.tagsCount(tags)}</p>
      <p>{size(bytes)}</p>
    </div>
  );
}

function Line({ term, list }: { term: string; list: readonly string[] }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{list.join(', ')}</dd>
    </div>
  );
}
