import { Banner } from './kit/banner.tsx';
import { triangleAlertIcon } from './kit/icons.tsx';
import { words } from './words/words.ts';

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
