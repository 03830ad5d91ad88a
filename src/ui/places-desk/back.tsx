import { Icon } from '../kit/icon.tsx';
import { chevronLeftIcon } from '../kit/icons.tsx';
import { text } from './text.ts';

/** To the list, where there is room for one of the two only. */
export const Back = () => (
  <a class="desk-back" href="/k/steder">
    <Icon of={chevronLeftIcon} /> {text().back}
  </a>
);
