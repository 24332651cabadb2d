// What a unit must be to stand in the tree, told in the words of whoever wrote it.
import { clean, length } from '../../flows/vi/text.js'
import { readUnitKind } from '../../flows/vi/unit-kinds.js'
import type { Column, Tree, Unit } from './tree.js'

/** A change of units that cannot be made; the message is a sentence in Vietnamese for the person who asked. */
export class UnitRefusal extends Error {}

/** A unit as somebody writes it. */
export interface UnitInput {
  code: string
  name: string
  /** A kind, or its Vietnamese word. */
  kind: string
  /** Code of the unit above; empty for the city alone. */
  parent: string
  /** Other names. Undefined or empty: those it has are left as they are. */
  aliases?: string[]
}

const CODE = /^[A-Za-z0-9_.-]{1,40}$/
const LONGEST_NAME = 200

/** What the tree will hold for this input: a new unit, or `stood` changed. Throws UnitRefusal for what is no unit. */
export function unitFrom(input: UnitInput, stood: Unit | undefined): Unit {
  const code = clean(input.code)
  if (code === '') throw new UnitRefusal('thiếu mã đơn vị')
  if (!CODE.test(code))
    throw new UnitRefusal(
      `mã "${code}" không dùng được: mã chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới, tối đa 40 ký tự`,
    )
  if (stood?.closedAt) throw new UnitRefusal('đơn vị này đã đóng hoặc đã sáp nhập, không sửa được nữa')
  const kind = readUnitKind(clean(input.kind))
  if (!kind) throw new UnitRefusal(`loại đơn vị "${clean(input.kind)}" không có trong danh sách`)
  const asked = { name: nameFrom(input.name), kind, parentCode: clean(input.parent) || undefined }
  const aliases = aliasesFrom(input.aliases ?? [], asked.name)
  if (!stood) return { code, ...asked, aliases: aliases.map(alias), edited: ['name', 'kind', 'parentCode', 'aliases'] }

  const unit = asked.name === stood.name ? stood : renamed(stood, asked.name)
  const other = unit.aliases.filter(({ kind }) => kind !== 'alias')
  const same = String(aliases) === String(unit.aliases.filter(({ kind }) => kind === 'alias').map(({ text }) => text))
  return edit(unit, {
    kind,
    parentCode: asked.parentCode,
    aliases: aliases.length === 0 || same ? unit.aliases : [...other, ...aliases.map(alias)],
  })
}

/** The unit under a new name, still found by the old one. */
export function renamed(unit: Unit, name: string): Unit {
  const former = unit.aliases.filter(({ text }) => text !== name && text !== unit.name)
  return edit(unit, { name, aliases: [...former, { text: unit.name, kind: 'former_name' }] })
}

/** The unit with other values, each that differs noted as made by people. */
export function edit(unit: Unit, values: Partial<Pick<Unit, Column>>): Unit {
  const columns = Object.keys(values) as Column[]
  const differing = columns.filter((column) => values[column] !== unit[column])
  return { ...unit, ...values, edited: [...new Set([...unit.edited, ...differing])] }
}

/** A name as it may enter. Throws UnitRefusal. */
export function nameFrom(typed: string): string {
  const name = clean(typed).replace(/\s+/g, ' ')
  if (name === '') throw new UnitRefusal('thiếu tên đơn vị')
  if (length(name) > LONGEST_NAME)
    throw new UnitRefusal(`tên dài ${length(name)} ký tự, tối đa ${LONGEST_NAME}: "${name.slice(0, 40)}…"`)
  return name
}

/** Throws UnitRefusal when a unit cannot stand where the tree, which holds it, has put it. `names`: namesIn(tree). */
export function checkPlace(tree: Tree, names: Names, unit: Unit): void {
  const { parentCode } = unit
  if (unit.kind === 'city') {
    if (parentCode) throw new UnitRefusal('thành phố không có đơn vị cấp trên')
    const city = [...tree.values()].find((other) => other.kind === 'city' && !other.closedAt && other !== unit)
    if (city) throw new UnitRefusal(`đã có thành phố: ${city.name} (mã ${city.code})`)
    return
  }
  if (!parentCode) throw new UnitRefusal('thiếu mã đơn vị cấp trên')
  const parent = tree.get(parentCode)
  if (!parent) throw new UnitRefusal(`không có đơn vị cấp trên nào mang mã "${parentCode}"`)
  if (parent.closedAt) throw new UnitRefusal(`đơn vị cấp trên ${parent.name} (mã ${parentCode}) đã đóng`)
  if (isUnder(tree, parent, unit.code))
    throw new UnitRefusal(
      `đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó (mã cấp trên: ${parentCode})`,
    )
  const twin = names.get(nameKey(unit))?.find((other) => other.code !== unit.code)
  if (twin)
    throw new UnitRefusal(
      `${parent.name} đã có đơn vị tên "${unit.name}" (mã ${twin.code}); xin ghi tên phân biệt được với đơn vị ấy`,
    )
}

/** Open units by what they are called under whom. */
export type Names = Map<string, Unit[]>

export function namesIn(tree: Tree): Names {
  const names: Names = new Map()
  for (const unit of tree.values()) {
    if (unit.closedAt) continue
    const same = names.get(nameKey(unit))
    if (same) same.push(unit)
    else names.set(nameKey(unit), [unit])
  }
  return names
}

// Marks count: Cẩm Giang and Cẩm Giàng are two communes.
function nameKey({ parentCode, name }: Unit): string {
  return `${parentCode}\n${name.toLowerCase()}`
}

/** Whether `unit` is the one with this code or lies below it. */
export function isUnder(tree: Tree, unit: Unit | undefined, code: string): boolean {
  const seen = new Set<Unit>()
  for (let at = unit; at && !seen.has(at); at = tree.get(at.parentCode ?? '')) {
    if (at.code === code) return true
    seen.add(at)
  }
  return false
}

function aliasesFrom(typed: string[], name: string): string[] {
  const texts = typed.map((text) => clean(text).replace(/\s+/g, ' ')).filter((text) => text !== '' && text !== name)
  const long = texts.find((text) => length(text) > LONGEST_NAME)
  if (long) throw new UnitRefusal(`tên gọi khác dài quá ${LONGEST_NAME} ký tự: "${long.slice(0, 40)}…"`)
  return [...new Set(texts)]
}

function alias(text: string): Unit['aliases'][number] {
  return { text, kind: 'alias' }
}
