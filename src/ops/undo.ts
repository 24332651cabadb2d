import type { Logger } from 'pino'

type Step = () => Promise<unknown>

export interface Undo {
  /** Remembers how to end what has just been begun. */
  add(step: Step): void
  /** Ends everything, the latest first. A step that fails is logged and keeps no other from being taken. */
  run(): Promise<void>
}

/** What was begun ends in the reverse order. */
export function createUndo(log: Pick<Logger, 'error'>): Undo {
  const steps: Step[] = []
  return {
    add: (step) => void steps.push(step),
    async run() {
      for (const step of steps.splice(0).reverse()) await step().catch((error) => log.error({ err: error }, 'stopping'))
    },
  }
}
