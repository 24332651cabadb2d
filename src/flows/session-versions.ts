// Conversations stored by earlier releases, brought to today's shape step by step.

const HOUR = 3_600_000

/** The version this release writes. */
export const VERSION = 2

type Stored = Record<string, unknown>

/** From each version to the next. */
const STEPS: Record<number, (session: Stored) => Stored> = {
  // A panel may be about anything, not only a draft; the hour after an officer wrote is a talk that ends by itself.
  1({ panel, officerAt, officerByUs, ...session }) {
    const { draft, ...rest } = (panel ?? {}) as Stored
    const until = typeof officerAt === 'number' ? officerAt + HOUR : undefined
    return {
      ...session,
      v: 2,
      ...(panel ? { panel: { ...rest, ...(draft ? { about: draft } : {}) } } : {}),
      ...(until ? { talk: { flow: 'always', about: officerByUs ? 'here' : 'console', until } } : {}),
    }
  },
}

/** A stored conversation in today's shape; one that is none of ours comes back as it is. */
export function upgraded(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  let session = json as Stored
  for (let step = STEPS[session.v as number]; step; step = STEPS[session.v as number]) session = step(session)
  return session
}
