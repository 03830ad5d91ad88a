import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { sync as nodeIcal, type VEvent } from 'node-ical';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendAlways, sendDue } from '#server/mail/send.ts';
import { bySmtp, type Carry, toFolder } from '#server/mail/transport.ts';
import { days, minutes } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, places } from '../../helpers/endpoint.ts';
import { book, pathOf, tidsIn, visit } from '../../helpers/visitor.ts';

let endpoint: Endpoint;
let server: SMTPServer;
let carry: Carry;
let path: string;
let received: { to: string[]; text: string }[] = [];
/** What the mail server says to a mail; undefined takes it. */
let refusal: { responseCode: number; message: string } | undefined;

beforeAll(async () => {
  endpoint = await openEndpoint();
  path = await pathOf(endpoint, places.east);
  server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refusal) return done(Object.assign(new Error(refusal.message), refusal));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, text: Buffer.concat(parts).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.server.address() as AddressInfo;
  carry = bySmtp(`smtp://127.0.0.1:${port}`, 'traeffetid@kommune.example');
});
afterAll(async () => {
  await new Promise<void>((settle) => server.close(settle));
  await endpoint.close();
});
beforeEach(async () => {
  endpoint.clock.set('2026-11-20T09:00:00.000Z');
  await endpoint.sql`truncate booking, mail, rate cascade`;
  received = [];
  refusal = undefined;
});

const decoded = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

it('a receipt arrives at a real mail server, with the calendar entry and the owner’s link', async () => {
  const own = await book(visit(endpoint), path);
  expect(await sendDue(endpoint.deps, carry)).toBe(1);
  expect(received.map(({ to }) => to)).toEqual([['jonas@skole.example']]);
  const text = decoded(received[0]!.text);
  expect(text).toContain('Mandag 23. november 2026 (uge 48) kl. 08.00–08.20');
  expect(text).toContain(`https://traeffetid.example${own}`);
  const [alternative, file] = calendarsIn(received[0]!.text);
  expect(alternative.trimEnd()).toBe(file.trimEnd());
  expect(alternative).toContain('DTSTART;TZID=Europe/Copenhagen:20261123T080000');
});

/** The calendar as another form of the letter, and as a file in it. */
function calendarsIn(letter: string): [alternative: string, file: string] {
  expect(letter).toMatch(/Content-Type: multipart\/alternative/);
  const bodyUnder = (type: RegExp): string => {
    const part = letter.split('\r\n--').find((one) => type.test(one.slice(0, one.indexOf('\r\n\r\n'))))!;
    const body = part.slice(part.indexOf('\r\n\r\n') + 4);
    return /^Content-Transfer-Encoding: base64/m.test(part)
      ? Buffer.from(body, 'base64').toString('utf8')
      : decoded(body);
  };
  return [
    bodyUnder(/^Content-Type: text\/calendar; charset=utf-8; method=(REQUEST|CANCEL)/m),
    bodyUnder(/^Content-Type: application\/ics; name="?traeffetid\.ics"?/m),
  ];
}

it('a booking puts itself into her calendar, moves there, and takes itself out', async () => {
  const own = await book(visit(endpoint), path);
  await visit(endpoint).post(own, {
    act: 'move',
    tid: tidsIn((await visit(endpoint).get(`${own}?flyt`)).html)[0]!,
  });
  await visit(endpoint).post(own, { act: 'cancel' });
  await sendDue(endpoint.deps, carry);
  const read = received.map(({ text }) => {
    const [calendar] = calendarsIn(text);
    const parsed = new ICAL.Component(ICAL.parse(calendar));
    const event = parsed.getFirstSubcomponent('vevent')!;
    const other = Object.values(nodeIcal.parseICS(calendar)).find((one) => one?.type === 'VEVENT') as VEvent;
    const attendee = event.getFirstProperty('attendee')!;
    expect([attendee.getFirstValue(), attendee.getParameter('partstat')]).toEqual([
      ...['mailto:jonas@skole.example', 'ACCEPTED'],
    ]);
    expect(JSON.stringify(other.attendee)).toContain('mailto:jonas@skole.example');
    expect(String(event.getFirstPropertyValue('organizer'))).toMatch(/^mailto:/);
    return [
      parsed.getFirstPropertyValue('method'),
      other.status,
      Number(other.sequence),
      String(other.summary),
    ];
  });
  expect(read).toEqual([
    ['REQUEST', 'CONFIRMED', 0, expect.stringMatching(/^Træffetid: snak med /)],
    ['REQUEST', 'CONFIRMED', 1, expect.stringMatching(/^Træffetid: snak med /)],
    ['CANCEL', 'CANCELLED', 2, expect.stringMatching(/^Aflyst: Træffetid: snak med /)],
  ]);
});

