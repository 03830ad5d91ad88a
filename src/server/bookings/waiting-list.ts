import type { BookingLanguage } from '#api/public-pages.ts';
import { MailAddress } from '#domain/booking.ts';
import type { InstitutionNumber } from '#domain/institution.ts';
import type { Deps } from '../platform/deps.ts';

/** Puts a mail address on a place's waiting list: it is told once of the next free time. False when it is no mail address. */
export async function waitForFreed(
  deps: Deps,
  institution: InstitutionNumber,
  mail: string,
  language: BookingLanguage,
): Promise<boolean> {
  const address = MailAddress.safeParse(mail);
  if (!address.success) return false;
  await deps.sql`
    insert into waiting (institution, mail, language, made_at)
    values (${institution}, ${address.data}, ${language}, ${new Date(deps.now())})
    on conflict (institution, mail) do nothing`;
  return true;
}
