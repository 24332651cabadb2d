// What officers look up and carry out: the right is checked where the deed is done, every view is noted.
import type { DeskEffect } from '../../flows/effects/desk.js'
import { ANSWERERS } from '../../store/answerers.js'
import { audit } from '../../store/audit.js'
import { carryOut, digestOf, listRequests, openRequest } from '../../store/desk/desk.js'
import { findFiles, openFile, picturesOf } from '../../store/desk/files.js'
import { closeFor } from '../../store/desk/talk-close.js'
import { releaseTicket, sideOf, talkBy } from '../../store/desk/talks.js'
import { scopeOf } from '../../store/roles.js'
import type { Handlers } from './effect.js'
import { tellEnded } from './talk-news.js'

const PAGE = 8

export const desk: Handlers<DeskEffect> = {
  async showDesk(tx, who, _effect, now) {
    const talk = await talkBy(tx, who.personId)
    return { result: { ...(await digestOf(tx, who.personId, now)), talk: talk?.ticket } }
  },
  async listFiles(tx, who, { order, find, skip }, now) {
    const scope = await scopeOf(tx, who.personId, ANSWERERS, now)
    await audit(tx, { by: who, action: 'view', on: { kind: 'list', id: 'nominations' }, details: { skip } }, now)
    return { result: await findFiles(tx, scope, { order, find, skip, limit: PAGE }) }
  },
  openFile: async (tx, who, { code }, now) => ({ result: await openFile(tx, { code, by: who, now }) }),
  showPictures: async (tx, who, { code }, now) => ({ result: await picturesOf(tx, { code, by: who, now }) }),
  async listRequests(tx, who, { which, skip }, now) {
    const scope = await scopeOf(tx, who.personId, ANSWERERS, now)
    return { result: await listRequests(tx, scope, who.personId, { which, skip, limit: PAGE, now }) }
  },
  openRequest: async (tx, who, { ticket }, now) => ({ result: await openRequest(tx, { id: ticket, by: who, now }) }),
  async releaseRequest(tx, who, { ticket }, now) {
    const other = await sideOf(tx, ticket, who.personId, now)
    const result = await releaseTicket(tx, { id: ticket, by: who, now })
    return { result, after: { revisit: result === 'released' ? await tellEnded(tx, other, ticket, now) : [] } }
  },
  async closeRequest(tx, by, { ticket }, now) {
    const closed = await closeFor(tx, { id: ticket, by, now })
    if (closed.is !== 'closed') return { result: closed.is, after: { revisit: [] } }
    return { result: 'why' in closed.reach ? 'closedUntold' : 'closed', after: { revisit: closed.told } }
  },
  async carryOut(tx, who, { ticket, deed, sure }, now) {
    const { result, told } = await carryOut(tx, { id: ticket, deed, sure, by: who, now })
    return { result, after: { revisit: told ? [told] : [] } }
  },
}
