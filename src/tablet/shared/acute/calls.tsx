import { type AcuteNumbers, answersNow } from '#domain/acute.ts';
import { Icon } from '#kit/components/icon.tsx';
import { phoneIcon, sirenIcon } from '#kit/components/icons.tsx';
import { capital, timeText } from '#kit/words/format.ts';
import type { AcuteTalk } from '../../actions/consultation.ts';
import { acuteNumbers } from './numbers.ts';
import { acuteText } from './text.ts';
import './calls.css';

type Whom = AcuteTalk['calls'][number]['whom'];

interface Line {
  whom: Whom;
  number: string;
  title: string;
  when?: string;
}

/** In case of danger to life, everywhere in Denmark. */
const emergency = '112';

/** The numbers that can be rung now: the one that answers at this moment first, 112 always second. */
function linesOf(numbers: AcuteNumbers | undefined, now: number): Line[] {
  const acute = acuteText();
  const danger: Line = { whom: 'danger', number: emergency, title: acute.danger };
  if (!numbers) return [danger];
  const open = answersNow(numbers, now);
  const from = timeText(numbers.from);
  const to = timeText(numbers.to);
  const hours = { day: acute.dayHours(from, to), evening: acute.eveningHours(to) };
  const line = (whom: 'day' | 'evening'): Line[] =>
    numbers[whom] === ''
      ? []
      : [
          {
            whom,
            number: numbers[whom],
            title: whom === open ? acute[whom] : acute.names[whom],
            when: whom === open ? acute.open(hours[whom]) : capital(hours[whom]),
          },
        ];
  return [...line(open), danger, ...line(open === 'day' ? 'evening' : 'day')];
}

/** The numbers, to be rung by one tap or read from a metre off. */
export function Calls({ now, onCall }: { now: number; onCall: (whom: Whom) => void }) {
  const acute = acuteText();
  const numbers = acuteNumbers();
  const lines = linesOf(numbers, now);
  return (
    <div class="acute-calls" data-many={lines.length}>
      {lines.map(({ whom, number, title, when }) => (
        <a
          key={whom}
          class="acute-call"
          data-whom={whom}
          href={`tel:${number.replaceAll(' ', '')}`}
          onClick={() => onCall(whom)}
        >
          <span class="acute-round">
            <Icon of={whom === 'danger' ? sirenIcon : phoneIcon} />
          </span>
          <span class="acute-call-text">
            <span class="acute-call-title">{title}</span>
            <strong class="acute-number numbers">{number}</strong>
            {when && <span class="acute-when">{when}</span>}
          </span>
        </a>
      ))}
      {lines.length === 1 && <p class="acute-none">{numbers ? acute.none : acute.unknown}</p>}
    </div>
  );
}
