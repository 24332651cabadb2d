// One change of one unit, as an administrator orders it. Every function runs in the caller's transaction and throws
// UnitRefusal, with a sentence for that person, for what cannot be done; then nothing was changed.
import type { PoolClient } from 'pg'
import { type Actor, CONSOLE } from '../audit.js'
import { carryOver } from './people.js'
import {
  checkPlace,
  edit,
  isUnder,
  nameFrom,
  namesIn,
  renamed,
  type UnitInput,
  UnitRefusal,
  unitFrom,
} from './rules.js'
import { lockUnits, readTree, type Tree, type Unit, writeUnits } from './tree.js'

/** Adds a unit and gives it. */
export async function addUnit(tx: PoolClient, input: UnitInput): Promise<Unit> {
  const tree = await lockedTree(tx)
  const unit = unitFrom(input, undefined)
  const alike = [...tree.keys()].find((code) => code.toLowerCase() === unit.code.toLowerCase())
  if (alike) throw new UnitRefusal(`mã "${alike}" đã dùng cho ${tree.get(alike)!.name}`)
  return put(tx, tree, unit)
}

/** Gives the unit its new name; the old one still finds it. */
export async function renameUnit(tx: PoolClient, code: string, name: string): Promise<Unit> {
  const tree = await lockedTree(tx)
  const unit = openUnit(tree, code)
  const asked = nameFrom(name)
  return asked === unit.name ? unit : put(tx, tree, renamed(unit, asked))
}

/**
 * `from` becomes part of `into`: it is closed, its people and the units below it belong to `into`, its names find `into`.
 * Gives the unit that stays. `now`: epoch ms.
 */
export async function mergeUnits(
  tx: PoolClient,
  from: string,
  into: string,
  now: number,
  by: Actor = CONSOLE,
): Promise<Unit> {
  const tree = await lockedTree(tx)
  const [goes, stays] = [openUnit(tree, from), openUnit(tree, into)]
  if (goes === stays) throw new UnitRefusal('không thể sáp nhập một đơn vị vào chính nó')
  if (goes.kind === 'city') throw new UnitRefusal('không thể sáp nhập thành phố vào đơn vị khác')
  if (isUnder(tree, stays, from))
    throw new UnitRefusal(`${stays.name} đang trực thuộc ${goes.name}: xin chuyển ra trước khi sáp nhập`)
  const closed: Unit = { ...goes, closedAt: new Date(now).toISOString(), mergedInto: into }
  const children = openChildren(tree, from).map((child) => edit(child, { parentCode: into }))
  for (const unit of [closed, ...children]) tree.set(unit.code, unit)
  const names = namesIn(tree)
  for (const child of children) checkPlace(tree, names, child)
  await writeUnits(tx, [closed, ...children])
  await carryOver(tx, { from, into, up: isUnder(tree, goes, into), by }, now)
  return stays
}

/**
 * Closes a unit that has none below it; its people go to `carryTo`, to the unit above it where none is named: as members
 * then, for whoever answered for a part does not answer for the whole, and what waits to be sent to a part is not sent to
 * the whole. What happened in it stays its own, below the unit above. Gives the unit its people went to. `now`: epoch ms.
 */
export async function closeUnit(
  tx: PoolClient,
  code: string,
  carryTo: string | undefined,
  now: number,
  by: Actor = CONSOLE,
): Promise<Unit> {
  const tree = await lockedTree(tx)
  const unit = openUnit(tree, code)
  if (!unit.parentCode) throw new UnitRefusal('không thể đóng thành phố')
  const children = openChildren(tree, code)
  if (children.length > 0) {
    const some = children.slice(0, 3).map((child) => child.name)
    const more = children.length > some.length ? ` và ${children.length - some.length} đơn vị khác` : ''
    throw new UnitRefusal(`${unit.name} còn đơn vị trực thuộc: ${some.join('; ')}${more}. Xin chuyển hoặc đóng trước.`)
  }
  const heir = openUnit(tree, carryTo ?? unit.parentCode)
  if (heir === unit) throw new UnitRefusal('người của đơn vị đóng phải chuyển sang đơn vị khác')
  await writeUnits(tx, [{ ...unit, closedAt: new Date(now).toISOString() }])
  await carryOver(tx, { from: code, into: heir.code, up: isUnder(tree, unit, heir.code), by }, now)
  return heir
}

async function lockedTree(tx: PoolClient): Promise<Tree> {
  await lockUnits(tx)
  return readTree(tx)
}

async function put(tx: PoolClient, tree: Tree, unit: Unit): Promise<Unit> {
  tree.set(unit.code, unit)
  checkPlace(tree, namesIn(tree), unit)
  await writeUnits(tx, [unit])
  return unit
}

function openUnit(tree: Tree, code: string): Unit {
  const unit = tree.get(code)
  if (!unit) throw new UnitRefusal(`không có đơn vị nào mang mã "${code}"`)
  if (unit.closedAt) throw new UnitRefusal(`${unit.name} (mã ${code}) đã đóng hoặc đã sáp nhập`)
  return unit
}

function openChildren(tree: Tree, code: string): Unit[] {
  return [...tree.values()].filter((unit) => unit.parentCode === code && !unit.closedAt)
}
