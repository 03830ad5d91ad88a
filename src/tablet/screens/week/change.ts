import { changeBack, changeHour, type HourChange } from '../../actions/occurrence.ts';
import { useSaving } from '../../shared/saving.tsx';
import { useDesk } from '../../state/unlocked-context.tsx';
import { tabletWords } from '../../words/words.ts';
import type { Block } from './blocks.ts';
import { weekText } from './text.ts';

/** Changes one hour at once; the way back stands in the status line. */
export function useChange({ hour }: Block, onDone: () => void) {
  const desk = useDesk();
  const { busy, fault, save } = useSaving();
  const change = async (wanted: HourChange, said: string): Promise<void> => {
    const before = changeBack(desk.vault.shelf, hour, wanted);
    if (!(await save(() => changeHour(desk.vault, hour, wanted)))) return;
    onDone();
    const undo = () =>
      changeHour(desk.vault, hour, before).then(
        () => desk.say(weekText().takenBack),
        () => desk.say(tabletWords().tablet.notSaved),
      );
    desk.say(said, () => void undo());
  };
  return { busy, fault, change: (wanted: HourChange, said: string) => void change(wanted, said) };
}
