// Somebody brings the code of an invitation.

import type { Redeemed } from '../effects/people.js'
import type { Turn } from '../flow.js'
import { readInviteCode } from '../invite-code.js'
import { bold } from '../message.js'
import { ROLE_NAMES, type Role } from '../roles.js'
import { ask, HOME, introduction, openPanel } from '../turn/say.js'

const PHRASE =
  /^(?:(?:dạ|da|vâng|vang|em|tôi|toi|tui|mình|minh|có|co|đây là|day la) )*(?:mã|ma)(?: (?:số|so))? (?:mời|moi)(?: (?:là|la))?[\s:=]*(.+)$/iu

/**
 * The code in a whole message. Alone it counts only where nobody asked for free words; after "mã mời" it does anywhere.
 */
export function inviteIn(said: string, free: boolean): string | undefined {
  const named = PHRASE.exec(said)?.[1]
  if (named !== undefined) return readInviteCode(named)
  return free ? undefined : readInviteCode(said)
}

/** What a role lets people do, in their words. */
const MAY: Record<Role, string> = {
  member: 'Anh/chị sẽ nhận tin và lời kêu gọi của đơn vị tại đây.',
  reviewer: 'Anh/chị được đọc và chấm các gương người tốt, việc thiện; có phiếu cần xét, Trợ lý nhắn anh/chị tại đây.',
  officer:
    'Anh/chị được xem hồ sơ giới thiệu, trả lời người dân của đơn vị và các nơi trực thuộc, mời thành viên và người xét. Mọi việc ở mục "Việc của cán bộ".',
  approver:
    'Anh/chị được làm mọi việc của cán bộ, quyết định và phê duyệt; mời cán bộ, người xét, thành viên. Mọi việc ở mục "Việc của cán bộ".',
  administrator:
    'Anh/chị quản lý đơn vị và vai trò của mọi người, cùng mọi việc của cán bộ. Tất cả ở mục "Việc của cán bộ".',
}

const REFUSED: Record<'wrong' | 'used' | 'expired' | 'revoked', string> = {
  wrong:
    'Trợ lý không tìm thấy mã mời này. Anh/chị xem lại giúp từng ký tự (mã không có chữ O, I, L, số 0, số 1), hoặc hỏi lại người đã mời ạ.',
  used: 'Mã mời này đã được dùng rồi; mỗi mã chỉ dùng được một lần. Anh/chị xin người mời một mã mới giúp Trợ lý ạ.',
  expired: 'Mã mời này đã hết hạn (mỗi mã dùng được trong 7 ngày). Anh/chị xin người mời một mã mới giúp Trợ lý ạ.',
  revoked: 'Mã mời này đã được thu hồi. Anh/chị hỏi lại người đã mời giúp Trợ lý ạ.',
}

/** Somebody has one, and has not said it. */
export function askForCode(t: Turn): void {
  openPanel(t, HOME)
  ask(
    t,
    'Anh/chị nhắn nguyên mã mời cho Trợ lý ạ: 12 chữ và số, ví dụ "K7QM-2XTP-9HRC". Chưa có mã thì hỏi người đã mời.',
  )
}

export function redeemed(t: Turn, found: Redeemed): void {
  if (found.is === 'granted') return welcome(t, found)
  const minutes = found.is === 'tooMany' ? Math.max(1, Math.ceil((found.until - t.ctx.now) / 60_000)) : 0
  openPanel(t, HOME)
  ask(
    t,
    found.is === 'tooMany'
      ? `Anh/chị đã nhập sai mã nhiều lần. Để giữ an toàn, Trợ lý xin nghỉ nhận mã khoảng ${minutes} phút; sau đó anh/chị thử lại giúp ạ.`
      : introduction(t) + REFUSED[found.is],
  )
}

function welcome(t: Turn, { role, unit, unitName }: Extract<Redeemed, { is: 'granted' }>): void {
  // Their roles were read before the code was taken: the menu below is that of what they are now.
  const { who } = t.ctx
  t.ctx = { ...t.ctx, who: { ...who, roles: [...who.roles, { role, unit, unitName }] } }
  openPanel(t, HOME)
  ask(
    t,
    `${introduction(t)}Chào mừng anh/chị! Từ giờ anh/chị là ${bold(`${ROLE_NAMES[role]} của ${unitName}`)}. 🌸\n\n${MAY[role]}`,
  )
}
