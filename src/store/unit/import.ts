// A whole list of units at once, all or nothing.
import type { PoolClient } from 'pg'
import { clean } from '../../flows/vi/text.js'
import { type Actor, audit } from '../audit.js'
import { checkPlace, namesIn, type UnitInput, UnitRefusal, unitFrom } from './rules.js'
import { lockUnits, readTree, type Tree, type Unit, writeUnits } from './tree.js'

export interface ImportLine extends UnitInput {
  /** Where it stands in the file, from 1. */
  line: number
  /** Why the line as such cannot be read, in Vietnamese. */
  unreadable?: string
}

export interface Imported {
  /** Lines by what they come to; all 0 where a line was refused. */
  added: number
  changed: number
  same: number
  /** `reason` is in Vietnamese. */
  refused: { line: number; code: string; reason: string }[]
}

/**
 * Adds and changes units as a list says; lines may stand in any order. One line that cannot be taken refuses the whole
 * list; every such line is named. The same list again changes nothing. Each unit that is another now is noted. `now`:
 * epoch ms.
 */
export async function importUnits(
  tx: PoolClient,
  lines: ImportLine[],
  { dryRun = false, by, now }: { dryRun?: boolean; by: Actor; now: number },
): Promise<Imported> {
  await lockUnits(tx)
  const { units, refused } = planned(await readTree(tx), lines)
  if (refused.length > 0) return { added: 0, changed: 0, same: 0, refused }
  // A dry run writes too, and takes it back: what it says is what would happen.
  await tx.query('SAVEPOINT before_import')
  const written = await writeUnits(tx, units)
  for (const { code, added } of written)
    await audit(
      tx,
      {
        by,
        action: 'changeUnit',
        on: { kind: 'unit', id: code },
        unit: code,
        details: { change: added ? 'add' : 'import' },
      },
      now,
    )
  if (dryRun) await tx.query('ROLLBACK TO SAVEPOINT before_import')
  const added = written.filter((each) => each.added).length
  return { added, changed: written.length - added, same: units.length - written.length, refused }
}

function planned(tree: Tree, lines: ImportLine[]): { units: Unit[]; refused: Imported['refused'] } {
  const refused: Imported['refused'] = []
  const attempt = <T>({ line, code }: ImportLine, work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof UnitRefusal)) throw error
      refused.push({ line, code: clean(code), reason: error.message })
      return undefined
    }
  }
  const known = new Map([...tree.keys()].map((code) => [code.toLowerCase(), code]))
  const first = new Map<string, number>()
  const wanted: { from: ImportLine; unit: Unit }[] = []
  for (const from of lines) {
    const unit = attempt(from, () => {
      if (from.unreadable) throw new UnitRefusal(from.unreadable)
      const code = clean(from.code)
      const earlier = first.get(code.toLowerCase())
      if (code !== '' && earlier) throw new UnitRefusal(`mã này đã có ở dòng ${earlier}`)
      first.set(code.toLowerCase(), from.line)
      const alike = known.get(code.toLowerCase())
      if (alike && alike !== code) throw new UnitRefusal(`đã có mã "${alike}", chỉ khác chữ hoa chữ thường`)
      return unitFrom(from, tree.get(code))
    })
    if (unit) wanted.push({ from, unit })
  }
  // Judged by the tree as it will be: two units may change their names with each other, a parent may stand further down.
  const next = new Map([...tree, ...wanted.map(({ unit }): [string, Unit] => [unit.code, unit])])
  const names = namesIn(next)
  for (const { from, unit } of wanted) attempt(from, () => checkPlace(next, names, unit))
  return { units: wanted.map(({ unit }) => unit), refused: refused.sort((a, b) => a.line - b.line) }
}
