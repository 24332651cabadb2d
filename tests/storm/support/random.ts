import { randomInt } from 'node:crypto'

export interface Random {
  /** 0 up to, not including, `n`. */
  below(n: number): number
  pick<T>(from: readonly T[]): T
  chance(share: number): boolean
}

/** Decisions that come out the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    below: (n) => Math.floor(next() * n),
    pick: (from) => from[Math.floor(next() * from.length)]!,
    chance: (share) => next() < share,
  }
}

/** STORM_SEED, or another one each time. It repeats every decision; what the machine makes of them differs. */
export function stormSeed(): number {
  return Number(process.env.STORM_SEED) || randomInt(1, 1_000_000)
}
