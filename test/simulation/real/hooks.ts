import type { exchange } from '#api/client/http.ts';
import type { SyncAnswer } from '#api/sync.ts';
import type { applyAnswer } from '#tablet/store/apply-answer.ts';

/**
 * Where the simulation stands between two parts of the real client: to count what it must never do (heal a difference
 * by check sums), and to put a defect in their place, so that the simulation is seen to find it.
 */
export const hooks: {
  apply: (
    real: typeof applyAnswer,
    ...args: Parameters<typeof applyAnswer>
  ) => ReturnType<typeof applyAnswer>;
  exchange: (real: typeof exchange, ...args: Parameters<typeof exchange>) => ReturnType<typeof exchange>;
  /** Sees each answer that was applied, by its database. */
  applied: (db: object, answer: SyncAnswer) => void;
  healed: string[];
} = {
  apply: (real, ...args) => real(...args),
  exchange: (real, ...args) => real(...args),
  applied: () => undefined,
  healed: [],
};

const sound = { ...hooks };

export function unhook(): void {
  hooks.apply = sound.apply;
  hooks.exchange = sound.exchange;
  hooks.healed = [];
}
