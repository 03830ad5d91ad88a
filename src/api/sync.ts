import * as z from 'zod/mini';
import { Instant } from '#domain/day.ts';
import { Id } from '#domain/id.ts';
import { problemCodes } from '#domain/problem.ts';

/** What travels in `POST /api/sync` (docs/protocol.md). Bytes are base64. */
export const protocol = 2;
/** The version of row documents that this app reads; the endpoint serves the previous two as well. */
export const rowSchema = 1;

export const syncLimits = {
  changesPerPush: 1000,
  /** Bytes of a request body; above it the answer is 413 and the tablet halves its batch. */
  body: 4_194_304,
  /** Bytes of the sealed part of one change; above it the change is refused by name. */
  change: 65_536,
  rowsPerPull: 1000,
  /** Scopes that one request has cursors for: far above the places that anybody serves. */
  cursors: 500,
  bytesPerPull: 1_048_576,
} as const;

/** Base64 of at most so many characters. */
const Base64 = (most: number) => z.string().check(z.maxLength(most), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

/** A number of things that one tablet has made in its life: a thousand a day for centuries. */
const Count = z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000_000));
/** A version; see docs/protocol.md. */
const Version = z.number().check(z.int(), z.minimum(0));

/** One change, sealed for the server: AES-256-GCM under a key agreed between `epk` and the server key named `key`. */
export const SealedChange = z.object({
  op: Id,
  key: z.string().check(z.maxLength(100)),
  epk: Base64(400),
  iv: Base64(100),
  ct: Base64(syncLimits.body),
});
export type SealedChange = z.infer<typeof SealedChange>;

/** A position in a scope's rows: all rows of one push share `v`, so a page boundary is the whole tuple. */
export const Position = z.tuple([
  Version,
  z.string().check(z.regex(/^[a-zA-Z]{0,40}$/)),
  z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)),
]);
export type Position = z.infer<typeof Position>;

/** `start`: the clock when the scope was first asked for. `tail` walks up from it, `back` down to the floor, then null. */
export const Cursor = z.object({ start: Version, tail: Position, back: z.nullable(Position) });
export type Cursor = z.infer<typeof Cursor>;

/** The epoch (its random token) and clock of the newest answer that was applied. */
export const Seen = z.tuple([z.string().check(z.maxLength(64)), Version]);
export type Seen = z.infer<typeof Seen>;

export const SyncRequest = z.object({
  p: z.literal(protocol),
  schema: z.number().check(z.int(), z.minimum(0), z.maximum(1_000_000)),
  device: Id,
  nonce: z.string().check(z.minLength(8), z.maxLength(64)),
  /** Changes that this device ever made, and those of them not yet acknowledged: so a loss can be counted and named. */
  made: Count,
  unsent: Count,
  changes: z.array(SealedChange).check(z.maxLength(syncLimits.changesPerPush)),
  seen: z.nullable(Seen),
  /** Absent: push only, as while locked. Needs a login of the device's own worker when present. */
  cursors: z.optional(
    z
      .record(z.string().check(z.maxLength(60)), Cursor)
      .check(z.refine((cursors) => Object.keys(cursors).length <= syncLimits.cursors)),
  ),
  limit: z.number().check(z.int(), z.minimum(1), z.maximum(syncLimits.rowsPerPull)),
  check: z.boolean(),
});
export type SyncRequest = z.infer<typeof SyncRequest>;

/** `ok` applied (or known) · `conflict` applied, a field waits for a choice · `parked` waits for what it builds on. */
export const Ack = z.object({
  op: Id,
  r: z.enum(['ok', 'conflict', 'parked', 'refused']),
  problem: z.optional(z.enum(problemCodes)),
  /** The refused op that this one builds on. */
  because: z.optional(Id),
});
export type Ack = z.infer<typeof Ack>;

/** `[scope, kind, id, v, doc]`; `null` for a document is a tombstone. */
export const Row = z.tuple([z.string(), z.string(), z.string(), z.number(), z.unknown()]);
export type Row = [scope: string, kind: string, id: string, v: number, doc: unknown];

export const SyncAnswer = z.object({
  p: z.literal(protocol),
  nonce: z.string(),
  now: Instant,
  seen: Seen,
  /** The tablet has seen versions that the server no longer has: nothing was applied, send everything again. */
  lost: z.boolean(),
  acks: z.array(Ack),
  /** What is missing here leaves the device. Absent when nothing was pulled. */
  scopes: z.optional(z.array(z.string())),
  rows: z.array(Row),
  cursors: z.optional(z.record(z.string(), Cursor)),
  more: z.boolean(),
  /** Scopes that start anew; their cursors in this answer are fresh. */
  reset: z.array(z.string()),
  minSchema: z.number(),
  /** Per scope: number of live rows, and SHA-256 (hex) over `kind id v` lines ordered by kind and id, each ended by \n. */
  check: z.optional(z.record(z.string(), z.tuple([z.number(), z.string()]))),
  /** The server's current public key for sealing. */
  serverKey: z.object({ id: z.string(), spki: Base64(400) }),
});
export type SyncAnswer = Omit<z.infer<typeof SyncAnswer>, 'rows'> & { rows: Row[] };

/** Header that carries the device's ECDSA P-256 / SHA-256 signature (base64, raw r‖s) over the body's bytes. */
export const signatureHeader = 'x-device-signature';

export const logScope = (institution: string): string => `log:${institution}`;
export const personScope = (person: string): string => `u:${person}`;
/** What every signed-in user reads: places, drop-ins, closings, lists and settings. */
export const refScope = 'ref';
