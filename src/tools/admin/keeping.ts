// `npm run admin -- retention` and `reapply-erasures`: what is kept no longer, and who is not to come back with a backup.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayAt, showDay } from '../../flows/vi/calendar.js'
import { transaction } from '../../store/database.js'
import { readErasures, reapplyErasures } from '../../store/erasures.js'
import { ERASED } from '../../store/files/bytes.js'
import { letGoOver, type Over, overNow, type Rule, readTimes } from '../../store/retention.js'
import { type AdminCommands, Refusal } from './command.js'

const RULES: Record<Rule, string> = {
  draft: 'bản kể dở không ai động tới',
  refused: 'lời kể trong hồ sơ chưa đủ điều kiện hoặc đã rút',
  nominations: 'lời kể trong hồ sơ của phong trào đã khép lại',
  requests: 'lời nhắn trong yêu cầu đã đóng',
  consents: 'bằng chứng đồng ý đã rút lại',
  families: 'hồ sơ riêng của gia đình ở địa chỉ đã hoàn thành hoặc đã từ chối',
  audit: 'dòng nhật ký',
}

export const commands: AdminCommands = {
  retention: {
    usage: 'retention [--dry-run]',
    does: 'bỏ những gì đã hết thời hạn lưu (mỗi ngày tự chạy); --dry-run: chỉ xem trước',
    options: { 'dry-run': { type: 'boolean' } },
    async run({ options }, { pool, now }) {
      const times = readTimes()
      if (options['dry-run'])
        return ['Nếu chạy bây giờ sẽ bỏ (chưa bỏ gì):', ...(await overNow(pool, times, now)).map(line)]
      return ['Đã bỏ:', ...(await transaction(pool, (tx) => letGoOver(tx, times, now))).map(line)]
    },
  },
  'reapply-erasures': {
    usage: 'reapply-erasures [TỆP]',
    does: 'sau khi khôi phục bản sao lưu: xóa lại những người, những gia đình đã được xóa từ lúc sao lưu',
    async run({ words: [file] }, { pool, config, now }) {
      const path = file ?? join(config.dataDir, ERASED)
      const text = await readFile(path, 'utf8').catch(() => {
        throw new Refusal(`Không đọc được danh sách người đã xóa: ${path}`)
      })
      let lines: ReturnType<typeof readErasures>
      try {
        lines = readErasures(text)
      } catch (error) {
        throw new Refusal(`Danh sách người đã xóa bị hỏng, chưa làm gì (${(error as Error).message}): ${path}`)
      }
      const done = await reapplyErasures(pool, lines, now)
      return [
        done.lines === 0
          ? 'Mọi lần xóa đều đã có trong cơ sở dữ liệu này: không phải làm gì thêm.'
          : `Đã xóa lại theo ${done.lines} lần xóa: tìm thấy ${done.people} người, ${done.families} gia đình. Ảnh, tệp của họ mất khỏi máy chủ trong vài giây, khi Nhân Ái đang chạy.`,
      ]
    },
  },
}

function line({ rule, before, count }: Over): string {
  const since = before === undefined ? 'chưa tới hạn' : `trước ${showDay(dayAt(before))}`
  return `- ${RULES[rule]} (${since}): ${count}`
}
