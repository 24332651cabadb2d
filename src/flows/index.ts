// The conversations of this release. A new one adds its line here.
import { address } from './address/index.js'
import { always } from './always/index.js'
import { campaign } from './campaign/index.js'
import { correct } from './correct/index.js'
import { delivery } from './delivery/index.js'
import { desk } from './desk/index.js'
import type { Flow } from './flow.js'
import { openFlows } from './flows.js'
import { link } from './link/index.js'
import { member } from './member/index.js'
import { nominate } from './nominate/index.js'
import { people } from './people/index.js'
import { review } from './review/index.js'
import { round } from './round/index.js'
import { story } from './story/index.js'
import { suggest } from './suggest/index.js'
import { support } from './support/index.js'
import { talk } from './talk/index.js'
import { unit } from './unit/index.js'

export const FLOWS: Record<
  | 'always'
  | 'nominate'
  | 'support'
  | 'suggest'
  | 'delivery'
  | 'address'
  | 'member'
  | 'review'
  | 'round'
  | 'talk'
  | 'desk'
  | 'correct'
  | 'people'
  | 'campaign'
  | 'story'
  | 'unit'
  | 'link',
  Flow
> = {
  always,
  nominate,
  support,
  suggest,
  delivery,
  address,
  member,
  review,
  round,
  talk,
  desk,
  correct,
  people,
  campaign,
  story,
  unit,
  link,
}

/** The same, looked up by the names of their parts. */
export const flows = openFlows(FLOWS)
