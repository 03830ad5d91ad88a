import { instantOf } from '#domain/day.ts';
import { inWords, timeOf } from '#kit/words/format.ts';
import type { NotOpened } from '../state/quick-unlock.ts';
import { pauseMinutes, triesInAll } from '../store/pin.ts';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';

/** Why a code opened nothing, and what is left. */
export function whyNotOpened(why: NotOpened): string {
  const { pin } = everydayWords();
  switch (why.type) {
    case 'wrong':
      return why.last ? pin.wrongLast(why.left) : pin.wrong(why.left, pauseMinutes);
    case 'paused':
      return tabletWords().lock.pause(timeOf(instantOf(why.until)));
    case 'spent':
      return pin.spent(inWords(triesInAll));
    case 'wrongPin':
      return pin.wrongPin;
    case 'noPasskey':
      return pin.noPasskey;
  }
}
