// `npm run admin -- units …`: the organisation tree from a file, and as a list.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { UNIT_KINDS } from '../flows/vi/unit-kinds.js'
import { transaction } from '../store/database.js'
import { readUnitFile } from '../store/unit-file.js'
import { type Imported, importUnits } from '../store/unit-import.js'
import { UnitRefusal } from '../store/unit-rules.js'
import { readTree, type Unit } from '../store/unit-tree.js'
import { Refusal } from './refusal.js'
import { table } from './table.js'

export const UNITS_HELP = `  units import TỆP.csv [--dry-run]  thêm, sửa đơn vị theo danh sách (--dry-run: chỉ xem thử, không ghi)
  units list [--json]          các đơn vị đang có (--json: cả đơn vị đã đóng, đủ mọi thông tin)`

const USAGE = `Cách dùng:\n${UNITS_HELP}\nCác cột của tệp: code,name,kind,parent,aliases (các tên khác cách nhau bằng dấu |)
Loại đơn vị (kind): ${Object.entries(UNIT_KINDS)
  .map(([kind, word]) => `${kind} (${word})`)
  .join(', ')}`

/** Runs `units` with the arguments behind it; gives the lines to show. Throws Refusal. */
export async function units(pool: Pool, args: string[]): Promise<string[]> {
  const { what, file, dryRun, json } = readArgs(args)
  if (what === 'list' && !file) return json ? listJson(await readTree(pool)) : listTable(await readTree(pool))
  if (what !== 'import' || !file) throw new Refusal(USAGE)
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`Không đọc được tệp ${file}: ${error.code === 'ENOENT' ? 'không có tệp này' : error.code}.`)
  })
  try {
    const lines = readUnitFile(bytes)
    return told(await transaction(pool, (tx) => importUnits(tx, lines, { dryRun })), dryRun)
  } catch (error) {
    if (error instanceof UnitRefusal) throw new Refusal(error.message)
    throw error
  }
}

function told({ added, changed, same, refused }: Imported, dryRun: boolean): string[] {
  if (refused.length > 0)
    throw new Refusal(
      [
        `Chưa ghi gì: ${refused.length} dòng chưa nhận được. Xin sửa rồi nhập lại cả tệp.`,
        ...refused.map(({ line, code, reason }) => `  dòng ${line}${code && ` (mã ${code})`}: ${reason}`),
      ].join('\n'),
    )
  const counts = `thêm ${added}, sửa ${changed}, giữ nguyên ${same} đơn vị`
  return [dryRun ? `Nếu nhập: ${counts}. Chưa ghi gì.` : `Đã ${counts}.`]
}

function listTable(tree: Map<string, Unit>): string[] {
  const open = [...tree.values()].filter((unit) => !unit.closedAt)
  if (open.length === 0) return ['Chưa có đơn vị nào.']
  const rows = open.map((unit) => [
    unit.code,
    unit.name,
    UNIT_KINDS[unit.kind],
    tree.get(unit.parentCode ?? '')?.name ?? '',
    unit.aliases.map(({ text }) => text).join('; '),
  ])
  return table(['Mã', 'Tên', 'Loại', 'Cấp trên', 'Tên khác'], rows)
}

function listJson(tree: Map<string, Unit>): string[] {
  return [
    JSON.stringify(
      [...tree.values()].map(({ edited: _edited, ...unit }) => unit),
      null,
      2,
    ),
  ]
}

function readArgs(args: string[]): { what?: string; file?: string; dryRun: boolean; json: boolean } {
  const options = { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const [what, file, ...more] = positionals
    if (more.length > 0) throw new Refusal(USAGE)
    return { what, file, dryRun: values['dry-run'] ?? false, json: values.json ?? false }
  } catch {
    throw new Refusal(USAGE)
  }
}
