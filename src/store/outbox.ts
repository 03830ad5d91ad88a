import type { Op } from '../domain/id.ts';
import type { Cursor, SealedChange, Seen } from '../wire/sync.ts';
import { syncLimits } from '../wire/sync.ts';
import type { VaultDb } from './db.ts';
import { steadily } from './fault.ts';
import { gapsOf, type Marks, noMarks, unsentCount } from './marks.ts';
import { toWire } from './seal.ts';

/** What one request takes along: read in one transaction that also makes it the newest. */
export interface Turn {
  turn: number;
  /** The changes sent, with their `made` numbers. */
  sent: { op: Op; made: number }[];
  changes: SealedChange[];
  made: number;
  unsent: number;
  seen: Seen | null;
  cursors: { [scope: string]: Cursor };
  checkedAt: string | null;
}

/** Half of the largest request, so that base64 and the rest of the body have room. */
const bytesPerPush = syncLimits.body / 2;

/** Begins a request: the oldest unacknowledged changes, at most `limit`, and where the download stands. */
export async function beginTurn(db: VaultDb, limit: number): Promise<Turn> {
  const { marks, ops } = await steadily(db, () =>
    db.transaction('rw', db.marks, db.ops, async () => {
      const before = (await db.marks.get('sync')) ?? noMarks;
      const next = { ...before, turn: before.turn + 1 };
      await db.marks.put(next);
      const found = [];
      for (const [from, to] of gapsOf(before.acked, before.made)) {
        if (found.length >= limit) break;
        found.push(
          ...(await db.ops
            .where('made')
            .between(from, to, true, true)
            .limit(limit - found.length)
            .toArray()),
        );
      }
      return { marks: next, ops: found };
    }),
  );
  let room = bytesPerPush;
  const fitting = ops.filter(({ theirs }, index) => {
    room -= (theirs.length * 4) / 3 + 200;
    return room >= 0 || index === 0;
  });
  const { turn, made, seen, cursors, checkedAt } = marks;
  return {
    turn,
    sent: fitting.map((row) => ({ op: row.op, made: row.made })),
    changes: fitting.map((row) => toWire(row.op, row.theirs)),
    made,
    unsent: unsentCount(marks),
    seen,
    cursors,
    checkedAt,
  };
}

export const readMarks = (db: VaultDb): Promise<Marks> =>
  steadily(db, async () => (await db.marks.get('sync')) ?? noMarks);
