import { type Cursor, protocol, type Row, type SyncAnswer } from '#api/sync.ts';
import type { OutgoingRequest } from '#tablet/store/outbox.ts';

const nobody = '00000000-0000-0000-0000-000000000000';
const token = '01939a53-6800-7000-8000-000000000001';

/** A complete answer to a request that acknowledges what was sent; a test says what else is in it. */
export function answerTo(
  request: OutgoingRequest,
  { v = 10, ...rest }: Partial<SyncAnswer> & { v?: number } = {},
): SyncAnswer {
  const scopes = rest.scopes ?? ['ref'];
  const cursor: Cursor = { start: v, tail: [v + 1, '', nobody], back: null };
  return {
    p: protocol,
    nonce: 'a-nonce-of-some-length',
    now: '2026-11-23T08:00:00.000Z',
    seen: [token, v],
    lost: false,
    acks: request.sent.map(({ op }) => ({ op, r: 'ok' })),
    scopes,
    rows: [],
    cursors: Object.fromEntries(scopes.map((scope) => [scope, cursor])),
    more: false,
    reset: [],
    minSchema: 1,
    serverKey: { id: 'unused', spki: '' },
    ...rest,
  };
}

/** Rows of `ref`, with ids in order. */
export const rowsOfRef = (count: number, v = 5): Row[] =>
  Array.from({ length: count }, (_, index) => ['ref', 'closing', idAt(index), v, { index }]);

export const idAt = (index: number): string => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
