import { useEffect, useState } from 'preact/hooks';
import { dayOf, instantOf } from '#domain/day.ts';
import { Button, SubmitButton } from '#kit/components/button.tsx';
import { Field } from '#kit/components/field.tsx';
import { Form } from '#kit/components/form.tsx';
import { Icon } from '#kit/components/icon.tsx';
import { keyRoundIcon, lockOpenIcon, radioIcon, usersIcon } from '#kit/components/icons.tsx';
import { lazy } from '#kit/components/lazy.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { capital, dayTitle, inWords, timeOf, timeText } from '#kit/words/format.ts';
import { Alone } from '../../shared/alone.tsx';
import type { Tablet } from '../../state/tablet.ts';
import type { LockedFacts } from '../../state/unlocked.ts';
import type { VaultRow } from '../../store/db.ts';
import { listVaults } from '../../store/device.ts';
import { codeGroup, codeLength, isWholeCode } from '../../store/recovery-code.ts';
import { StorageError } from '../../store/storage-error.ts';
import { clockError } from '../../store/tablet-clock.ts';
import { demoCode } from '../../words/demo-code.ts';
import { tabletWords } from '../../words/words.ts';
import './lock.css';

const ClockWrong = lazy(() => import('../../shared/clock-wrong.tsx').then((file) => file.ClockWrong));
const Forgotten = lazy(() => import('./forgotten.tsx').then((file) => file.Forgotten));
const PinPad = lazy(() => import('./pin-pad.tsx').then((file) => file.PinPad));

/** The lock screen: says that an hour runs and how much waits to be sent, and nothing about a person (docs/screens.md, "Lock"). */
export function Lock({ tablet, row, facts }: { tablet: Tablet; row: VaultRow; facts: LockedFacts }) {
  const { tablet: text, lock } = tabletWords();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const hasPin = tablet.quickUnlock.way(row) !== undefined;
  const [way, setWay] = useState<'pin' | 'code' | 'forgotten'>(hasPin ? 'pin' : 'code');

  const open = async (typed: string) => {
    if (busy) return;
    if (!isWholeCode(typed)) return setWrong(`${lock.wrongCode} ${recoveryHint()}`);
    setBusy(true);
    setWrong(undefined);
    try {
      await tablet.open(row, typed);
    } catch (error) {
      const isWrong = error instanceof StorageError && error.reason === 'wrongCode';
      setWrong(isWrong ? `${lock.wrongCode} ${text.nothingLost}` : tabletWords().sync.storageDead);
      setBusy(false);
    }
  };
  const fillDemo = () => {
    setCode(demoCode);
    setWay('code');
    void open(demoCode);
  };
  const switchUser = async () => {
    const rows = await listVaults();
    tablet.show({ type: 'pick', rows });
  };

  return (
    <Alone tablet={tablet}>
      <Clock tablet={tablet} />
      <h1 class="hidden-text">{lock.title}</h1>
      <Facts tablet={tablet} row={row} facts={facts} />
      {way === 'forgotten' && <Forgotten tablet={tablet} row={row} onBack={() => setWay('code')} />}
      {way === 'pin' && (
        <PinPad
          tablet={tablet}
          row={row}
          onSpent={(why) => {
            setWrong(why);
            setWay('code');
          }}
        />
      )}
      {way === 'code' && (
        <Form class="stack" onSubmit={() => void open(code)}>
          <Field
            label={`${hasPin ? lock.recovery : lock.code} (${row.initials})`}
            hint={recoveryHint()}
            value={code}
            wrong={wrong}
            onInput={setCode}
          />
          <ThinProgress busy={busy} label={lock.unlocking} />
          <SubmitButton wide icon={lockOpenIcon} disabled={busy}>
            {busy ? lock.unlocking : lock.unlock}
          </SubmitButton>
        </Form>
      )}
      {way !== 'forgotten' && (
        <div class="lock-ways">
          {tablet.demo.value && (
            <Button wide icon={keyRoundIcon} disabled={busy} onPress={fillDemo}>
              {text.fillDemoCode}
            </Button>
          )}
          <Button look="quiet" icon={usersIcon} onPress={() => void switchUser()}>
            {lock.otherUser}
          </Button>
          {way === 'pin' && (
            <Button look="quiet" onPress={() => setWay('code')}>
              {lock.useRecovery}
            </Button>
          )}
          {way === 'code' && hasPin && (
            <Button look="quiet" onPress={() => setWay('pin')}>
              {lock.usePin}
            </Button>
          )}
          {way === 'code' && (
            <Button look="quiet" onPress={() => setWay('forgotten')}>
              {text.forgotten}
            </Button>
          )}
        </div>
      )}
    </Alone>
  );
}

const recoveryHint = (): string => tabletWords().lock.recoveryHint(codeLength, inWords(codeGroup));

function Clock({ tablet: { now, sync } }: { tablet: Tablet }) {
  const [tabletNow, setNow] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setNow(now()), 5000);
    return () => clearInterval(timer);
  }, [now]);
  const error = clockError(sync.value.contact, tabletNow);
  return (
    <>
      <div class="lock-clock">
        <p class="lock-time numbers">{timeOf(instantOf(tabletNow + error))}</p>
        <p class="quiet">{dayTitle(dayOf(tabletNow + error))}</p>
      </div>
      {error !== 0 && <ClockWrong now={tabletNow + error} error={error} />}
    </>
  );
}

function Facts({ tablet, row, facts }: { tablet: Tablet; row: VaultRow; facts: LockedFacts }) {
  const { lock } = tabletWords();
  const [unsent, setUnsent] = useState<number>();
  const sync = tablet.sync.value;
  useEffect(() => {
    let gone = false;
    tablet.unsent(row).then(
      (count) => !gone && setUnsent(count),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [sync, tablet, row]);
  const texts = [
    facts.drafts > 0 && lock.runningConversations(facts.drafts),
    unsent === undefined ? undefined : unsent > 0 ? lock.waiting(unsent) : lock.allSent,
    unsent !== undefined && unsent > 0 && lock.allKept,
  ].filter(Boolean);
  return (
    <div class="lock-facts">
      {facts.until && (
        <p>
          <Icon of={radioIcon} /> <strong>{lock.running(timeText(facts.until))}</strong>
        </p>
      )}
      <p class="quiet" role="status">
        {capital(texts.join(' · '))}
      </p>
    </div>
  );
}
