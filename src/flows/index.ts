// The conversations of this release. A new one adds its line here.
import { always } from './always/index.js'
import { desk } from './desk/index.js'
import type { Flow } from './flow.js'
import { openFlows } from './flows.js'
import { nominate } from './nominate/index.js'
import { review } from './review/index.js'
import { talk } from './talk/index.js'

export const FLOWS: Record<'always' | 'nominate' | 'talk' | 'desk' | 'review', Flow> = {
  always,
  nominate,
  talk,
  desk,
  review,
}

/** The same, looked up by the names of their parts. */
export const flows = openFlows(FLOWS)
