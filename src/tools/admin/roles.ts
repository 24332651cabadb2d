// `npm run admin -- invite`, `invites`, `people`, `roles` and `revoke`: who may do what.
import { botUsername } from '../../bot/telegram/username.js'
import type { Config } from '../../config/config.js'
import { INVITE_LINK, readInviteCode, showInviteCode } from '../../flows/invite-code.js'
import { type HeldRole, isRole, ROLE_NAMES, ROLES } from '../../flows/roles.js'
import { oneLine } from '../../ops/wording.js'
import { audit, CONSOLE } from '../../store/audit.js'
import { transaction } from '../../store/database.js'
import { createInvite, openInvites, revokeInvite } from '../../store/invites.js'
import { endAllRoles, endRole, listPeople, listRoles } from '../../store/roles.js'
import { type AdminCommands, type AdminContext, Refusal } from './command.js'
import { writeQr } from './qr.js'
import { table } from './table.js'
import { CHANNELS, moment } from './words.js'

const JSON_OPTION = { json: { type: 'boolean' } } as const

export const commands: AdminCommands = {
  invite: {
    usage: 'invite --role VAI_TRÒ --unit MÃ_ĐƠN_VỊ [--qr TỆP.png] [--json]',
    does: `mời một người nhận vai trò (${ROLES.join(', ')}) cho một đơn vị; mã dùng một lần, trong 7 ngày`,
    options: { role: { type: 'string' }, unit: { type: 'string' }, qr: { type: 'string' }, ...JSON_OPTION },
    run: ({ options }, context) => invite(options, context),
  },
  invites: {
    usage: 'invites [--json]',
    does: 'lời mời chưa dùng',
    options: JSON_OPTION,
    async run({ options }, { pool, now }) {
      const invites = await openInvites(pool, now)
      if (options.json) return [JSON.stringify(invites)]
      if (invites.length === 0) return ['Không có lời mời nào chưa dùng.']
      const rows = invites.map((i) => [i.id, held(i), moment(i.expiresAt), by(i.createdBy)])
      return [...table(['Số', 'Vai trò', 'Dùng được đến', 'Người mời'], rows), '', 'Thu hồi: revoke --invite SỐ']
    },
  },
  people: {
    usage: 'people [--json]',
    does: 'những người có vai trò, kể cả người đã thôi',
    options: JSON_OPTION,
    run: ({ options }, context) => people(Boolean(options.json), context),
  },
  roles: {
    usage: 'roles [--all] [--json]',
    does: 'các vai trò đang có (--all: cả vai trò đã thôi)',
    options: { all: { type: 'boolean' }, ...JSON_OPTION },
    async run({ options }, { pool, now }) {
      const roles = await listRoles(pool, { now, all: Boolean(options.all) })
      if (options.json) return [JSON.stringify(roles)]
      if (roles.length === 0) return ['Chưa ai có vai trò nào. Mời người đầu tiên: npm run admin -- invite']
      const rows = roles.map((r) => [
        r.id,
        r.personId,
        held(r),
        moment(r.startsAt),
        r.endsAt ? moment(r.endsAt) : '',
        by(r.grantedBy),
      ])
      const header = ['Số', 'Người số', 'Vai trò', 'Từ', 'Đến', 'Người giao']
      return [...table(header, rows), '', 'Cho thôi một vai trò: revoke --role SỐ']
    },
  },
  revoke: {
    usage: 'revoke MÃ_MỜI | --invite SỐ | --role SỐ | --person SỐ',
    does: 'thu hồi một lời mời, cho thôi một vai trò, hoặc mọi vai trò của một người; có hiệu lực ngay',
    options: { invite: { type: 'string' }, role: { type: 'string' }, person: { type: 'string' } },
    run: ({ words, options }, context) => revoke({ ...options, code: words.join('') || undefined }, context),
  },
}

type Options = Record<string, string | boolean | undefined>

async function invite({ role, unit, qr, json }: Options, { pool, config, now }: AdminContext): Promise<string[]> {
  if (typeof role !== 'string' || !isRole(role))
    throw new Refusal(`--role là một trong: ${ROLES.map((r) => `${r} (${ROLE_NAMES[r]})`).join(', ')}.`)
  if (typeof unit !== 'string') throw new Refusal('Thiếu --unit: mã của đơn vị, ví dụ --unit 31 (thành phố).')
  const { telegram, zalo, notes } = await links(config)
  if (qr && !telegram && !zalo) throw new Refusal(`Không làm được mã QR: ${notes.join('; ')}.`)
  const made = await transaction(pool, async (tx) => {
    const invitation = await createInvite(tx, { role, unit, by: CONSOLE, now })
    if (typeof invitation === 'string')
      throw new Refusal(`Không có đơn vị nào mang mã "${unit}". Mã là của đơn vị trong cây tổ chức, ví dụ 31.`)
    const code = showInviteCode(invitation.code)
    const link = telegram && `${telegram}?start=${INVITE_LINK}${code}`
    // Before the invitation is kept: where the file cannot be written nothing has happened.
    if (typeof qr === 'string') await writeQr(qr, (link ?? zalo)!).catch(cannotWrite(qr))
    return { ...invitation, code, link }
  })
  const { code, link, expiresAt, unitName } = made
  for (const note of notes) console.error(note)
  if (json) return [JSON.stringify({ code, telegram: link ?? null, zalo: zalo ?? null, expiresAt })]
  return [
    `Mã mời làm ${ROLE_NAMES[role]}, ${unitName}: ${code}`,
    ...(link ? [`Telegram: mở ${link}`] : []),
    ...(zalo ? [`Zalo: mở ${zalo}, bấm Nhắn tin rồi gửi: ${code}`] : []),
    `Dùng được một lần, đến ${moment(expiresAt)}. Chỉ gửi riêng cho người được mời: ai có mã thì nhận được vai trò.`,
    ...(qr ? [`Mã QR: ${qr}`] : []),
  ]
}

