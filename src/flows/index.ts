// The conversations of this release. A new one adds its line here.
import { always } from './always/index.js'
import type { Flow } from './flow.js'
import { openFlows } from './flows.js'
import { nominate } from './nominate/index.js'

export const FLOWS: Record<'always' | 'nominate', Flow> = { always, nominate }

/** The same, looked up by the names of their parts. */
export const flows = openFlows(FLOWS)
