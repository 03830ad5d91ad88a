import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { sendAlways, sendDue } from '#server/mail/send.ts';
import { bySmtp, type Carry, toFolder } from '#server/mail/transport.ts';
import { days, minutes } from '../../helpers/clock.ts';
import { type Endpoint, openEndpoint, places } from '../../helpers/endpoint.ts';
import { book, pathOf, visit } from '../../helpers/visitor.ts';

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
  expect(text).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=PUBLISH/);
  const attached = /filename="?traeffetid\.ics"?\r\n(?:.+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(
    received[0]!.text,
  )![1]!;
  expect(Buffer.from(attached, 'base64').toString('utf8')).toContain(
    'DTSTART;TZID=Europe/Copenhagen:20261123T080000',
  );
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
