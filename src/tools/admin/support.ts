// `npm run admin -- addresses | pledges | ledger | coverage`: the registry of help, as lists and as JSON for other tools.
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { ADDRESS_STATES, FORMS, type HelpForm, showGroup, showQuantity } from '../../flows/needs.js'
import { listAddresses } from '../../store/address/address.js'
import { coverage } from '../../store/address/coverage.js'
import { type AddressImport, importAddresses } from '../../store/address/import.js'
import { readAddressFile } from '../../store/address/table.js'
import { CONSOLE } from '../../store/audit.js'
import { transaction } from '../../store/database.js'
import { eraseAddress } from '../../store/erase-address.js'
import { LEDGER_COLUMNS, type LedgerRow, readLedger, verifyLedger } from '../../store/ledger.js'
import { type Hidden, HiddenRows, TableRefusal } from '../../store/sheet/sheet.js'
import { allPledges } from '../../store/support/rows.js'
import { loadUnits, unitsUnder } from '../../store/units.js'
import { type AdminCommands, type AdminContext, Refusal } from './command.js'
import { table } from './table.js'

const JSON_OPTION = { json: { type: 'boolean' } } as const
const EVERYTHING = 1_000_000

export const commands: AdminCommands = {
  addresses: {
    usage: 'addresses [--json] | addresses import TỆP [--dry-run] [--hidden take|leave] [--json] | addresses erase MÃ',
    does: 'địa chỉ nhân đạo, không có tên ai; nhập danh sách .xlsx hoặc .csv (--dry-run: chỉ xem thử; --hidden: lấy hay bỏ các dòng đang ẩn); xóa hẳn thông tin của một gia đình',
    options: { ...JSON_OPTION, 'dry-run': { type: 'boolean' }, hidden: { type: 'string' } },
    async run({ words: [what, file, ...more], options }, context) {
      if (what === undefined) return list(Boolean(options.json), context)
      if (what === 'erase' && file && more.length === 0) return eraseFamily(file, Boolean(options.json), context)
      if (what !== 'import' || !file || more.length > 0)
        throw new Refusal(`Cách dùng: npm run admin -- ${commands.addresses!.usage}`)
      const { hidden } = options
      if (hidden !== undefined && hidden !== 'take' && hidden !== 'leave')
        throw new Refusal(`Cách dùng: npm run admin -- ${commands.addresses!.usage}`)
      return importFile(file, { dryRun: options['dry-run'] === true, json: Boolean(options.json), hidden }, context)
    },
  },
  pledges: {
    usage: 'pledges [--json]',
    does: 'các đăng ký trợ giúp, không có tên ai',
    options: JSON_OPTION,
    async run({ options }, { pool }) {
      const pledges = await allPledges(pool)
      if (options.json) return [JSON.stringify(pledges)]
      if (pledges.length === 0) return ['Chưa có đăng ký trợ giúp nào.']
      const rows = pledges.map((p) => [
        p.code,
        p.address,
        p.unit,
        `${showQuantity(p.quantity, p.measure)}: ${p.what}`,
        p.state,
      ])
      return table(['Mã', 'Địa chỉ', 'Đơn vị', 'Giúp gì', 'Trạng thái'], rows)
    },
  },
  ledger: {
    usage: 'ledger verify [--json] | ledger export [TỆP.jsonl | TỆP.csv]',
    does: 'kiểm tra sổ công khai; xuất sổ (không có tên ai) để ai cũng kiểm tra được bằng docs/verify-ledger.mjs',
    options: JSON_OPTION,
    async run({ words: [what, file], options }, { pool }) {
      if (what === 'export') return file ? exportLedger(file, pool) : printLedger(pool)
      if (what !== 'verify') throw new Refusal(`Cách dùng: npm run admin -- ${commands.ledger!.usage}`)
      const { rows, brokenAt, needs } = await verifyLedger(pool)
      const ok = brokenAt === undefined && needs.length === 0
      if (options.json) return [JSON.stringify({ ok, rows, brokenAt: brokenAt ?? null, needs })]
      if (brokenAt !== undefined) throw new Refusal(`Sổ bị đứt ở dòng ${brokenAt}: dòng này không nối với dòng trước.`)
      if (!ok) throw new Refusal(`Sổ không khớp với nhu cầu số: ${needs.join(', ')}.`)
      return [`Sổ nguyên vẹn: ${rows} dòng, mọi tổng đều khớp.`]
    },
  },
  coverage: {
    usage: 'coverage [--unit MÃ] [--json]',
    does: 'đã giúp trên số đã đăng ký, theo đơn vị và hình thức',
    options: { ...JSON_OPTION, unit: { type: 'string' } },
    async run({ options }, { pool }) {
      const unit = typeof options.unit === 'string' ? options.unit : '31'
      const scope = await unitsUnder(pool, unit)
      if (scope.length === 0) throw new Refusal(`Không có đơn vị mã "${unit}". Xem: npm run admin -- units list`)
      const lines = await coverage(pool, scope)
      if (options.json)
        return [
          JSON.stringify(
            lines.map(({ since, ...line }) => ({ ...line, since: since ? new Date(since).toISOString() : null })),
          ),
        ]
      if (lines.length === 0) return ['Chưa có địa chỉ nhân đạo nào đã xác minh.']
      const rows = lines.map((l) => [l.unit, FORMS[l.form as HelpForm], `${l.helped}/${l.registered}`])
      return table(['Đơn vị', 'Hình thức', 'Đã giúp'], rows)
    },
  },
}

