import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import type { Me } from '../../sync/review.ts';
import { DemoBar } from '../kit/banner.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { languagesIcon, listChecksIcon, logOutIcon } from '../kit/icons.tsx';
import { speak, words } from '../words/words.ts';

interface ShellProps {
  me: Me | undefined;
  /** Name of the page that is open; without one there is no menu. */
  current?: string;
  onSignOut?: () => void;
  children: ComponentChildren;
}

/** Rail, demo bar and the room for a page. */
export function Shell({ me, current, onSignOut, children }: ShellProps) {
  const { nav, demo, review, productName, language } = words();
  const person = me?.person;
  return (
    <div class="review">
      <a class="skip" href="#content">
        {nav.skip}
      </a>
      {me && me.demo.length > 0 && <DemoBar text={demo.bar} />}
      <div class="review-columns">
        <header class="rail">
          <div class="rail-name">
            <strong>{productName}</strong>
            {me && (
              <span class="quiet">
                {person?.role === 'coordinator' ? review.asCoordinator(me.municipality) : me.municipality}
              </span>
            )}
          </div>
          {current && <Menu current={current} />}
          <div class="rail-foot">
            {person && <span class="quiet rail-person">{person.name}</span>}
            <Button look="quiet" icon={languagesIcon} onPress={() => speak(language === 'da' ? 'en' : 'da')}>
              <span lang={language === 'da' ? 'en' : 'da'}>{nav.language}</span>
            </Button>
            {onSignOut && (
              <Button look="quiet" icon={logOutIcon} onPress={onSignOut}>
                {nav.signOut}
              </Button>
            )}
          </div>
        </header>
        <main id="content" class="review-main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}

function Menu({ current }: { current: string }) {
  const { nav } = words();
  const { path } = useLocation();
  return (
    <nav aria-label={nav.main}>
      <a class="rail-link" href="/k/log" aria-current={path === '/k/log' ? 'page' : 'true'}>
        <Icon of={listChecksIcon} />
        {current}
      </a>
    </nav>
  );
}
