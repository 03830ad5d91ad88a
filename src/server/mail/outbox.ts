import type { TransactionSql } from 'postgres';
import type { BookingLanguage, MailView } from '#api/public-pages.ts';
import type { Id } from '#domain/id.ts';
import type { Deps } from '../platform/deps.ts';

export interface NewMail {
  booking: Id | null;
  to: string;
  language: BookingLanguage;
  view: MailView;
  /** Calendar entry to attach. */
  ics?: string;
  /** Not before; at once where it is absent. */
  after?: Date;
}

/** Puts a mail into the outbox, in the transaction of the change that it tells of, so that both happen or neither. */
export async function queueMail(tx: TransactionSql, deps: Deps, mail: NewMail): Promise<void> {
  const at = new Date(deps.now());
  const { subject, text } = deps.booking.texts.mail(mail.view, mail.language);
  await tx`
    insert into mail (id, booking, kind, recipient, subject, text, ics, made_at, send_after)
    values (${deps.makeId()}, ${mail.booking}, ${mail.view.type}, ${mail.to}, ${subject}, ${text}, ${mail.ics ?? null},
            ${at}, ${mail.after ?? at})`;
}

/** Removes the unsent mails of a kind about a booking, such as the reminder of a time that was cancelled. */
export const dropUnsent = (tx: TransactionSql, booking: Id, kind: MailView['type']) =>
  tx`delete from mail where booking = ${booking} and kind = ${kind} and sent_at is null`;
