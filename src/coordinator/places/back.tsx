import { Icon } from '#kit/components/icon.tsx';
import { chevronLeftIcon } from '#kit/components/icons.tsx';
import { text } from './text.ts';

/** To the list, where there is room for one of the two only. */
export const Back = () => (
  <a class="desk-back" href="/k/steder">
    <Icon of={chevronLeftIcon} /> {text().back}
  </a>
);
