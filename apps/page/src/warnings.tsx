// What is wrong with a file: in the reader's language, and in the library's words, which are English.
import type { ShownWarning } from './protocol.js';
import type { Texts } from './text.js';

export function Warnings({ text, warnings }: { text: Texts; warnings: readonly ShownWarning[] }) {
  return (
    <ul>
      {warnings.map(({ code, message }) => (
        <li key={message}>
          {text.warningCodes[code]} <small lang="en">{message}</small>
        </li>
      ))}
    </ul>
  );
}
