import { changeBack, changeHour, type HourChange } from '../../actions/occurrence.ts';
import { useSaving } from '../../shared/saving.tsx';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import type { Block } from './blocks.ts';
import { weekText } from './text.ts';

/** Changes one hour at once; the message has the undo. */
export function useChange({ hour }: Block, onDone: () => void) {
  const unlocked = useUnlocked();
  const { busy, fault, save } = useSaving();
  const change = async (wanted: HourChange, message: string): Promise<void> => {
    const before = changeBack(unlocked.vault.replica, hour, wanted);
    if (!(await save(() => changeHour(unlocked.vault, hour, wanted)))) return;
    onDone();
    const undo = () =>
      changeHour(unlocked.vault, hour, before).then(
        () => unlocked.showToast(weekText().takenBack),
        () => unlocked.showToast(tabletWords().tablet.notSaved),
      );
    unlocked.showToast(message, () => void undo());
  };
  return { busy, fault, change: (wanted: HourChange, message: string) => void change(wanted, message) };
}
