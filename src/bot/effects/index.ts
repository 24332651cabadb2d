// Who carries out which effect. A conversation with effects of its own adds its handlers here.
import { always } from './always.js'
import { desk } from './desk.js'
import type { Handlers } from './effect.js'
import { nominate } from './nominate.js'
import { review } from './review.js'
import { talk } from './talk.js'

export const HANDLERS: Handlers = { ...always(), ...nominate, ...talk, ...desk, ...review }
