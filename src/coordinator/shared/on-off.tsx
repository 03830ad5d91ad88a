import './on-off.css';

interface OnOffProps {
  word: string;
  on: boolean;
  onSet: (on: boolean) => void;
}

/** Something that is on or off, as large as a thumb with its word. */
export const OnOff = ({ word, on, onSet }: OnOffProps) => (
  <label class="on-off">
    <input type="checkbox" checked={on} onChange={(event) => onSet(event.currentTarget.checked)} />
    {word}
  </label>
);
