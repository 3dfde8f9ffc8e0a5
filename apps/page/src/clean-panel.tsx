// What to keep, and the cleaned photo with what went.
import type { Keep } from 'exifkit';
import { Outcome } from './outcome.js';
import type { Photo } from './photo.js';
import type { Texts } from './text.js';

interface Props {
  readonly text: Texts;
  readonly photo: Photo;
  readonly keep: ReadonlySet<Keep>;
  readonly onKeep: (keep: ReadonlySet<Keep>) => void;
  readonly onClean: () => void;
  readonly onGoOn: (blob: Blob) => void;
}

export function CleanPanel({ text, photo, keep, onKeep, onClean, onGoOn }: Props) {
  const { step, cleaned, inspection } = photo;
  const set = (thing: Keep, stays: boolean): void => {
    const next = new Set(keep);
    if (stays) next.add(thing);
    else next.delete(thing);
    onKeep(next);
  };
  return (
    <section class="clean card">
      <h3>{text.clean}</h3>
      <fieldset class="choices">
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
      </div>
      {cleaned && inspection && (
        <Outcome
          text={text}
          name={photo.file.name}
          suffix="clean"
          before={inspection}
          version={cleaned}
          isShown={!photo.isOneOfMany}
          onGoOn={() => onGoOn(cleaned.blob)}
        >
          <dl>
            <Line term={text.removed} list={cleaned.removed.map((kind) => inWords(text, kind))} />
            <Line term={text.rewritten} list={cleaned.changed.map((kind) => inWords(text, kind))} />
            <Line term={text.kept} list={cleaned.kept.map(({ kind, why }) => inWords(text, kind, why))} />
          </dl>
        </Outcome>
      )}
    </section>
  );
}

function Line({ term, list }: { term: string; list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{list.join(', ')}</dd>
    </div>
  );
}

/** What a report names, and why. */
function inWords({ report: { kinds, reasons } }: Texts, kind: string, why?: string): string {
  const name = kinds[kind] ?? kind;
  const reason = why && (reasons[why] ?? why);
  return reason && reason !== name ? `${name} (${reason})` : name;
}
