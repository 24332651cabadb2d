import * as z from 'zod'
import { badRequest } from './api-error.js'

/** Building blocks for parameters, which arrive as JSON values or, in forms and queries, as strings. */
export const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
])
export const flag = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true', '1', 'yes'], falsy: ['false', '0', 'no', ''] }),
])
export const chatId = z.union([z.int(), z.string()])

/** An object or array that may also come as JSON text. */
export function structure<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value, context) => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      context.addIssue({ code: 'custom', message: 'invalid JSON' })
      return z.NEVER
    }
  }, schema)
}

export const entities = structure(
  z.array(
    z.looseObject({
      type: z.string(),
      offset: z.int(),
      length: z.int(),
      url: z.string().optional(),
      language: z.string().optional(),
    }),
  ),
)

/** Reads the parameters of a call. Telegram itself ignores what it does not know; the sandbox refuses it with 400. */
export function readParameters<Output>(schema: z.ZodType<Output>, given: unknown): Output {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.')
  if (issue.code === 'unrecognized_keys') throw badRequest(`unknown parameter "${path}"`)
  const missing = issue.code === 'invalid_type' && !Object.hasOwn(given as object, String(issue.path[0]))
  if (missing || (issue.code === 'invalid_union' && !Object.hasOwn(given as object, String(issue.path[0])))) {
    throw badRequest(path === 'chat_id' ? 'chat_id is empty' : `parameter "${path}" is required`)
  }
  throw badRequest(`can't parse parameter "${path}": ${issue.message}`)
}
