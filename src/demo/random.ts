import { v7 } from 'uuid';
import type { Id } from '#domain/id.ts';

/** Numbers that look thrown and are the same for the same seed, so that a demo can be made twice alike. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole: (least: number, most: number) => number;
  /** True in `share` (0–1) of the cases. */
  chance: (share: number) => boolean;
  one: <T>(values: readonly T[]) => T;
  /** One key by its weight. */
  weighed: <T extends string | number>(weights: readonly (readonly [T, number])[]) => T;
  /** A UUIDv7 made at `epoch` (milliseconds since 1970). */
  id: (epoch: number) => Id;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0 || 1;
  const bits = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.imul(state, 0x9e3779b1) >>> 0;
  };
  const share = (): number => bits() / 2 ** 32;
  const whole = (least: number, most: number): number => least + Math.floor(share() * (most - least + 1));
  return {
    whole,
    chance: (part) => share() < part,
    one: (values) => values[whole(0, values.length - 1)]!,
    weighed: (weights) => {
      let left = share() * weights.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of weights) {
        left -= weight;
        if (left < 0) return value;
      }
      return weights.at(-1)![0];
    },
    id: (epoch) => v7({ msecs: epoch, random: Uint8Array.from({ length: 16 }, () => bits() >>> 24) }),
  };
}
