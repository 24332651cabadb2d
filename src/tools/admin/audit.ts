// `npm run admin -- audit`: who did or saw what.
import { type AuditAction, type AuditRow, readAudit } from '../../store/audit.js'
import { type AdminCommands, Refusal } from './command.js'
import { table } from './table.js'
import { CHANNELS, moment } from './words.js'

export const commands: AdminCommands = {
  audit: {
    usage: 'audit [--code NT-2026-000001 | --person SỐ] [--json]',
    does: 'nhật ký: ai đã xem, đã làm gì; không ai sửa hay xóa được',
    options: { code: { type: 'string' }, person: { type: 'string' }, json: { type: 'boolean' } },
    async run({ options: { code, person, json } }, { pool }) {
      if (person !== undefined && !/^\d{1,18}$/.test(String(person)))
        throw new Refusal('--person cần số của một người, xem: npm run admin -- people')
      const rows = await readAudit(pool, {
        code: typeof code === 'string' ? code : undefined,
        person: typeof person === 'string' ? person : undefined,
      })
      return json ? [JSON.stringify(rows)] : lines(rows)
    },
  },
}

const ACTIONS: Record<AuditAction, string> = {
  view: 'xem',
  export: 'xuất dữ liệu',
  decide: 'quyết định',
  undo: 'mở lại kết luận',
  ask: 'đề nghị bổ sung',
  assign: 'giao hồ sơ',
  merge: 'gộp hồ sơ',
  split: 'tách hồ sơ',
  ungroup: 'hoàn tác gộp, tách',
  noteConsent: 'ghi ý kiến người được giới thiệu',
  publishStory: 'đăng chuyện người tốt',
  withdrawStory: 'gỡ chuyện người tốt',
  recuse: 'xin rút',
  openRound: 'mở đợt xét',
  moveRound: 'dời hạn, đổi mốc nhắc của đợt xét',
  closeRound: 'khép đợt xét',
  loadProgramme: 'nạp phong trào',
  grantRole: 'giao vai trò',
  endRole: 'cho thôi vai trò',
  createInvite: 'tạo lời mời',
  redeemInvite: 'nhận lời mời',
  revokeInvite: 'thu hồi lời mời',
  setAbsence: 'báo tạm vắng',
  endAbsence: 'báo đã trở lại',
  bringLinkCode: 'nhập mã liên kết',
  agreeLink: 'đồng ý liên kết',
  refuseLink: 'từ chối liên kết',
  endLink: 'xin gỡ liên kết',
  link: 'liên kết hai tài khoản',
  unlink: 'gỡ liên kết',
  takeTicket: 'nhận yêu cầu',
  releaseTicket: 'trả lại yêu cầu',
  endTalk: 'kết thúc trò chuyện',
  closeTicket: 'đóng yêu cầu',
  escalateTicket: 'chuyển lên cấp trên',
  reply: 'trả lời',
  withdraw: 'ngừng dùng',
  erase: 'xóa dữ liệu',
  retain: 'hết thời hạn lưu, đã bỏ',
  correct: 'sửa dữ liệu',
  rotateKeys: 'đổi khóa mã hóa',
  changeUnit: 'sửa đơn vị',
  changeCalendar: 'sửa lịch làm việc',
  changeSetting: 'sửa cài đặt',
  changeAddress: 'sửa địa chỉ nhân đạo',
  decidePledge: 'trả lời đăng ký trợ giúp',
  recordDelivery: 'ghi lần trợ giúp',
  broadcast: 'gửi tin chung',
  refuse: 'bị từ chối',
}
const KINDS: Record<string, string> = {
  person: 'người số',
  ticket: 'yêu cầu số',
  invite: 'lời mời số',
  unit: 'đơn vị',
  nomination: 'hồ sơ',
  record: 'hồ sơ',
  day: 'ngày',
  people: 'danh sách người có vai trò',
  requests: 'danh sách yêu cầu',
  nominations: 'danh sách hồ sơ',
}
const LISTS = new Set(['people', 'requests', 'nominations'])
const PLACES: Record<string, string> = { ...CHANNELS, console: 'dòng lệnh', system: 'tự động', invite: 'lời mời' }

function lines(rows: AuditRow[]): string[] {
  if (rows.length === 0) return ['Không có dòng nhật ký nào.']
  const shown = rows.map((row) => [
    moment(row.at),
    row.actor === null ? '' : `người số ${row.actor}`,
    PLACES[row.channel] ?? row.channel,
    ACTIONS[row.action],
    `${KINDS[row.kind] ?? row.kind} ${LISTS.has(row.kind) ? '' : row.subject}`,
    row.unit ?? '',
    Object.entries(row.details)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
  ])
  return table(['Lúc', 'Ai', 'Qua', 'Việc', 'Về', 'Đơn vị', 'Chi tiết'], shown)
}
