import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { dayOf } from '#domain/day.ts';
import { idsFrom } from '#domain/id.ts';
import { makeDemoCode } from './access/demo-code.ts';
import type { Env } from './access/login.ts';
import { createApp } from './app.ts';
import { giveMissingCodes } from './bookings/booking-codes.ts';
import { writeMissingLines } from './log/projection.ts';
import { sendAlways } from './mail/send.ts';
import { bySmtp, toFolder } from './mail/transport.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import type { DemoModule } from './platform/demo.ts';
import type { Deps } from './platform/deps.ts';
import { codeOf } from './platform/error-code.ts';
import { type Health, watchHealth } from './platform/health.ts';
import { openSecrets } from './platform/link-secrets.ts';
import { migrate } from './platform/migrate.ts';
import { startNow } from './platform/now.ts';
import { withOwnKeys } from './platform/own-keys.ts';
import { openServerKeys } from './platform/server-keys.ts';
import { StartupError } from './platform/startup-error.ts';
import { beginEpoch } from './records/epoch.ts';
import { forgetAlways } from './retention/forget-bookers.ts';

export interface Endpoint {
  app: Hono<Env>;
  /** The booking page that the demo shows first; none outside the demo. */
  demoBooking: string | undefined;
  /** What the demo's door asks for, until the next start; none where it is open, or not there. */
  demoCode: string | undefined;
  health: () => Promise<Health>;
  /** Closes the pool, then the database where it is our own. */
  close: () => Promise<void>;
  /** Settles when the database of our own ended without being asked to. */
  lostDatabase: Promise<void>;
}

/** Where the endpoint's keys lie: outside the database, and backed up apart from it. */
export const keyFolderOf = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'keys');

export function openDataDir(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is not a folder' : `no access, ${code}`;
    throw new StartupError(`The data folder "${folder}" (DATA_DIR) can't be used: ${why}.`);
  }
}

/** Where mails are kept as files, without a mail server. */
const mailFolder = ({ dataDir }: Config): string => join(dataDir, 'mail');

function openMails(deps: Deps, config: Config): { close: () => Promise<void> } {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl) return sendAlways(deps, bySmtp(smtpUrl, mailFrom));
  deps.log({ at: new Date(deps.now()).toISOString(), event: 'mail.kept', reason: 'SMTP_URL is not set' });
  return sendAlways(deps, toFolder(mailFolder(config), mailFrom));
}

/** The public pages with their words, and the address at which people reach them. */
export type Front = Pick<Deps['booking'], 'texts' | 'publicUrl'>;

/** Opens database, epoch and keys, and the app over them; whatever fails on the way is closed again. */
export async function openEndpoint(
  config: Config,
  front: Front,
  log: Deps['log'],
  { refuseRealPeople, loadDemo, demoBookingPath }: DemoModule,
): Promise<Endpoint> {
  openDataDir(config.dataDir);
  const database = await openDatabase(config);
  try {
    const { sql } = database;
    const now = startNow(config.clock);
    await refuseRealPeople(sql);
    await migrate(sql, now);
    await beginEpoch(sql, randomUUID, now);
    await loadDemo(sql, dayOf(now()));
    const keyFolder = keyFolderOf(config);
    const { keys, secretOf } = await withOwnKeys(sql, keyFolder, new Date(now()), async () => ({
      keys: await openServerKeys(keyFolder, now),
      secretOf: openSecrets(keyFolder),
    }));
    await giveMissingCodes(sql, now);
    await writeMissingLines(sql);
    const { demo, secure, trustProxy, mailFrom } = config;
    const booking = { ...front, secretOf, trustProxy, mailFrom };
    const demoCode = demo === 'byCode' ? makeDemoCode() : undefined;
    const deps: Deps = { sql, keys, now, makeId: idsFrom(now), demo: true, demoCode, secure, log, booking };
    const mails = openMails(deps, config);
    const forgetting = forgetAlways(deps, mailFolder(config));
    const close = async () => {
      await Promise.all([mails.close(), forgetting.close()]);
      await database.close();
    };
    const demoBooking = await demoBookingPath(sql, now());
    const health = watchHealth(sql, config.dataDir);
    return { app: createApp(deps), health, close, lostDatabase: database.lost, demoBooking, demoCode };
  } catch (error) {
    await database.close();
    throw error;
  }
}
