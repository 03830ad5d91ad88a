import { useState } from 'preact/hooks';
import { NetworkError } from '#api/client/http.ts';
import { Button, ButtonLink } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { SingleChips } from '#kit/components/chips.tsx';
import { Icon } from '#kit/components/icon.tsx';
import {
  circleQuestionMarkIcon,
  lockIcon,
  logOutIcon,
  refreshCwIcon,
  rotateCcwIcon,
  tabletIcon,
} from '#kit/components/icons.tsx';
import { inWords } from '#kit/words/format.ts';
import { language, setLanguage } from '#kit/words/language.ts';
import { words } from '#kit/words/words.ts';
import { hand, hands, takeHand } from '../../device/handedness.ts';
import { canStayAwake, stayAwake, staysAwake } from '../../device/screen-awake.ts';
import { applyTheme, theme, themes } from '../../device/theme.ts';
import { ChoosePin } from '../../shared/choose-pin.tsx';
import { personName } from '../../shared/served-places.ts';
import { lockMinutes } from '../../state/auto-lock.ts';
import type { Tablet } from '../../state/tablet.ts';
import { useUnlocked } from '../../state/unlocked-context.tsx';
import { loseAccess } from '../../store/access.ts';
import { unsentCount } from '../../store/sync-progress.ts';
import { endAccess } from '../../sync/signed.ts';
import { everydayWords } from '../../words/everyday.ts';
import { tabletWords } from '../../words/words.ts';
import { OwnFeed } from './own-feed.tsx';
import { Rename } from './rename.tsx';
import { SingleKeys } from './single-keys.tsx';

/** Settings of this tablet, and the ways out. None of them deletes anything. */
export function More({ tablet: own }: { tablet: Tablet }) {
  const unlocked = useUnlocked();
  const { pin, settings } = everydayWords();
  const { tablet, sync, nav } = tabletWords();
  return (
    <div class="stack pane-body">
      <Card>
        <div class="stack">
          <SingleChips
            legend={tablet.language}
            choices={[
              { key: 'da', word: 'Dansk' },
              { key: 'en', word: 'English' },
            ]}
            chosen={language()}
            onChoose={(key) => void setLanguage(key)}
          />
          <SingleChips
            legend={tablet.theme}
            choices={themes.map((key) => ({ key, word: tablet.themes[key] }))}
            chosen={theme()}
            onChoose={applyTheme}
          />
          <SingleKeys />
          <SingleChips
            legend={settings.hand}
            choices={hands.map((key) => ({ key, word: settings.hands[key] }))}
            chosen={hand()}
            onChoose={takeHand}
          />
          {canStayAwake() && (
            <div>
              <SingleChips
                legend={settings.awake}
                choices={(['off', 'on'] as const).map((key) => ({ key, word: settings.awakes[key] }))}
                chosen={staysAwake() ? 'on' : 'off'}
                onChoose={(key) => stayAwake(key === 'on')}
              />
              <p class="small quiet">{settings.awakeAside(inWords(lockMinutes.idle))}</p>
            </div>
          )}
        </div>
      </Card>
      <Card>
        <div class="stack">
          <p class="with-icon">
            <Icon of={tabletIcon} />
            <span>
              {personName(unlocked.replica(), unlocked.person)} ·{' '}
              {sync.tablet(unlocked.vault.device.row.tablet)}
            </span>
          </p>
          <Rename />
          <ButtonLink href="/sync" icon={refreshCwIcon}>
            {nav.sync}
          </ButtonLink>
          <Button icon={lockIcon} onPress={unlocked.lock}>
            {tablet.lockNow}
          </Button>
          <SignOut />
        </div>
      </Card>
      <Card title={pin.title}>
        <ChoosePin tablet={own} />
      </Card>
      <OwnFeed />
      <Card title={nav.help}>
        <div class="stack">
          <p>{tablet.help}</p>
          <ButtonLink href="/hjaelp" icon={circleQuestionMarkIcon}>
            {settings.help}
          </ButtonLink>
          <ButtonLink href="/velkommen" icon={rotateCcwIcon}>
            {settings.welcome}
          </ButtonLink>
        </div>
      </Card>
    </div>
  );
}

/** *Log ud*. Refused while anything is unsent. What was sent stays on the tablet, sealed and covered until the worker signs in again. */
function SignOut() {
  const unlocked = useUnlocked();
  const { errors, page } = words();
  const { tablet } = tabletWords();
  const [wrong, setWrong] = useState<string>();
  const unsent = unsentCount(unlocked.book.value.progress);
  const leave = async () => {
    if (unsent > 0) {
      setWrong(tablet.signOutUnsent(unsent));
      unlocked.syncLoop.wake();
      return;
    }
    try {
      await endAccess(unlocked.fetch, unlocked.vault).catch((error: unknown) => {
        // It reads nothing already.
        if (!(error instanceof NetworkError && error.reason === 'signIn')) throw error;
      });
      await loseAccess(unlocked.vault);
      unlocked.lock();
    } catch {
      setWrong(`${errors.noAnswer}. ${errors.noAnswerMore}`);
    }
  };
  return (
    <>
      <Button icon={logOutIcon} onPress={() => void leave()}>
        {page.signOut}
      </Button>
      <div role="alert">{wrong && <p class="field-wrong">{wrong}</p>}</div>
    </>
  );
}
