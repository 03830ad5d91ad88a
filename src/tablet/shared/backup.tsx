import { useRef, useState } from 'preact/hooks';
import { type Fetch, NetworkError } from '#api/client/http.ts';
import { Button } from '#kit/components/button.tsx';
import { Card } from '#kit/components/card.tsx';
import { downloadIcon, hardDriveDownloadIcon, sendIcon } from '#kit/components/icons.tsx';
import { ThinProgress } from '#kit/components/progress.tsx';
import { words } from '#kit/words/words.ts';
import { changesOf } from '../actions/consultation.ts';
import { saveFile } from '../device/save-file.ts';
import { isCapture } from '../state/drafts.ts';
import { useUnlocked } from '../state/unlocked-context.tsx';
import { makeBackup, makeRescue, sendBackup } from '../sync/backup.ts';
import { everydayWords } from '../words/everyday.ts';
import { tabletWords } from '../words/words.ts';

/** What is unsent as a file, and a file from any tablet sent from here. */
export function Backup() {
  const unlocked = useUnlocked();
  const { backup } = everydayWords();
  return (
    <Card title={backup.title}>
      <div class="stack">
        <p>{backup.why}</p>
        <SaveBackup />
        <ReadBackup fetch={unlocked.fetch} onSent={unlocked.syncLoop.wake} />
      </div>
    </Card>
  );
}

/** Where the store does not answer, the file is made of what the page still holds, with what is being typed. */
export function SaveBackup({ look }: { look?: 'primary' }) {
  const unlocked = useUnlocked();
  const { sync } = tabletWords();
  const { backup: text } = everydayWords();
  const [made, setMade] = useState<{ file: File; changes: number }>();
  const [message, setMessage] = useState<string>();
  const save = async (ready: { file: File; changes: number }) => {
    const outcome = await saveFile(ready.file);
    setMade(outcome === 'again' ? ready : undefined);
    const said = {
      saved: text.saved(ready.changes),
      offered: text.offered(ready.changes),
      again: text.ready,
      cancelled: undefined,
    };
    setMessage(said[outcome]);
  };
  const fromDisk = () => makeBackup(unlocked.vault.device, unlocked.makeId);
  const fromMemory = () => {
    const typed = [...unlocked.drafts.all.value.values()].filter(isCapture);
    return makeRescue(
      unlocked.vault,
      typed.flatMap((capture) => changesOf(unlocked.vault, capture)),
    );
  };
  const make = async () => {
    try {
      const { text: content, changes } = await fromDisk().catch(fromMemory);
      if (changes === 0) return setMessage(text.nothing);
      const name = `traeffetid-sikkerhedskopi-${unlocked.today.value}.json`;
      await save({ file: new File([content], name, { type: 'application/json' }), changes });
    } catch {
      setMessage(sync.storageDead);
    }
  };
  return (
    <>
      <Button {...(look && { look })} icon={hardDriveDownloadIcon} onPress={() => void make()}>
        {sync.backup}
      </Button>
      <p role="status">{message}</p>
      {made && (
        <Button
          look="primary"
          icon={downloadIcon}
          onPress={() => void save(made).catch(() => setMessage(sync.storageDead))}
        >
          {words().act.save}
        </Button>
      )}
    </>
  );
}

/** Needs no login: what is in the file was signed by the tablet that made it, and is sealed for the server. */
export function ReadBackup({ fetch, onSent }: { fetch: Fetch; onSent?: () => void }) {
  const { backup: text } = everydayWords();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<{ text: string; wrong?: boolean }>();
  const read = async (file: File) => {
    setBusy(true);
    setMessage(undefined);
    try {
      const sent = await sendBackup(fetch, await file.text());
      setMessage(sent === undefined ? { text: text.noBackup, wrong: true } : { text: text.sent(sent) });
      onSent?.();
    } catch (error) {
      setMessage({ text: failureText(error), wrong: true });
    }
    setBusy(false);
    if (field.current) field.current.value = '';
  };
  return (
    <div class="stack">
      <input
        ref={field}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={text.read}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void read(file);
        }}
      />
      <Button icon={sendIcon} disabled={busy} onPress={() => field.current?.click()}>
        {text.read}
      </Button>
      <ThinProgress busy={busy} label={text.sending} />
      <p role="status" class={message?.wrong ? 'field-wrong' : undefined}>
        {message?.text}
      </p>
    </div>
  );
}

function failureText(error: unknown): string {
  const { lists, errors } = words();
  const { backup } = everydayWords();
  if (!(error instanceof NetworkError)) return errors.unexpected;
  const { reason: failure } = error;
  if (failure === 'offline' || failure === 'strange') return backup.noNet;
  return failure === 'forbidden' || failure === 'unknownDevice' ? backup.changed : lists.problem[failure];
}
