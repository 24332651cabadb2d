// Help that happened: recorded by the supporter or an officer, confirmed by code. Who may is checked here, views are noted.
import type { DeliveryEffect, Helped } from '../../flows/effects/delivery.js'
import { mayHandle } from '../../store/address/address.js'
import { ANSWERERS } from '../../store/answerers.js'
import { audit } from '../../store/audit.js'
import type { Tx } from '../../store/database.js'
import { makeReceipt, useReceipt } from '../../store/receipts.js'
import { mayActOn } from '../../store/roles.js'
import { helpPictures, recordDelivery, restOf } from '../../store/support/deliveries.js'
import type { PledgeRow } from '../../store/support/rows.js'
import { lockPledge } from '../../store/support/support.js'
import type { Handlers, Who } from './effect.js'
import { cardOf, tellSupporter, tellUnit } from './support.js'

/** As what they may record help of this pledge: it is theirs, or they are an officer of its unit. */
async function roleIn(tx: Tx, row: PledgeRow, who: Who, now: number): Promise<Helped['by'] | undefined> {
  if (row.personId === who.personId) return 'supporter'
  return (await mayActOn(tx, who.personId, ANSWERERS, row.unit, now)) ? 'officer' : undefined
}

export const delivery: Handlers<DeliveryEffect> = {
  async openDelivery(tx, who, { code }, now) {
    const row = await lockPledge(tx, 'code', code)
    const by = row && (await roleIn(tx, row, who, now))
    if (!row || !by || row.state !== 'agreed' || restOf(row) <= 0) return { result: 'none' }
    return { result: { code, what: row.what, measure: row.measure, rest: restOf(row), by } }
  },
  async recordDelivery(tx, who, { delivery: { code, ...given } }, now) {
    const row = await lockPledge(tx, 'code', code)
    const by = row && (await roleIn(tx, row, who, now))
    const recorded = by && (await recordDelivery(tx, row, { ...given, by: who.personId, now }))
    if (!recorded) return { result: 'notNow', after: { revisit: [] } }
    await audit(
      tx,
      { by: who, action: 'recordDelivery', on: { kind: 'pledge', id: code }, unit: row.unit, details: { as: by } },
      now,
    )
    const revisit =
      by === 'officer'
        ? await tellSupporter(tx, recorded, 'recorded', now)
        : await tellUnit(tx, recorded, 'delivered', now)
    return { result: { code, by }, after: { revisit } }
  },
  async makeReceipt(tx, who, { code }, now) {
    const row = await lockPledge(tx, 'code', code)
    if (!row) return { result: 'none' }
    if (!(await mayHandle(tx, who, row.unit, 'makeReceipt', now))) return { result: 'refused' }
    // Nobody confirms help of their own by a code of their own making.
    if (row.personId === who.personId) return { result: 'refused' }
    const made = await makeReceipt(tx, row, now)
    if (!made) return { result: 'notNow' }
    const details = { what: 'receipt' }
    await audit(
      tx,
      { by: who, action: 'recordDelivery', on: { kind: 'pledge', id: code }, unit: row.unit, details },
      now,
    )
    return { result: { code, ...made } }
  },
  async useReceipt(tx, who, { pledge, digits }, now) {
    const used = await useReceipt(tx, pledge, digits, now)
    if (used.is !== 'confirmed') return { result: used, after: { revisit: [] } }
    const { row } = used
    const details = { what: 'confirmedByCode' }
    await audit(
      tx,
      { by: who, action: 'recordDelivery', on: { kind: 'pledge', id: row.code }, unit: row.unit, details },
      now,
    )
    const revisit = [
      ...(await tellUnit(tx, row, 'received', now)),
      ...(await tellSupporter(tx, row, 'confirmed', now, cardOf(row))),
    ]
    return { result: { is: 'confirmed', code: row.code }, after: { revisit } }
  },
  async showHelpPictures(tx, who, { code }, now) {
    const row = await lockPledge(tx, 'code', code)
    if (!row) return { result: 'none' }
    if (!(await mayHandle(tx, who, row.unit, 'showHelpPictures', now))) return { result: 'refused' }
    const on = { kind: 'pledge', id: code }
    await audit(tx, { by: who, action: 'view', on, unit: row.unit, details: { what: 'pictures' } }, now)
    return { result: { pictures: await helpPictures(tx, row.id) } }
  },
}
