import { allowSingleKeys, singleKeys } from '../keys.ts';
import { SingleChips } from '../kit/chips.tsx';
import { words } from '../words/words.ts';

/** Letters that act alone can be turned off (WCAG 2.1.4). */
export function SingleKeys() {
  const { keys } = words().tablet;
  return (
    <div>
      <SingleChips
        legend={keys.title}
        choices={(['on', 'off'] as const).map((key) => ({ key, word: keys[key] }))}
        chosen={singleKeys() ? 'on' : 'off'}
        onChoose={(key) => allowSingleKeys(key === 'on')}
      />
      <p class="small quiet">{keys.aside}</p>
    </div>
  );
}
