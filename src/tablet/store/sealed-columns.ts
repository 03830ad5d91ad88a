import type { DBCore, Middleware } from 'dexie';
import type { SyncProgress } from './sync-progress.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const word = /^[a-zA-Z]{1,20}$/;
const keyId = /^[a-z0-9-]{1,40}$/;
const scope = /^(ref|u:[0-9a-f-]{36}|log:[0-9A-Z]{6})$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

type Check = (value: unknown) => boolean;
const text =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const count: Check = (value) => Number.isSafeInteger(value);
const box: Check = (value) => value instanceof Uint8Array;
const shape =
  (members: { readonly [name: string]: Check }): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, held]) => members[name]?.(held) ?? false);

const kdf = shape({ salt: box, iterations: count });
const publicKey = text(/^[A-Za-z0-9+/=]{80,200}$/);

const row = {
  scope: text(scope),
  kind: text(word),
  id: text(uuid),
  v: count,
  generation: count,
  keyId: text(keyId),
  box,
};

const progressColumns: readonly (keyof SyncProgress)[] = [
  'id',
  'requestNo',
  'seen',
  'changesMade',
  'acknowledged',
  'leftOverlay',
  'purged',
  'acknowledgedAt',
  'cursors',
  'generations',
  'sweeping',
  'keepSwept',
  'tombstones',
  'contact',
  'checkedAt',
];

/** Every table's columns and what they may hold: what sync needs to delete, count and resume, and nothing a person wrote. */
const columns: { readonly [table: string]: { readonly [column: string]: Check } } = {
  rows: row,
  aside: { ...row, at: text(instant) },
  ops: { made: count, op: text(uuid), keyId: text(keyId), sealedForWorker: box, sealedForServer: box },
  drafts: { id: text(uuid), keyId: text(keyId), box },
  // Numbers, versions, scope names and instants only; its shape is checked by the type, its strings here.
  syncProgress: Object.fromEntries(progressColumns.map((name) => [name, onlyTechnical])),
  vaults: {
    device: text(uuid),
    person: text(uuid),
    initials: text(/^\p{L}{1,4}$/u),
    tablet: text(/^[\p{L}\p{N} ]{1,40}$/u),
    keyId: text(keyId),
    kdf,
    wrapped: box,
    everyday: shape({ credential: box, salt: box, kdf, wrapped: box }),
    signing: (value) => value instanceof CryptoKey && !value.extractable,
    publicKey,
    serverKey: shape({ id: text(keyId), spki: publicKey }),
    access: box,
    demo: (value) => typeof value === 'boolean',
  },
};

function onlyTechnical(value: unknown): boolean {
  if (typeof value === 'string')
    return [uuid, word, scope, instant].some((pattern) => pattern.test(value)) || value === '';
  if (typeof value !== 'object' || value === null) return true;
  return (
    Object.keys(value).every((key) => Array.isArray(value) || scope.test(key) || word.test(key)) &&
    Object.values(value).every(onlyTechnical)
  );
}

/** Throws, before anything is written, where a row would hold a column or a text that is not on the list. */
export function checkColumns(table: string, value: object): void {
  const allowed = columns[table];
  for (const [column, held] of Object.entries(value)) {
    if (!allowed?.[column]?.(held)) throw new TypeError(`${table}.${column} must not be stored unsealed`);
  }
}

/** Checks every write of every table, synchronously, below all other code of the store. */
export const guard: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'guard',
  create: (core) => ({
    ...core,
    table: (name) => {
      const table = core.table(name);
      return {
        ...table,
        mutate: (request) => {
          if (request.type === 'add' || request.type === 'put') {
            for (const value of request.values) checkColumns(name, value);
          }
          return table.mutate(request);
        },
      };
    },
  }),
};
