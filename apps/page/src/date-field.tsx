// When a photo was taken: day and time as the browser asks for them, and how far that place is from UTC.
import { type FieldProps, idOf, Labelled } from './edit-panel.js';

/** All that clocks show somewhere. */
const offsets: readonly string[] = [
  ...Array.from({ length: 27 }, (_, i) => (i - 12) * 60),
  ...[-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765],
]
  .sort((one, other) => one - other)
  .map((minutes) => {
    const two = (number: number): string => String(number).padStart(2, '0');
    const size = Math.abs(minutes);
    return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  });

const whole = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[-+]\d\d:\d\d)?$/;

export function DateField(props: FieldProps) {
  const { text, value, onValue } = props;
  const [, time = '', fraction = '', zone = ''] = whole.exec(value) ?? [];
  const offset = zone === 'Z' ? '+00:00' : zone;
  // A year or a month alone is no time that the browser could show.
  const hint = value !== '' && time === '' ? text.dateNow(value) : undefined;
  return (
    <div class="pair">
      <Labelled {...props} {...(hint && { hint })}>
        <input
          id={idOf('date')}
          type="datetime-local"
          step="1"
          value={time}
          onInput={({ currentTarget }) => onValue(currentTarget.value && `${currentTarget.value}${offset}`)}
        />
      </Labelled>
      <div class="field">
        <label htmlFor="field-offset">{text.offset}</label>
        <select
          id="field-offset"
          value={offset}
          disabled={time === ''}
          onChange={({ currentTarget }) => onValue(`${time}${fraction}${currentTarget.value}`)}
        >
          <option value="">–</option>
          {offset !== '' && !offsets.includes(offset) && <option value={offset}>{offset}</option>}
          {offsets.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
