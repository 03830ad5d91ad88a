import { words } from '../words/words.ts';
import { Banner } from './banner.tsx';
import { triangleAlertIcon } from './icons.tsx';

/** Says how many records cannot be drawn: without it the list would look complete. */
export function Unreadable({ count }: { count: number }) {
  const { errors } = words();
  if (count === 0) return null;
  return (
    <Banner tone="wait" icon={triangleAlertIcon} title={errors.unreadable(count)} role="status">
      {errors.unreadableMore}
    </Banner>
  );
}
