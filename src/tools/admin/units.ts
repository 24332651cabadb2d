// `npm run admin -- units …`: the organisation tree from a file, and as a list.
import { readFile } from 'node:fs/promises'
import { UNIT_KINDS } from '../../flows/vi/unit-kinds.js'
import { CONSOLE } from '../../store/audit.js'
import { type Pool, transaction } from '../../store/database.js'
import { readUnitFile } from '../../store/unit/file.js'
import { type Imported, importUnits } from '../../store/unit/import.js'
import { UnitRefusal } from '../../store/unit/rules.js'
import { readTree, type Unit } from '../../store/unit/tree.js'
import { type AdminCommands, Refusal } from './command.js'
import { table } from './table.js'

const USAGE = `Cách dùng: npm run admin -- units import TỆP.csv [--dry-run] | units list [--json]
Các cột của tệp: code,name,kind,parent,aliases (các tên khác cách nhau bằng dấu |)
Loại đơn vị (kind): ${Object.entries(UNIT_KINDS)
  .map(([kind, word]) => `${kind} (${word})`)
  .join(', ')}`

export const commands: AdminCommands = {
  units: {
    usage: 'units import TỆP.csv [--dry-run] | units list [--json]',
    does: 'thêm, sửa đơn vị theo danh sách (--dry-run: chỉ xem thử); các đơn vị đang có',
    options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
    async run({ words: [what, file, ...more], options }, { pool, now }) {
      if (what === 'list' && !file)
        return options.json ? listJson(await readTree(pool)) : listTable(await readTree(pool))
      if (what !== 'import' || !file || more.length > 0) throw new Refusal(USAGE)
      return importFile(pool, file, { dryRun: options['dry-run'] === true, by: CONSOLE, now })
    },
  },
}

async function importFile(pool: Pool, file: string, how: Parameters<typeof importUnits>[2]): Promise<string[]> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`Không đọc được tệp ${file}: ${error.code === 'ENOENT' ? 'không có tệp này' : error.code}.`)
  })
  try {
    const lines = readUnitFile(bytes)
    return told(await transaction(pool, (tx) => importUnits(tx, lines, how)), how.dryRun === true)
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
