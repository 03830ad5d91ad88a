import { dayOf } from '#domain/day.ts';
import { keyFolderOf, openDataDir } from './compose.ts';
import { type Config, readConfig } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import { makeKeyFile } from './platform/key-folder.ts';
import { migrate } from './platform/migrate.ts';
import { startNow } from './platform/now.ts';
import { adoptKeys, lossOf } from './platform/own-keys.ts';
import { openServerKeys } from './platform/server-keys.ts';
import { StartupError } from './platform/startup-error.ts';

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

interface Command {
  what: string;
  run: (config: Config, confirmed: boolean) => Promise<void>;
}

/** What `npm run admin` can do, with the settings of the start, while the endpoint is stopped. */
const commands: Record<string, Command> = {
  help: {
    what: 'lists what there is',
    run: async () => {
      for (const [name, { what }] of Object.entries(commands)) say(`npm run admin -- ${name}: ${what}`);
    },
  },
  'adopt-keys': {
    what: 'says what dies with keys that are lost; with --yes it gives them up and takes the keys that are there',
    run: adopt,
  },
  'rotate-keys': {
    what: 'makes a new key pair beside the old ones; tablets seal for it from the next start on',
    run: async (config) => {
      openDataDir(config.dataDir);
      await makeKeyFile(keyFolderOf(config), startNow(config.clock)());
      say(
        'A new key pair lies in keys/. Back it up, and keep the old ones: tablets may still hold what was sealed for them.',
      );
    },
  },
};

async function adopt(config: Config, confirmed: boolean): Promise<void> {
  openDataDir(config.dataDir);
  const now = startNow(config.clock);
  const { sql, close } = await openDatabase(config);
  try {
    await migrate(sql, now);
    const folder = keyFolderOf(config);
    const { keys, bookings, feeds, tablets } = await lossOf(sql, folder, dayOf(now()));
    if (keys.length === 0) {
      say('Nothing is lost: every key of this database is there.');
      return;
    }
    say(`Of this database's keys these are not in "${folder}": ${keys.join(', ')}. Without them, for good:`);
    say(
      `- what ${tablets} tablets have sealed and not yet sent can't be opened here; it stays on the tablet that wrote it`,
    );
    say(
      `- links in mails that have left, of ${bookings} coming bookings, open nothing; later mails carry new ones`,
    );
    say(`- ${feeds} calendar addresses end; new ones must be handed out`);
    if (!confirmed) {
      say('Nothing was changed. If no backup has them: npm run admin -- adopt-keys --yes');
      return;
    }
    await openServerKeys(folder, now);
    await adoptKeys(sql, folder, new Date(now()));
    say('Given up. The next start uses the keys that are there: back them up now.');
  } finally {
    await close();
  }
}

async function run(): Promise<void> {
  const [name = 'help', ...rest] = process.argv.slice(2).filter((part) => part !== '--admin');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new StartupError(`There is no "${name}": npm run admin -- help lists what there is.`);
  const read = readConfig(process.env, process.cwd());
  if ('faults' in read) throw new StartupError(read.faults.join('\n'));
  await command.run(read.config, rest.includes('--yes'));
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartupError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
});
