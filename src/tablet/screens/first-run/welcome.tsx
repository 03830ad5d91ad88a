import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ActionBar } from '#kit/components/action-bar.tsx';
import { Button } from '#kit/components/button.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  arrowRightIcon,
  checkIcon,
  circleAlertIcon,
  clockIcon,
  cloudCheckIcon,
  downloadIcon,
  gitCompareIcon,
  hardDriveIcon,
  tabletIcon,
} from '#kit/components/icons.tsx';
import { Pill, type Tone } from '#kit/components/pill.tsx';
import { words } from '#kit/words/words.ts';
import { installNow, installWay } from '../../device/install.ts';
import { CaptureHead } from '../../shared/capture-head.tsx';
import { ChoosePin, type Leaving } from '../../shared/choose-pin.tsx';
import type { Tablet } from '../../state/tablet.ts';
import { everydayWords } from '../../words/everyday.ts';
import { tabletWords } from '../../words/words.ts';
import { Practice } from './practice.tsx';
import './marks.css';

/** Four short cards after the recovery code. Each can be skipped, and *Mere* opens them again (docs/screens.md, "First visit"). */
export function Welcome({ tablet }: { tablet: Tablet }) {
  const { route } = useLocation();
  const { act } = words();
  const { firstTime, nav } = tabletWords();
  const { pin } = everydayWords();
  const [at, setAt] = useState(0);
  const leaving: Leaving = useRef(null);
  const cards: { title: string; body: ComponentChildren }[] = [
    { title: firstTime.install, body: <Install /> },
    { title: pin.title, body: <ChoosePin tablet={tablet} leaving={leaving} /> },
    { title: firstTime.practice, body: <Practice /> },
    { title: firstTime.howSent, body: <HowSent /> },
  ];
  const { title, body } = cards[at]!;
  const isLast = at === cards.length - 1;
  const end = () => route('/');
  // A PIN that was typed is stored before the next card is shown.
  const goOn = async () => {
    if (await (leaving.current?.() ?? true)) setAt(at + 1);
  };
  return (
    <div class="capture">
      <CaptureHead key={`head ${at}`} title={title} about={firstTime.step(at + 1, cards.length)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds no control must be reachable by keyboard. */}
      <div class="capture-body" key={at} tabIndex={0}>
        {body}
      </div>
      <ActionBar>
        {at > 0 && (
          <Button look="quiet" onPress={() => setAt(at - 1)}>
            {nav.back}
          </Button>
        )}
        {!isLast && (
          <Button look="quiet" onPress={end}>
            {firstTime.skip}
          </Button>
        )}
        {isLast ? (
          <Button look="primary" icon={checkIcon} onPress={end}>
            {firstTime.done}
          </Button>
        ) : (
          <Button look="primary" iconAfter={arrowRightIcon} onPress={() => void goOn()}>
            {act.next}
          </Button>
        )}
      </ActionBar>
    </div>
  );
}

function Install() {
  const { firstTime } = tabletWords();
  const { install } = everydayWords();
  const way = installWay();
  const how = {
    installed: install.installed,
    ios: firstTime.installIos,
    offered: install.offered,
    android: firstTime.installAndroid,
    desktop: install.desktop,
  }[way];
  return (
    <div class="stack">
      <p class="with-icon">
        <Icon of={way === 'installed' ? checkIcon : tabletIcon} />
        <strong>{how}</strong>
      </p>
      {way !== 'installed' && <p>{firstTime.installWhy}</p>}
      {installNow.value && way === 'offered' && (
        <p>
          <Button icon={downloadIcon} onPress={installNow.value}>
            {firstTime.installButton}
          </Button>
        </p>
      )}
    </div>
  );
}

const toneIcons = {
  local: hardDriveIcon,
  wait: clockIcon,
  sent: cloudCheckIcon,
  conflict: gitCompareIcon,
  danger: circleAlertIcon,
} as const;

function HowSent() {
  const { sync } = tabletWords();
  const { howSent } = everydayWords();
  const marks: [keyof typeof toneIcons & Tone, string, string][] = [
    ['local', sync.localShort, howSent.local],
    ['wait', sync.wait, howSent.wait],
    ['sent', howSent.sentWord, howSent.sent],
    ['conflict', sync.conflict, howSent.conflict],
    ['danger', sync.refusedShort, howSent.danger],
  ];
  return (
    <div class="stack">
      <p>{howSent.where}</p>
      <ul class="stack marks">
        {marks.map(([tone, word, text]) => (
          <li key={tone}>
            <Pill tone={tone} icon={toneIcons[tone]} word={word} />
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
