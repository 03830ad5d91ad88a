import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';

export interface Letter {
  id: string;
  to: string;
  subject: string;
  text: string;
  ics: string | null;
}

/** Hands one mail on; throws when it was not taken. */
export type Carry = (letter: Letter) => Promise<void>;

const second = 1000;

/** The same letter sent twice (a crash between sending and saying so) has the same Message-ID. */
function asMail({ id, to, subject, text, ics }: Letter, from: string): SendMailOptions {
  return {
    from: { name: 'Træffetid', address: from },
    to,
    subject,
    text,
    messageId: `<${id}@${from.slice(from.indexOf('@') + 1)}>`,
    headers: { 'auto-submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    // As another form of the letter, which calendars take in by themselves, and as a file for the others.
    ...(ics !== null && {
      icalEvent: { filename: 'traeffetid.ics', content: ics, method: /^METHOD:(\w+)/m.exec(ics)![1]! },
    }),
  };
}

/** Sends by SMTP. A server that does not answer is given up after 20 seconds: the row in the outbox is held meanwhile. */
export function bySmtp(url: string, from: string): Carry {
  const transport = createTransport(url, {});
  Object.assign(transport.options, {
    connectionTimeout: 10 * second,
    greetingTimeout: 10 * second,
    socketTimeout: 20 * second,
  });
  return async (letter) => {
    await transport.sendMail(asMail(letter, from));
  };
}

/** Keeps each mail as a file that any mail program opens, where no mail server is configured. */
export function toFolder(folder: string, from: string): Carry {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return async (letter) => {
    const { message } = await transport.sendMail(asMail(letter, from));
    const file = join(folder, `${letter.id}.eml`);
    await writeFile(`${file}.new`, message as Buffer, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
}
