import { SingleChips } from '#kit/components/chips.tsx';
import { allowSingleKeys, singleKeys } from '../../device/shortcuts.ts';
import { tabletWords } from '../../words/words.ts';

/** Letters that act alone can be turned off (WCAG 2.1.4). */
export function SingleKeys() {
  const { keys } = tabletWords().tablet;
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
