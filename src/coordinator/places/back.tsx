import { Icon } from '#kit/components/icon.tsx';
import { chevronLeftIcon } from '#kit/components/icons.tsx';
import { text } from './text.ts';
import './back.css';

/** The way back to the list, on a page that is too narrow for list and place. */
export const Back = () => (
  <a class="desk-back" href="/k/steder">
    <Icon of={chevronLeftIcon} /> {text().back}
  </a>
);
