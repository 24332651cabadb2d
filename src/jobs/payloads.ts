import * as z from 'zod'

interface Job {
  /** Jobs of one lane wait for each other, never for those of another. */
  lane: 'due' | 'replies' | 'broadcasts'
  schema: z.ZodType
}

/**
 * Every kind of job there is and what it carries: ids only, the rows they name hold the rest.
 * Checked where a job is put into the queue and again where it is taken out.
 */
export const JOBS = {
  /** Looks for everything that is due: timers, and work whose job was lost. */
  tick: { lane: 'due', schema: z.strictObject({}) },
  /** Sends what the outbox holds for one contact, in order. */
  deliver: { lane: 'replies', schema: z.strictObject({ contact: z.string().min(1) }) },
  /** Downloads one file a person sent. */
  fetchFile: { lane: 'replies', schema: z.strictObject({ file: z.uuid() }) },
  /** Takes part in sending what broadcasts still have to send. */
  broadcast: { lane: 'broadcasts', schema: z.strictObject({}) },
} satisfies Record<string, Job>

export type LaneName = Job['lane']
export type JobName = keyof typeof JOBS
export type JobData = { [K in JobName]: z.infer<(typeof JOBS)[K]['schema']> }

export const LANES = [...new Set(Object.values<Job>(JOBS).map(({ lane }) => lane))]

export const JOB_NAMES = Object.keys(JOBS) as JobName[]

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name)
}

/** The payload as its schema knows it. Throws an Error that names the job and the wrong keys, never their values. */
export function parsePayload<K extends JobName>(name: K, data: unknown): JobData[K] {
  if (!isJobName(name)) throw new Error(`there is no job "${name}"`)
  const parsed = JOBS[name].schema.safeParse(data)
  if (parsed.success) return parsed.data as JobData[K]
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.code}`)
  throw new Error(`bad payload for job "${name}" (${wrong.join(', ')})`)
}
