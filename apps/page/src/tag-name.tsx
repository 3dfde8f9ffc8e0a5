// The name of a tag, which breaks between its words where it is longer than its place.
import { Fragment } from 'preact';

export function TagName({ name }: { name: string }) {
  const words = name.split(/(?<=:)|(?<=[a-z])(?=[A-Z])/);
  return words.map((word, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {word}
    </Fragment>
  ));
}
