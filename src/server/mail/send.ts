import type { Deps } from '../platform/deps.ts';
import { codeOf } from '../platform/error-code.ts';
import type { Carry } from './transport.ts';

interface Due {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  ics: string | null;
  attempts: number;
}

const minute = 60_000;
/** After so many tries, about three days, a mail stays in the outbox with the reason, and is logged. */
const mostAttempts = 16;

/** 1, 2, 4 … minutes, at most six hours. */
const pauseAfter = (attempts: number): number => Math.min(2 ** attempts * minute, 360 * minute);

/** What went wrong, without the address that the server's answer repeats. */
const reasonOf = (error: unknown): string => {
  const response = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return [codeOf(error), response].filter((part) => part !== undefined).join(' ') || 'unknown';
};

/**
 * Sends what is due, one mail a transaction: a row is held while it is sent, so that no other endpoint takes it, and a crash
 * gives it back. Returns how many were sent. A mail's text is emptied once it has left.
 */
export async function sendDue(deps: Deps, carry: Carry): Promise<number> {
  for (let sent = 0; ; sent += 1) {
    const took = await deps.sql.begin(async (tx): Promise<boolean> => {
      const now = new Date(deps.now());
      const [mail] = await tx<Due[]>`
        select id, recipient, subject, text, ics, attempts from mail
        where sent_at is null and given_up_at is null and send_after <= ${now}
        order by send_after, id limit 1 for update skip locked`;
      if (!mail) return false;
      try {
        await carry({ ...mail, to: mail.recipient });
        await tx`update mail set sent_at = ${now}, attempts = attempts + 1, last_error = null, text = null, ics = null where id = ${mail.id}`;
      } catch (error) {
        const attempts = mail.attempts + 1;
        const over = attempts >= mostAttempts;
        await tx`
          update mail set attempts = ${attempts}, last_error = ${reasonOf(error)}, given_up_at = ${over ? now : null},
            send_after = ${new Date(deps.now() + pauseAfter(mail.attempts))} where id = ${mail.id}`;
        deps.log({
          at: now.toISOString(),
          event: over ? 'mail.givenUp' : 'mail.failed',
          mail: mail.id,
          reason: reasonOf(error),
        });
      }
      return true;
    });
    if (!took) return sent;
  }
}

/** Looks into the outbox every `interval` milliseconds until it is closed; a fault of the database waits for the next look. */
export function sendAlways(deps: Deps, carry: Carry, interval = 5000): { close: () => Promise<void> } {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    await sendDue(deps, carry).catch((error: { code?: unknown }) =>
      deps.log({
        at: new Date(deps.now()).toISOString(),
        event: 'fault',
        code: String(error.code),
        during: 'mail',
      }),
    );
    if (!closed) timer = setTimeout(next, interval);
  };
  let looking = look();
  const next = (): void => {
    looking = look();
  };
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
