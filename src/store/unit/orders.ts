// Units as an administrator looks at and changes them: the right is checked, the change noted, in one transaction.
import type { UnitChange, UnitResults } from '../../flows/effects/unit.js'
import { dayAt, partsOf } from '../../flows/vi/calendar.js'
import { type Actor, audit } from '../audit.js'
import type { Tx } from '../database.js'
import { inForce, mayActOn } from '../roles.js'
import { addUnit, closeUnit, mergeUnits, renameUnit } from './changes.js'
import { UnitRefusal } from './rules.js'
import { readTree, type Unit } from './tree.js'

export interface UnitOrder {
  by: Actor & { personId: string }
  /** Epoch ms. */
  now: number
}

async function mayChange(tx: Tx, units: string[], deed: string, { by, now }: UnitOrder): Promise<boolean> {
  for (const unit of units) {
    if (await mayActOn(tx, by.personId, ['administrator'], unit, now)) continue
    await audit(tx, { by, action: 'refuse', on: { kind: 'unit', id: unit }, unit, details: { deed } }, now)
    return false
  }
  return true
}

/** One unit for its administrator; 'refused', and noted, for others. */
export async function openUnit(tx: Tx, code: string, order: UnitOrder): Promise<UnitResults['openUnit']> {
  const tree = await readTree(tx)
  const unit = tree.get(code)
  if (!unit || unit.closedAt) return 'none'
  if (!(await mayChange(tx, [code], 'openUnit', order))) return 'refused'
  const { rows } = await tx.query<{ people: number }>(
    `SELECT count(DISTINCT g.person_id)::int AS people FROM role_grant g WHERE g.unit_code = $1 AND ${inForce('$2')}`,
    [code, new Date(order.now)],
  )
  const parent = unit.parentCode === undefined ? undefined : tree.get(unit.parentCode)
  const below = [...tree.values()].filter(({ parentCode, closedAt }) => parentCode === code && !closedAt).length
  const { name, kind } = unit
  return {
    code,
    name,
    kind,
    parent: parent && { code: parent.code, name: parent.name },
    below,
    people: rows[0]!.people,
  }
}

/** Makes a change; what the tree refuses changes nothing and is told in the store's own sentence. */
export async function changeUnit(tx: Tx, change: UnitChange, order: UnitOrder): Promise<UnitResults['changeUnit']> {
  if (!(await mayChange(tx, touched(change), change.is, order))) return { is: 'refused' }
  try {
    const unit = await make(tx, change, order)
    const id = 'unit' in change ? change.unit : unit.code
    const details = { change: change.is, result: unit.code }
    await audit(tx, { by: order.by, action: 'changeUnit', on: { kind: 'unit', id }, unit: id, details }, order.now)
    return { is: 'done', code: unit.code, name: unit.name }
  } catch (error) {
    if (!(error instanceof UnitRefusal)) throw error
    return { is: 'not', why: error.message }
  }
}

function touched(change: UnitChange): string[] {
  if (change.is === 'add') return [change.parent]
  return change.is === 'merge' ? [change.unit, change.into] : [change.unit]
}

async function make(tx: Tx, change: UnitChange, { by, now }: UnitOrder): Promise<Unit> {
  switch (change.is) {
    case 'add': {
      const { kind, name, parent } = change
      return addUnit(tx, { code: await nextCode(tx, now), kind, name, parent })
    }
    case 'rename':
      return renameUnit(tx, change.unit, change.name)
    case 'merge':
      return mergeUnits(tx, change.unit, change.into, now, by)
    case 'close':
      return closeUnit(tx, change.unit, undefined, now, by)
  }
}

/** "DV-2026-000001". A number is lost where the unit is then refused. */
async function nextCode(tx: Tx, now: number): Promise<string> {
  const { year } = partsOf(dayAt(now))
  const { rows } = await tx.query<{ last: number }>(
    `INSERT INTO counter (prefix, year, last) VALUES ('DV', $1, 1)
     ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 RETURNING last`,
    [year],
  )
  return `DV-${year}-${String(rows[0]!.last).padStart(6, '0')}`
}
