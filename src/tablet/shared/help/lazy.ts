import { lazy } from '#kit/components/lazy.tsx';

export const HelpDoor = lazy(() => import('./help-button.tsx').then((file) => file.HelpDoor));
