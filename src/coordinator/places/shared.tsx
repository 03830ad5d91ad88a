import { useEffect, useState } from 'preact/hooks';
import { keepDaysLimits, type PlacesDesk } from '#api/client/places.ts';
import { Card } from '#kit/components/card.tsx';
import { CopyField } from '#kit/components/copy-field.tsx';
import { Each } from '#kit/components/each.tsx';
import { Field } from '#kit/components/field.tsx';
import { Acute } from './acute.tsx';
import { Back } from './back.tsx';
import type { Change } from './changes.ts';
import { Contact } from './contact.tsx';
import { DeskForm } from './desk-form.tsx';
import { Renew } from './renew.tsx';
import { text } from './text.ts';
import './shared.css';

/** The settings of the whole municipality, and the workers' calendars. */
export function Shared({ desk, onChange }: { desk: PlacesDesk; onChange: Change }) {
  const say = text();
  const { municipality, workers } = desk;
  return (
    <section class="desk-cards" aria-labelledby="opened">
      <header>
        <Back />
        <h2 id="opened" tabIndex={-1}>
          {say.shared}
        </h2>
      </header>
      <Card title={say.call}>
        <Contact institution={null} {...municipality} hint={say.callShared} onChange={onChange} />
      </Card>
      <Card title={say.acute}>
        <Acute acute={municipality.acute} onChange={onChange} />
      </Card>
      <Card title={say.workers}>
        <p class="quiet">{workers.length === 0 ? say.noWorkers : say.workersHint}</p>
        <ul class="rows">
          <Each of={workers} as="li" keyOf={({ id }) => id}>
            {({ id, name, feedUrl }) => (
              <li class="desk-worker">
                <strong>{name}</strong>
                <CopyField what={`${say.calendar}, ${name}`} value={feedUrl} />
                <Renew
                  word={say.renewFeed}
                  label={say.renewFeedOf(name)}
                  title={say.renewFeedTitle(name)}
                  more={say.renewFeedMore}
                  act={say.renewFeedDo}
                  onRenew={() => onChange({ type: 'workerFeed', worker: id }, say.renewedFeed)}
                />
              </li>
            )}
          </Each>
        </ul>
      </Card>
      <Card title={say.keepTitle}>
        <KeepDays days={municipality.keepDays} onChange={onChange} />
      </Card>
    </section>
  );
}

function KeepDays({ days, onChange }: { days: number; onChange: Change }) {
  const say = text();
  const { least, most } = keepDaysLimits;
  const [typed, setTyped] = useState(String(days));
  const [wrong, setWrong] = useState<string>();
  useEffect(() => setTyped(String(days)), [days]);
  const save = async () => {
    const keepDays = Number(typed);
    if (!Number.isInteger(keepDays) || keepDays < least || keepDays > most) {
      return setWrong(say.keepWrong(least, most));
    }
    const saved = await onChange({ type: 'keepDays', keepDays }, say.saved);
    setWrong(saved ? undefined : say.notSaved);
  };
  return (
    <DeskForm same={typed === String(days)} onSave={() => void save()}>
      <div class="desk-days">
        <Field
          label={say.keepDays}
          hint={say.keepHint}
          inputMode="numeric"
          value={typed}
          wrong={wrong}
          onInput={setTyped}
        />
      </div>
    </DeskForm>
  );
}