const cannotWrite = (file: string) => (error: unknown) => {
  throw new Refusal(`Không ghi được tệp ${file}: ${oneLine(error)}. Chưa tạo lời mời nào.`)
}

/** Where people find us, and why they do not where they do not. Zalo's links carry nothing: there the code is typed. */
async function links({ telegram, zalo }: Config): Promise<{ telegram?: string; zalo?: string; notes: string[] }> {
  const notes: string[] = []
  let username: string | undefined
  if (telegram.mode === 'live')
    username = await botUsername(telegram).catch((error) => {
      notes.push(`không có liên kết Telegram: Telegram không trả lời (${oneLine(error)})`)
      return undefined
    })
  else notes.push('không có liên kết Telegram: chưa nối với Telegram')
  if (zalo.mode !== 'live') notes.push('không có liên kết Zalo: chưa nối với Zalo')
  return {
    telegram: username && `https://t.me/${username}`,
    zalo: zalo.mode === 'live' ? `https://zalo.me/${zalo.oaId}` : undefined,
    notes,
  }
}

async function people(json: boolean, { pool, now }: AdminContext): Promise<string[]> {
  const found = await transaction(pool, async (tx) => {
    await audit(tx, { by: CONSOLE, action: 'view', on: { kind: 'people', id: 'all' } }, now)
    return listPeople(tx, now)
  })
  if (json) return [JSON.stringify(found)]
  if (found.length === 0) return ['Chưa ai có vai trò nào. Mời người đầu tiên: npm run admin -- invite']
  const rows = found.map((p) => [
    p.id,
    p.name ?? '(chưa rõ tên)',
    p.roles.map(held).join('; ') || 'đã thôi',
    p.channels.map((channel) => CHANNELS[channel] ?? channel).join(', '),
    p.lastSeenAt ? moment(p.lastSeenAt) : '',
    p.absentUntil ? `đến ${moment(p.absentUntil)}, người số ${p.deputyId} thay` : '',
  ])
  return table(['Số', 'Tên', 'Vai trò', 'Kênh', 'Nhắn gần nhất', 'Tạm vắng'], rows)
}

async function revoke(what: Options, { pool, now }: AdminContext): Promise<string[]> {
  const given = Object.entries(what).filter(([, value]) => value !== undefined)
  const [[kind, value] = []] = given
  if (given.length !== 1 || typeof value !== 'string')
    throw new Refusal(`Cách dùng: npm run admin -- ${commands.revoke!.usage}`)
  if (kind === 'code' ? !readInviteCode(value) : !/^\d{1,18}$/.test(value))
    throw new Refusal(kind === 'code' ? `"${value}" không phải là mã mời.` : `--${kind} cần một số, ví dụ 12.`)
  return transaction(pool, async (tx) => {
    const end = { by: CONSOLE, now }
    if (kind === 'person') {
      const ended = await endAllRoles(tx, value, CONSOLE, now)
      if (ended === 0) throw new Refusal(`Người số ${value} không có vai trò nào để thôi.`)
      return [`Đã cho người số ${value} thôi ${ended} vai trò.`]
    }
    if (kind === 'role') {
      const outcome = await endRole(tx, { grantId: value, ...end })
      if (outcome === 'none') throw new Refusal(`Không có vai trò nào mang số ${value}. Xem: npm run admin -- roles`)
      return [outcome === 'over' ? `Vai trò số ${value} đã thôi từ trước.` : `Đã cho thôi vai trò số ${value}.`]
    }
    const outcome = await revokeInvite(tx, { invite: kind === 'code' ? { code: value } : { id: value }, ...end })
    if (outcome === 'none') throw new Refusal('Không có lời mời nào như vậy. Xem: npm run admin -- invites')
    return [outcome === 'over' ? 'Lời mời ấy đã hết dùng được từ trước.' : 'Đã thu hồi lời mời.']
  })
}

function held({ role, unitName }: HeldRole): string {
  return `${ROLE_NAMES[role]}, ${unitName}`
}

function by(person: string | null): string {
  return person === null ? 'dòng lệnh' : `người số ${person}`
}