it('what has been sent is not sent again, and its text is kept nowhere', async () => {
  await book(visit(endpoint), path);
  await Promise.all([
    sendDue(endpoint.deps, carry),
    sendDue(endpoint.deps, carry),
    sendDue(endpoint.deps, carry),
  ]);
  await sendDue(endpoint.deps, carry);
  expect(received).toHaveLength(1);
  const rows =
    await endpoint.sql`select text, ics, sent_at is not null as sent from mail where kind = 'receipt'`;
  expect(rows).toEqual([{ text: null, ics: null, sent: true }]);
});

it('the reminder comes the day before, and not at all when the time was cancelled', async () => {
  const own = await book(visit(endpoint), path);
  await book(visit(endpoint), path, { mail: 'second@skole.example' });
  await visit(endpoint).post(own, { act: 'cancel' });
  await sendDue(endpoint.deps, carry);
  received = [];
  endpoint.clock.set('2026-11-22T07:19:00.000Z');
  expect(await sendDue(endpoint.deps, carry)).toBe(0);
  endpoint.clock.set('2026-11-22T07:21:00.000Z');
  await sendDue(endpoint.deps, carry);
  expect(received.map(({ to }) => to[0])).toEqual(['second@skole.example']);
  expect(decoded(received[0]!.text)).toContain('Husk, at du har en tid.');
});

it('a server that refuses is asked again, later each time, and the address is in no log', async () => {
  await book(visit(endpoint), path);
  refusal = { responseCode: 451, message: 'try later jonas@skole.example' };
  const due = async () =>
    (
      await endpoint.sql<{ attempts: number; error: string; wait: number }[]>`
        select attempts, last_error as error, extract(epoch from send_after - ${new Date(endpoint.clock.now())})::int as wait
        from mail where kind = 'receipt'`
    )[0];
  await sendDue(endpoint.deps, carry);
  expect(await due()).toEqual({ attempts: 1, error: 'EMESSAGE 451', wait: 60 });
  await sendDue(endpoint.deps, carry);
  endpoint.clock.pass(minutes(2));
  await sendDue(endpoint.deps, carry);
  expect(await due()).toMatchObject({ attempts: 2, wait: 120 });
  expect(JSON.stringify(endpoint.logged)).not.toContain('skole.example');
  refusal = undefined;
  endpoint.clock.pass(minutes(3));
  await sendDue(endpoint.deps, carry);
  expect(received).toHaveLength(1);
});

it('one address that never works holds up nobody else, and is given up with its reason kept', async () => {
  await book(visit(endpoint), path);
  const failing: Carry = async (letter) => {
    if (letter.to === 'jonas@skole.example')
      throw Object.assign(new Error('no'), { code: 'EENVELOPE', responseCode: 550 });
    await carry(letter);
  };
  await book(visit(endpoint), path, { mail: 'second@skole.example' });
  expect(await sendDue(endpoint.deps, failing)).toBeGreaterThan(0);
  expect(received.map(({ to }) => to[0])).toEqual(['second@skole.example']);
  for (let day = 0; day < 12; day++) {
    endpoint.clock.pass(days(0.5));
    await endpoint.sql`update mail set send_after = ${new Date(endpoint.clock.now())} where sent_at is null`;
    await sendDue(endpoint.deps, failing);
    await endpoint.sql`update mail set send_after = ${new Date(endpoint.clock.now())} where sent_at is null`;
    await sendDue(endpoint.deps, failing);
  }
  const rows = await endpoint.sql`
    select attempts, last_error, given_up_at is not null as over, text is not null as kept from mail
    where kind = 'receipt' and recipient = 'jonas@skole.example'`;
  expect(rows).toEqual([{ attempts: 16, last_error: 'EENVELOPE 550', over: true, kept: true }]);
});

it('an outbox that nobody looked into sends on its own', async () => {
  await book(visit(endpoint), path);
  const loop = sendAlways(endpoint.deps, carry, 10);
  await expect.poll(() => received.length, { timeout: 5000 }).toBe(1);
  await loop.close();
});

it('without a mail server every mail is a file that a mail program opens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'traeffetid-mail-'));
  await book(visit(endpoint), path);
  await sendDue(endpoint.deps, toFolder(join(folder, 'mail'), 'traeffetid@localhost'));
  const [file] = readdirSync(join(folder, 'mail'));
  expect(file).toMatch(/\.eml$/);
  expect(decoded(readFileSync(join(folder, 'mail', file!), 'utf8'))).toContain('Din tid er booket');
  rmSync(folder, { recursive: true });
});
