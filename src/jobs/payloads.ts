import { z } from 'zod'

/**
 * Every kind of job there is and what it carries: ids only, the rows they name hold the rest.
 * Checked where a job is put into the queue and again where it is taken out.
 */
const PAYLOADS = {
  /** Looks for everything that is due: timers, and work whose job was lost. */
  tick: z.strictObject({}),
  /** Sends what the outbox holds for one contact, in order. */
  deliver: z.strictObject({ contact: z.string().min(1) }),
  /** Downloads one file a person sent. */
  fetchFile: z.strictObject({ file: z.uuid() }),
  /** Takes part in sending what broadcasts still have to send. */
  broadcast: z.strictObject({}),
}

export type JobName = keyof typeof PAYLOADS
export type JobData = { [K in JobName]: z.infer<(typeof PAYLOADS)[K]> }

export const JOB_NAMES = Object.keys(PAYLOADS) as JobName[]

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(PAYLOADS, name)
}

/** The payload as its schema knows it. Throws an Error that names the job and the wrong keys, never their values. */
export function parsePayload<K extends JobName>(name: K, data: unknown): JobData[K] {
  if (!isJobName(name)) throw new Error(`there is no job "${name}"`)
  const parsed = PAYLOADS[name].safeParse(data)
  if (parsed.success) return parsed.data as JobData[K]
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.code}`)
  throw new Error(`bad payload for job "${name}" (${wrong.join(', ')})`)
}
