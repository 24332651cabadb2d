import type { Random } from './random.js'

/** Something bad that happens again and again while people talk. */
export interface Torment {
  name: string
  longestPauseMs: number
  /** True when it did any harm. */
  strike(): Promise<boolean> | boolean
  /** Takes back what would last. */
  relent?(): void
}

/** Strikes until the function it gives is called, which resolves when the last strike is over. */
export function begin(torment: Torment, random: Random, onStrike: () => void): () => Promise<void> {
  let over = false
  let wake = () => {}
  const loop = run()

  async function run(): Promise<void> {
    while (!over) {
      // The storm's own randomness, not a wait for something to happen.
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, random.below(torment.longestPauseMs))
      })
      if (!over && (await torment.strike())) onStrike()
    }
    torment.relent?.()
  }

  return () => {
    over = true
    wake()
    return loop
  }
}
