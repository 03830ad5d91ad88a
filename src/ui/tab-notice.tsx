import { Banner } from './kit/banner.tsx';
import { tabletIcon } from './kit/icons.tsx';
import { everydayWords } from './words/everyday.ts';
import { words } from './words/words.ts';

/** Data in a tab of Safari ends after seven days without use: it stands until the app is on the home screen. */
export function TabNotice() {
  const { firstTime } = words();
  const { install } = everydayWords();
  return (
    <Banner tone="wait" icon={tabletIcon} title={install.safariTab}>
      {firstTime.installIos}
    </Banner>
  );
}