async function list(json: boolean, { pool }: AdminContext): Promise<string[]> {
  const { lines } = await listAddresses(pool, await unitsUnder(pool, '31'), { skip: 0, limit: EVERYTHING })
  if (json) return [JSON.stringify(lines)]
  if (lines.length === 0) return ['Chưa có địa chỉ nhân đạo nào.']
  return table(
    ['Mã', 'Nhóm', 'Đơn vị', 'Trạng thái'],
    lines.map(({ code, group, unit, state }) => [code, showGroup(group), unit, ADDRESS_STATES[state]]),
  )
}

const NOT_ERASED: Record<string, string> = {
  none: 'Không có địa chỉ mã này.',
  notNow: 'Thông tin của gia đình này đã được xóa trước đây.',
  promised:
    'Địa chỉ này đang có người giữ chỗ, đăng ký hoặc đang giúp. Xin trả lời hoặc dừng các đăng ký ấy trước, rồi xóa.',
}

async function eraseFamily(code: string, json: boolean, { pool, now }: AdminContext): Promise<string[]> {
  const done = await transaction(pool, (tx) => eraseAddress(tx, code.toUpperCase(), CONSOLE, now))
  if (typeof done === 'string') throw new Refusal(NOT_ERASED[done] ?? NOT_ERASED.none!)
  if (json) return [JSON.stringify({ ok: true, erased: done.code, alike: done.alike })]
  return [
    `Đã xóa thông tin của gia đình ở ${done.code}; mã, số lượng, trạng thái các lần giúp và sổ công khai ở lại.`,
    ...(done.alike.length > 0
      ? [`Có thể cùng gia đình này còn ở: ${done.alike.join(', ')}. Nếu đúng, xóa cả ở đó.`]
      : []),
    'Ảnh mất khỏi máy chủ trong vài giây, khi Nhân Ái đang chạy. Việc này không lấy lại được.',
  ]
}

async function importFile(
  file: string,
  { dryRun, json, hidden }: { dryRun: boolean; json: boolean; hidden: Hidden | undefined },
  { pool, now }: AdminContext,
): Promise<string[]> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`Không đọc được tệp ${file}: ${error.code === 'ENOENT' ? 'không có tệp này' : error.code}.`)
  })
  try {
    const units = await loadUnits(pool)
    const done = await transaction(pool, (tx) =>
      importAddresses(tx, readAddressFile(bytes, hidden), { units, by: CONSOLE, dryRun, now }),
    )
    if (json) return [JSON.stringify({ ok: done.refused.length === 0, dryRun, ...done })]
    return told(done, dryRun)
  } catch (error) {
    if (error instanceof HiddenRows)
      throw new Refusal(`${error.message} Hoặc thêm --hidden take (lấy cả) hay --hidden leave (bỏ qua các dòng ấy).`)
    if (error instanceof TableRefusal) throw new Refusal(error.message)
    throw error
  }
}

function told(done: AddressImport, dryRun: boolean): string[] {
  const { right, wrong, added, same, needs, differ, coarse, alike, refused, changed, unread, aside } = done
  const leftOut = [
    ...(unread.length > 0 ? [`Không dùng tới cột: ${unread.join(', ')}.`] : []),
    ...(aside.length > 0 ? [`Không tính dòng tiêu đề nhỏ, tổng cộng, chữ ký: dòng ${aside.join(', ')}.`] : []),
  ]
  if (refused.length > 0)
    throw new Refusal(
      [
        `Chưa ghi gì: ${right} dòng đúng, ${wrong} dòng cần sửa. Xin sửa rồi nhập lại cả tệp.`,
        ...refused.map(({ row, column, reason }) => `  dòng ${row}, cột "${column}": ${reason}`),
        ...leftOut,
      ].join('\n'),
    )
  const counts = `${added} địa chỉ mới, ${needs} nhu cầu mới của địa chỉ đã có, ${same} địa chỉ đã có`
  const other = differ > 0 ? ` ${differ} nhu cầu đã có ghi số lượng khác trong tệp: giữ số đang có.` : ''
  const wider =
    coarse > 0 ? ` ${coarse} thẻ công khai chỉ ghi nhóm rộng hơn hoặc cả thành phố, để không ai đoán ra gia đình.` : ''
  const twins = alike.map((one) => `  dòng ${one.row}: tên như ${one.with}`)
  const compare = twins.length > 0 ? ['Có thể là hoàn cảnh đã có, xin so giúp (không tự gộp):', ...twins] : []
  return [
    dryRun ? `Nếu nhập: ${right} dòng đúng; ${counts}.${other} Chưa ghi gì.` : `Đã nhập: ${counts}.${other}${wider}`,
    ...(changed.length > 0 ? ['Gia đình đã có mà tệp ghi khác (giữ thông tin đang có):'] : []),
    ...changed.map(({ row, columns }) => `  dòng ${row}: ${columns.join(', ')}`),
    ...compare,
    ...leftOut,
  ]
}

async function printLedger(pool: AdminContext['pool']): Promise<string[]> {
  const lines: string[] = []
  for await (const page of readLedger(pool)) lines.push(...page.map((row) => JSON.stringify(row)))
  return lines
}

async function exportLedger(file: string, pool: AdminContext['pool']): Promise<string[]> {
  const asCsv = file.toLowerCase().endsWith('.csv')
  const out = createWriteStream(file)
  let count = 0
  if (asCsv) out.write(`${LEDGER_COLUMNS.join(',')}\n`)
  for await (const page of readLedger(pool)) {
    count += page.length
    // Codes, numbers, times and hashes: nothing that would need quotation marks.
    const line = (row: LedgerRow) =>
      asCsv ? LEDGER_COLUMNS.map((column) => row[column]).join(',') : JSON.stringify(row)
    out.write(page.map((row) => `${line(row)}\n`).join(''))
  }
  out.end()
  await finished(out)
  return [`Đã xuất ${count} dòng vào ${file}. Kiểm tra: node docs/verify-ledger.mjs ${file}`]
}
