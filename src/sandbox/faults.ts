import * as z from 'zod'

/** Something that shall go wrong with the next matching calls of the bot. */
export const faultSchema = z.strictObject({
  platform: z.enum(['telegram', 'zalo']),
  /** Telegram: "sendMessage", or "file" for a download. Zalo: the path after oa/ such as "message/cs", or "access_token". Absent: any call. */
  method: z.string().optional(),
  /** Only calls whose body contains this text. */
  contains: z.string().optional(),
  /** How many calls it hits; -1 = until cleared. */
  times: z.number().int().min(-1).default(1),
  status: z.number().int().min(200).max(599).optional(),
  error_code: z.number().int().optional(),
  description: z.string().optional(),
  /** Telegram: seconds. */
  retry_after: z.number().int().min(0).optional(),
  /** Zalo: error and message of an HTTP 200 answer. */
  error: z.number().int().optional(),
  message: z.string().optional(),
  latencyMs: z.number().min(0).max(600_000).optional(),
  /** 'before': the connection dies and nothing is done. 'after': the call is carried out, then the connection dies. */
  drop: z.enum(['before', 'after']).optional(),
})
export type Fault = z.output<typeof faultSchema>

export interface Faults {
  /** Queues a fault. Throws ZodError when it is misshapen. */
  add(fault: z.input<typeof faultSchema>): void
  /** The first fault that hits this call, counted down; `body` is only read when a fault looks inside it. */
  take(platform: Fault['platform'], method: string, body: () => string): Fault | undefined
  list(): Fault[]
  clear(): void
}

export function createFaults(): Faults {
  let queue: Fault[] = []
  return {
    add: (fault) => void queue.push(faultSchema.parse(fault)),
    take(platform, method, body) {
      if (queue.length === 0) return undefined
      const hit = queue.find(
        (fault) =>
          fault.platform === platform &&
          fault.times !== 0 &&
          (fault.method === undefined || fault.method.toLowerCase() === method.toLowerCase()) &&
          (fault.contains === undefined || body().includes(fault.contains)),
      )
      if (hit && hit.times > 0 && --hit.times === 0) queue = queue.filter((fault) => fault !== hit)
      return hit
    },
    list: () => queue,
    clear: () => {
      queue = []
    },
  }
}
