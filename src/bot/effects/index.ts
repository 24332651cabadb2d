// Who carries out which effect. A conversation with effects of its own adds its handlers here.
import type { Effect } from '../../flows/effects.js'
import { address } from './address.js'
import { always } from './always.js'
import { campaign } from './campaign.js'
import { correct } from './correct.js'
import { delivery } from './delivery.js'
import { desk } from './desk.js'
import type { Handlers } from './effect.js'
import { link } from './link.js'
import { member } from './member.js'
import { nominate } from './nominate.js'
import { people } from './people.js'
import { review } from './review.js'
import { round } from './round.js'
import { story } from './story.js'
import { suggest } from './suggest.js'
import { support } from './support.js'
import { talk } from './talk.js'
import { unit } from './unit.js'

export const HANDLERS: Handlers = {
  ...always(),
  ...nominate,
  ...support,
  ...suggest,
  ...delivery,
  ...address,
  ...member,
  ...review,
  ...round,
  ...talk,
  ...desk,
  ...correct,
  ...people,
  ...campaign,
  ...story,
  ...unit,
  ...link,
}

const UNANSWERED: readonly string[] = [
  'recordConsent',
  'watchDraft',
  'unwatchDraft',
  'setTimer',
  'dropTimer',
] satisfies Effect['do'][]

/** Whether an effect sends statements by name and reads nothing of the answers: they can be sent with others, later. */
export const isUnanswered = (effect: Effect['do']): boolean => UNANSWERED.includes(effect)
