import { words } from '../words/words.ts';
import { Banner } from './banner.tsx';
import { triangleAlertIcon } from './icons.tsx';

/** Records that cannot be drawn are counted, so that nobody takes their absence for an empty list. */
export function Unreadable({ count }: { count: number }) {
  const { errors } = words();
  if (count === 0) return null;
  return (
    <Banner tone="wait" icon={triangleAlertIcon} title={errors.unreadable(count)} role="status">
      {errors.unreadableMore}
    </Banner>
  );
}
