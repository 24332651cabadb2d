// Two accounts of one human. Whoever is asked or told on the other platform hears it at once.
import type { LinkEffect } from '../../flows/effects/link.js'
import type { Tx } from '../../store/database.js'
import { keepEvents } from '../../store/inbox.js'
import { agree, bringCode, endLink, linkOf, makeCode } from '../../store/link/code.js'
import { type Address, contactsOf } from '../../store/people.js'
import type { Handlers } from './effect.js'

export const link: Handlers<LinkEffect> = {
  makeLinkCode: async (tx, who, _effect, now) => ({ result: await makeCode(tx, who, now) }),
  async useLinkCode(tx, who, { code }, now) {
    const result = await bringCode(tx, who, code, now)
    if (result.is === 'joining') return { result, after: { settle: [result.link] } }
    if (result.is !== 'waiting' || !result.there) return { result }
    return { result, after: { revisit: await hear(tx, result.makerId, 'asked', result.link, now) } }
  },
  async agreeLink(tx, who, { link, yes }, now) {
    const result = await agree(tx, who, link, yes, now)
    if (result.is === 'joining') return { result, after: { settle: [link] } }
    if (!result.other || !result.refused) return { result }
    return { result, after: { revisit: await hear(tx, result.other, 'refused', link, now) } }
  },
  async endLink(tx, who, _effect, now) {
    const id = await linkOf(tx, who.personId)
    const result = await endLink(tx, who, now)
    return { result, after: { settle: result === 'parting' ? [id!] : [] } }
  },
}

/** It is for this very account, not for whichever can be reached best: before they are joined there is one. */
async function hear(tx: Tx, personId: string, what: string, link: string, now: number): Promise<Address[]> {
  const [to] = await contactsOf(tx, personId)
  if (!to) return []
  const body = { kind: 'ours', flow: 'link', what, about: link }
  const { channel, address } = to
  await keepEvents(tx, [{ channel, address, eventId: `ours:link:${link}:${what}:${personId}`, at: now, body }], now)
  return [{ channel, address }]
}
