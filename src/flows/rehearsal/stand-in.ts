// Stands in for the store in a rehearsal. A conversation whose effects find something adds its own line.

import type { Effect, Results } from '../effects.js'
import type { Ours } from '../message.js'
import { type Memory, newMemory, type StandIn } from './memory.js'
import { standIn as address } from './stand-in/address.js'
import { standIn as always } from './stand-in/always.js'
import { standIn as campaign } from './stand-in/campaign.js'
import { standIn as correct } from './stand-in/correct.js'
import { standIn as delivery } from './stand-in/delivery.js'
import { standIn as desk } from './stand-in/desk.js'
import { standIn as link } from './stand-in/link.js'
import { standIn as member } from './stand-in/member.js'
import { standIn as nominate } from './stand-in/nominate.js'
import { standIn as people } from './stand-in/people.js'
import { standIn as review } from './stand-in/review.js'
import { standIn as round } from './stand-in/round.js'
import { standIn as story } from './stand-in/story.js'
import { standIn as suggest } from './stand-in/suggest.js'
import { standIn as support } from './stand-in/support.js'
import { standIn as talk } from './stand-in/talk.js'
import { standIn as unit } from './stand-in/unit.js'

export type StandIns = StandIn<Effect, Results>

const STAND_INS: StandIns = {
  ...always,
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

/** A timer set for this person. */
export interface Due {
  draft: string
  at: number
}

export function createStandIn(standIns: StandIns = STAND_INS) {
  const memory = newMemory()
  const drafts = new Map<string, number>()

  return {
    /** Does what an effect asks for, as far as a conversation can notice; gives what it found, if it is one that finds. */
    carryOut(effect: Effect, now: number): { result: unknown } | undefined {
      memory.since ??= now
      note(memory, effect, now)
      if (effect.do === 'watchDraft') drafts.set(effect.draft, effect.at)
      if (effect.do === 'unwatchDraft') drafts.delete(effect.draft)
      if (!Object.hasOwn(standIns, effect.do)) return undefined
      const find = standIns[effect.do as keyof StandIns] as (memory: Memory, effect: Effect, now: number) => unknown
      return { result: find(memory, effect, now) }
    },
    /** What others do before this person hears of it, as far as a conversation can notice. */
    happens: (ours: Ours) => happens(memory, ours),
    /** What an invitation gave them. */
    roles: () => [...memory.roles],
    /** Takes out the first reminder that is due at `until`. */
    takeNudge(until: number): Due | undefined {
      const [first] = [...drafts].sort((a, b) => a[1] - b[1])
      if (!first || first[1] > until) return undefined
      drafts.delete(first[0])
      return { draft: first[0], at: first[1] }
    },
  }
}

function happens(memory: Memory, { flow, what, about }: Ours): void {
  switch (`${flow} ${what}`) {
    case 'always fileLost':
      memory.files.delete(about)
      return
    case 'support proposed': {
      const proposal = { state: 'proposed', proposed: 1000, proposal: 'vì đã có người cùng giúp' }
      for (const pledge of memory.help.pledges) if (pledge.code === about) Object.assign(pledge, proposal)
      for (const record of memory.sent) if (record.code === about) record.state = 'proposed'
      return
    }
    case 'link asked':
      memory.link = 'asked'
      return
    case 'link joined':
      memory.link = 'joined'
      return
    case 'link parted':
      memory.link = undefined
      return
  }
}

function note(memory: Memory, effect: Effect, now: number): void {
  switch (effect.do) {
    case 'openTicket': {
      const { kind, note } = effect
      const open = memory.requests.find((request) => request.kind === kind)
      if (!open) memory.requests.push({ kind, note, createdAt: now })
      else if (note) open.note = open.note ? `${open.note}\n${note}` : note
      return
    }
    case 'recordConsent':
      memory.consents.push({ purpose: effect.purpose, givenAt: now, version: effect.version })
      return
    case 'withdrawConsent':
      for (const consent of memory.consents)
        if (!effect.purpose || consent.purpose === effect.purpose) consent.withdrawnAt ??= now
      return
    case 'keepFile':
      memory.files.add(effect.file)
      return
    case 'dropFile':
      memory.files.delete(effect.file)
      return
  }
}
