import { useState } from 'preact/hooks';
import { NetworkError } from '#api/client/http.ts';
import { Button } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { CopyField } from '#kit/components/copy-field.tsx';
import { calendarDaysIcon } from '#kit/components/icons.tsx';
import { defineWords } from '#kit/words/language.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { readOwnFeed } from '../../sync/own-feed.ts';

const da = {
  title: 'Dine træffetider i kalenderen',
  hint: 'Abonnér på adressen i Outlook eller en anden kalender. Den viser dine tider, ikke hvem der har booket.',
  show: 'Vis adressen',
  what: 'Kalenderens adresse',
  offline: 'Adressen kan kun hentes, når der er forbindelse til serveren. Prøv igen, når der er net.',
  signIn: 'Log ind for at hente adressen.',
};
const en: typeof da = {
  title: 'Your drop-in hours in the calendar',
  hint: 'Subscribe to the address in Outlook or another calendar. It shows your hours, not who has booked.',
  show: 'Show the address',
  what: 'Address of the calendar',
  offline:
    'The address can only be fetched with a connection to the server. Try again when there is a network.',
  signIn: 'Sign in to fetch the address.',
};

const feedWords = defineWords({ da, en });

/** A worker's own calendar address. It is a secret, so it is fetched when the worker asks and stored nowhere. */
export function OwnFeed() {
  const { fetch, vault } = useUnlocked();
  const t = feedWords();
  const [state, setState] = useState<{ url: string } | 'busy' | 'offline' | 'signIn'>();
  const show = async () => {
    setState('busy');
    try {
      setState({ url: await readOwnFeed(fetch, vault) });
    } catch (error) {
      setState(error instanceof NetworkError && error.reason === 'signIn' ? 'signIn' : 'offline');
    }
  };
  return (
    <Card title={t.title}>
      <div class="stack">
        <p class="quiet">{t.hint}</p>
        {typeof state === 'object' ? (
          <CopyField what={t.what} value={state.url} />
        ) : (
          <Button icon={calendarDaysIcon} disabled={state === 'busy'} onPress={() => void show()}>
            {t.show}
          </Button>
        )}
        <div role="alert">
          {(state === 'offline' || state === 'signIn') && <p class="field-wrong">{t[state]}</p>}
        </div>
      </div>
    </Card>
  );
}
