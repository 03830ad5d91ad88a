import { Banner } from '#kit/components/banner.tsx';
import { tabletIcon } from '#kit/components/icons.tsx';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';

/** Safari deletes the data of a tab after seven days without use. The banner stays until the app is on the home screen. */
export function TabBanner() {
  const { firstTime } = tabletWords();
  const { install } = everydayWords();
  return (
    <Banner tone="wait" icon={tabletIcon} title={install.safariTab}>
      {firstTime.installIos}
    </Banner>
  );
}
