import { useEffect, useState } from 'preact/hooks';
import type { Failure, Fetch } from '#api/client/http.ts';
import { type Decide, decide, type LogLine } from '#api/client/log.ts';
import type { Id, MakeId } from '#domain/id.ts';
import { failureOf } from '../shared/use-answer.ts';
import { logWords } from '../words/words.ts';

/** The message about what was just done, with its undo. */
interface Said {
  text: string;
  undo: (() => void) | undefined;
}

export interface Decisions {
  said: Said | undefined;
  failure: Failure | undefined;
  /** Tries again what failed. */
  again: () => void;
  busy: boolean;
  /** Raised by every decision, so that the open consultation is read again. */
  version: number;
  approve: (lines: readonly LogLine[]) => void;
  takeBack: (line: LogLine) => void;
  /** The id of a new question. It is made once, so that a question sent twice is asked once. */
  makeId: () => Id;
  /** Settles when the question has been sent, also at a later try. */
  ask: (line: LogLine, remark: NonNullable<Decide['remark']>) => Promise<void>;
}

/** How long a message stands (docs/screens.md, "What holds everywhere"), in milliseconds; longer while somebody is at its button. */
const said8s = 8000;

/** Should a line be read before it is approved? Without an assessment it is not done, and an acute one is never approved in a heap. */
export const isToBeRead = ({ annulled, status, assessment }: LogLine): boolean =>
  !annulled && status !== 'approved' && (assessment === null || assessment === 'acute');

const seenOf = (lines: readonly LogLine[]): Decide['consultations'] =>
  lines.map(({ id, seen }) => ({ id, seen }));

/** Deciding about consultations, with one step back. `onDone` reads the log anew. */
export function useDecisions(fetch: Fetch, makeId: MakeId, onDone: () => void): Decisions {
  const [said, setSaid] = useState<Said>();
  const [failed, setFailed] = useState<{ failure: Failure; again: () => void }>();
  const [busy, setBusy] = useState(false);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (!said) return;
    const leave = () => {
      if (document.activeElement?.closest('.said')) timer = setTimeout(leave, said8s);
      else setSaid(undefined);
    };
    let timer = setTimeout(leave, said8s);
    return () => clearTimeout(timer);
  }, [said]);

  /** Settles when the work is done, also at a later try. The log is read again after a failure too: some lines may be decided. */
  const run = (work: () => Promise<Said>): Promise<void> =>
    new Promise((settle) => {
      const attempt = async () => {
        setBusy(true);
        setFailed(undefined);
        try {
          setSaid(await work());
          settle();
        } catch (error) {
          setSaid(undefined);
          setFailed({ failure: failureOf(error), again: () => void attempt() });
        } finally {
          setBusy(false);
          setVersion((before) => before + 1);
          onDone();
        }
      };
      void attempt();
    });

  /** Undoes an approval: gives the lines the status that they had before. */
  const restore = (lines: readonly LogLine[]) =>
    void run(async () => {
      for (const state of ['new', 'question'] as const) {
        const those = lines.filter(({ status }) => status === state);
        if (those.length > 0) await decide(fetch, { state, consultations: seenOf(those) });
      }
      return { text: logWords().putBack(lines.length), undo: undefined };
    });

  const approve = (lines: readonly LogLine[]) => {
    const review = logWords();
    if (busy) return;
    const unread = lines.filter(({ annulled, status }) => !annulled && status === 'new');
    const asked = lines.filter(({ annulled, status }) => !annulled && status === 'question');
    // A question stays open when it is chosen among other lines: it is approved only where all chosen lines are questions.
    const open = unread.length > 0 ? unread : asked;
    const left = unread.length > 0 ? asked.length : 0;
    if (open.length === 0) return setSaid({ text: review.nothingToApprove, undo: undefined });
    void run(async () => {
      const decided = await decide(fetch, { state: 'approved', consultations: seenOf(open) });
      const approved = decided.filter(({ status }) => status === 'approved').map(({ id }) => id);
      const changed = decided.length - approved.length;
      const done = open.filter(({ id }) => approved.includes(id));
      const text = [
        (done.length > 0 || changed === 0) && review.approved(done.length),
        changed > 0 && review.changed(changed),
        left > 0 && review.leftOpen(left),
      ];
      return {
        text: text.filter(Boolean).join(' '),
        undo: done.length > 0 ? () => restore(done) : undefined,
      };
    });
  };

  return {
    said,
    failure: failed?.failure,
    again: failed?.again ?? onDone,
    busy,
    version,
    approve,
    makeId,
    takeBack: (line) => restore([{ ...line, status: 'new' }]),
    ask: (line, remark) =>
      run(async () => {
        await decide(fetch, { state: 'question', consultations: seenOf([line]), remark });
        return { text: logWords().asked, undo: undefined };
      }),
  };
}
