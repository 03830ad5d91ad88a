import type { Schedule } from '#api/client/schedule.ts';
import { dayOf } from '#domain/day.ts';
import { Each } from '#kit/components/each.tsx';
import { momentText } from '#kit/words/format.ts';
import { hourText } from './say.ts';
import { scheduleText } from './text.ts';

/** The changes of the plan with who and when, the newest first. */
export function History({ schedule }: { schedule: Schedule }) {
  const say = scheduleText();
  const { changes } = schedule;
  return (
    <details class="plan-history">
      <summary>{say.history}</summary>
      {changes.length === 0 && <p class="quiet">{say.noHistory}</p>}
      <ol class="plan-lines">
        <Each of={changes} as="li" keyOf={(change) => change.at + change.by}>
          {(change) => (
            <li>
              <strong>{nameOf(change)}</strong> {aboutOf(schedule, change)}{' '}
              <span class="quiet">
                {[momentText(change.at, dayOf(change.at)), change.by, say.told(change.told)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          )}
        </Each>
      </ol>
    </details>
  );
}

type Change = Schedule['changes'][number];

const nameOf = ({ command }: Change): string => {
  const { commands } = scheduleText();
  return command.type === 'cancel' && command.reason === null ? commands.hold : commands[command.type];
};

function aboutOf(schedule: Schedule, { command }: Change): string {
  if (command.type === 'create') return hourText(schedule, { ...command.hour, id: '' });
  if ('closing' in command) return command.closing.name;
  const hour = 'id' in command ? schedule.dropIns.find(({ id }) => id === command.id) : undefined;
  if (hour) return hourText(schedule, hour);
  if (command.type === 'copy') return String(command.ids.length);
  return '';
}
