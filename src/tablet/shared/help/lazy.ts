import { lazy } from '#kit/components/lazy.tsx';

export const HelpButton = lazy(() => import('./help-button.tsx').then((file) => file.HelpButton));
