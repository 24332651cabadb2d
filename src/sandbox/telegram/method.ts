import type { z } from 'zod'
import { readParameters } from './parameters.js'

export interface Call {
  /** Hears once that the caller has gone away. */
  onGone(listener: () => void): void
}

/** A Bot API method: parameters as received in, its `result` out. */
export type Method = (given: unknown, call: Call) => unknown

/** Joins the parameters of a method with what it does. */
export function method<Schema extends z.ZodType>(
  schema: Schema,
  run: (parameters: z.output<Schema>, call: Call) => unknown,
): Method {
  return (given, call) => run(readParameters(schema, given) as z.output<Schema>, call)
}
