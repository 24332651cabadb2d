import type { Answers } from '../../flows/interview/form.js'
import { type FullAnswer, fullAnswers } from '../../flows/interview/full-answer.js'
import { form } from '../../flows/nominate/form.js'
import { NOMINATION_STATES } from '../../flows/states.js'
import { showPhone } from '../../flows/vi/phones.js'
import { audit, CONSOLE } from '../../store/audit.js'
import { listNominations, readNomination } from '../../store/nominate.js'
import { type AdminCommands, Refusal } from './command.js'
import { table } from './table.js'
import { fileLine, moment } from './words.js'

export const commands: AdminCommands = {
  nominations: {
    usage: 'nominations [--all]',
    does: 'hồ sơ, mới nhất ở trên (--all: không giới hạn số dòng)',
    options: { all: { type: 'boolean' } },
    async run({ options }, { prisma, pool, now }) {
      await audit(pool, { by: CONSOLE, action: 'view', on: { kind: 'nominations', id: 'all' } }, now)
      return nominationTable(await listNominations(await prisma(), { all: Boolean(options.all) }))
    },
  },
  nomination: {
    usage: 'nomination NT-2026-000001',
    does: 'toàn bộ một hồ sơ',
    async run({ words: [code = ''] }, { prisma, pool, config, now }) {
      const found = await readNomination({ prisma: await prisma(), pool }, code.toUpperCase())
      if (!found) throw new Refusal(`Không có hồ sơ mã "${code}". Xem danh sách: npm run admin -- nominations --all`)
      await audit(pool, { by: CONSOLE, action: 'view', on: { kind: 'nomination', id: found.code } }, now)
      return nominationLines(found, config.dataDir)
    },
  },
}

// Phone numbers are whole only where one nomination is asked for.
const KINDS: Record<string, string> = {
  individual: 'Một người',
  collective: 'Tập thể, nhóm',
  self: 'Tự giới thiệu',
  community: 'Cộng đồng nhân ái',
}
type Nominations = Awaited<ReturnType<typeof listNominations>>
type Nomination = NonNullable<Awaited<ReturnType<typeof readNomination>>>
type Nominator = Nomination['nominators'][number]

function nominationTable(nominations: Nominations): string[] {
  if (nominations.length === 0) return ['Chưa có hồ sơ nào.']
  const rows = nominations.map((n) => [
    n.code,
    moment(n.receivedAt),
    ...(isWithdrawn(n) ? ['', '', ''] : [KINDS[n.kind] ?? n.kind, n.nomineeName, n.unitText]),
    String(n.nominators.length),
    standing(n),
  ])
  const header = ['Mã', 'Nhận lúc', 'Loại', 'Người, tập thể', 'Đơn vị', 'Số người giới thiệu', 'Trạng thái']
  return [
    ...table(header, rows),
    '',
    `${nominations.length} hồ sơ. Xem toàn bộ một hồ sơ: npm run admin -- nomination MÃ`,
  ]
}

// Kept until its owners ask for erasure, and shown to nobody.
function isWithdrawn({ state }: { state: string }): boolean {
  return state === 'withdrawn'
}

type Told = Pick<Nomination['nominators'][number], 'submittedAt' | 'person'>

// A request does not mean what was sent after it.
function isLeaving({ submittedAt, person }: Told): boolean {
  return person?.tickets.some((request) => request.createdAt >= submittedAt) ?? false
}

function standing({ state, nominators }: { state: string; nominators: Told[] }): string {
  const leaving = nominators.filter(isLeaving)
  if (leaving.length > 0 && leaving.length === nominators.length) return 'chờ rút lại'
  const some = leaving.length > 0 ? ` (${leaving.length} người chờ rút lại)` : ''
  return (NOMINATION_STATES[state] ?? state) + some
}

function nominationLines(n: Nomination, dataDir: string): string[] {
  const about = [
    `Loại: ${KINDS[n.kind] ?? n.kind}`,
    `Đơn vị: ${n.unitText}${n.unitCode ? ` (mã ${n.unitCode})` : ' (ghi theo lời người giới thiệu)'}`,
  ]
  const head = [
    isWithdrawn(n) ? n.code : `${n.code} · ${n.nomineeName}`,
    ...(isWithdrawn(n) ? [] : about),
    `Trạng thái: ${standing({ ...n, nominators: n.nominators.filter((r) => !r.withdrawnAt) })}, nhận lúc ${moment(n.receivedAt)}`,
  ]
  const told = n.nominators.flatMap((nominator, at) => ['', ...nominatorLines(nominator, at + 1, dataDir)])
  // Phone numbers hold together on a phone's screen; here they are copied and searched for.
  return [...head, ...told].map((line) => line.replaceAll('\u00A0', ' '))
}

function nominatorLines(nominator: Nominator, nth: number, dataDir: string): string[] {
  const joined = nominator.joined ? ', ghép vào hồ sơ có trước' : ''
  if (nominator.withdrawnAt)
    return [`── Người giới thiệu ${nth}: đã rút lại lời kể lúc ${moment(nominator.withdrawnAt)}, không dùng nữa`]
  const leaving = isLeaving(nominator) ? ', chờ rút lại' : ''
  return [
    `── Người giới thiệu ${nth}: ${nominator.name}, ${showPhone(nominator.phone)} (gửi lúc ${moment(nominator.submittedAt)}${joined}${leaving})`,
    ...fullAnswers(form.of?.(nominator.answers as Answers) ?? form, nominator.answers as Answers).map(answerLine),
    ...nominator.files.map((file) => `  Tệp minh chứng: ${fileLine(file, dataDir)}`),
  ]
}

function answerLine({ label, text }: FullAnswer): string {
  return `  ${label}: ${text.replaceAll('\n', '\n    ')}`
}
