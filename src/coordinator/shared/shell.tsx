import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import type { Me } from '#api/client/log.ts';
import { DemoBar } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  banIcon,
  calendarDaysIcon,
  languagesIcon,
  listChecksIcon,
  logOutIcon,
  schoolIcon,
} from '#kit/components/icons.tsx';
import { otherLanguage, setLanguage } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import { coordinatorWords } from '../words/menu.ts';
import { logWords } from '../words/words.ts';
import './shell.css';

interface ShellProps {
  me: Me | undefined;
  /** Shows the menu: only for a coordinator. */
  menu?: boolean;
  onSignOut?: () => void;
  children: ComponentChildren;
}

/** Rail, demo bar and the room for a page. */
export function Shell({ me, menu, onSignOut, children }: ShellProps) {
  const { demo, productName, page } = words();
  const other = otherLanguage();
  const review = logWords();
  const person = me?.person;
  return (
    <div class="review">
      <a class="skip" href="#content">
        {page.skip}
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
          {menu && <Menu />}
          <div class="rail-foot">
            {person && <span class="quiet rail-person">{person.name}</span>}
            <Button look="quiet" icon={languagesIcon} onPress={() => setLanguage(other)}>
              <span lang={other}>{page.language}</span>
            </Button>
            {onSignOut && (
              <Button look="quiet" icon={logOutIcon} onPress={onSignOut}>
                {page.signOut}
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

const pages = [
  { href: '/k/log', name: 'log', icon: listChecksIcon },
  { href: '/k/tider', name: 'hours', icon: calendarDaysIcon },
  { href: '/k/lukkedage', name: 'closings', icon: banIcon },
  { href: '/k/steder', name: 'places', icon: schoolIcon },
] as const;

function Menu() {
  const { page } = words();
  const { path } = useLocation();
  const open = pages.find(({ href }) => path === href || path.startsWith(`${href}/`)) ?? pages[0];
  return (
    <nav class="rail-menu" aria-label={page.main}>
      {pages.map(({ href, name, icon }) => (
        <a
          key={href}
          class="rail-link"
          href={href}
          aria-current={path === href ? 'page' : open.href === href ? 'true' : undefined}
        >
          <Icon of={icon} />
          {coordinatorWords()[name]}
        </a>
      ))}
    </nav>
  );
}
