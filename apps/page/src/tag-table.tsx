// All tags by group, with a search over names and values; each can be copied, most can be deleted.
import { useState } from 'preact/hooks';
import type { Edit } from './edits.js';
import type { ShownTag, ShownWarning } from './protocol.js';
import { TagName } from './tag-name.js';
import { shownText, type Texts } from './text.js';
import { Warnings } from './warnings.js';

interface Props {
  readonly text: Texts;
  readonly tags: readonly ShownTag[];
  readonly warnings: readonly ShownWarning[];
  readonly edits: readonly Edit[];
  readonly onEdit: (edit: Edit) => void;
  readonly onUndo: (edit: Edit) => void;
}

export function TagTable({ text, tags, warnings, edits, onEdit, onUndo }: Props) {
  const [asked, setAsked] = useState('');
  const word = asked.trim().toLowerCase();
  const found = word ? tags.filter((tag) => lineOf(tag).toLowerCase().includes(word)) : tags;
  return (
    <section class="tags card">
      <div class="row">
        <h3>
          {text.tags} <small>{text.tagsCount(tags.length)}</small>
        </h3>
        <Copy text={text} label={text.copyAll} value={() => found.map(lineOf).join('\n')} />
      </div>
      <input
        type="search"
        placeholder={text.search}
        aria-label={text.search}
        value={asked}
        onInput={({ currentTarget }) => setAsked(currentTarget.value)}
      />
      <p class="hint">{text.wholeOnly}</p>
      {found.length === 0 && <p class="hint">{text.noTags}</p>}
      {[...byGroup(found)].map(([group, inGroup]) => (
        <details key={group} open>
          <summary>
            <h4>{group}</h4> <small>{text.tagsCount(inGroup.length)}</small>
          </summary>
          <table>
            <tbody>
              {inGroup.map((tag, i) => {
                const deletion = edits.find((edit) => 'tag' in edit && edit.tag === tag);
                return (
                  <tr key={`${tag.name} ${i}`} class={deletion && 'gone'}>
                    <th scope="row">
                      <TagName name={tag.name} />
                    </th>
                    <td>{shownText(text, tag.text)}</td>
                    <td class="action">
                      {tag.path && (
                        <button
                          type="button"
                          class="quiet"
                          aria-label={`${deletion ? text.undo : text.delete} ${tag.name}`}
                          onClick={() => (deletion ? onUndo(deletion) : onEdit({ tag }))}
                        >
                          {deletion ? text.undo : text.delete}
                        </button>
                      )}
                      <Copy text={text} label={text.copy} about={tag.name} value={() => tag.text} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </details>
      ))}
      {warnings.length > 0 && (
        <details>
          <summary>
            <h4>{text.warnings}</h4>
          </summary>
          <Warnings text={text} warnings={warnings} />
        </details>
      )}
    </section>
  );
}

function byGroup(tags: readonly ShownTag[]): ReadonlyMap<string, readonly ShownTag[]> {
  const groups = new Map<string, ShownTag[]>();
  for (const tag of tags) {
    const group = groups.get(tag.group);
    if (group) group.push(tag);
    else groups.set(tag.group, [tag]);
  }
  return groups;
}

function lineOf({ group, name, text }: ShownTag): string {
  return `${group}:${name}\t${text}`;
}

interface CopyProps {
  readonly text: Texts;
  readonly label: string;
  /** What is copied, for those who hear the page. */
  readonly about?: string;
  readonly value: () => string;
}

function Copy({ text, label, about, value }: CopyProps) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value());
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" class="quiet" aria-label={about && `${label} ${about}`} onClick={copy}>
      {copied ? text.copied : label}
    </button>
  );
}
