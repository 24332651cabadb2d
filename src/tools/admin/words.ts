// Words that several commands print.
import { pathOf } from '../../store/files/bytes.js'

export const CHANNELS: Record<string, string> = { telegram: 'Telegram', zalo: 'Zalo' }
const FILE_STATES: Record<string, string> = {
  wanted: 'đang tải về',
  lost: 'không tải về được',
  dropped: 'đã xóa',
}

interface KeptFile {
  kind: string
  name: string | null
  state: string
  sha256: string | null
  mime: string | null
  size: number | null
}

/** A file by its name, and where its bytes are. */
export function fileLine(file: KeptFile, dataDir: string): string {
  const name = file.name ?? (file.kind === 'photo' ? 'ảnh' : 'tệp')
  if (file.state !== 'stored' || !file.sha256) return `${name} (${FILE_STATES[file.state] ?? file.state})`
  return `${name} (${file.mime}, ${Math.ceil((file.size ?? 0) / 1024)} KB): ${pathOf(dataDir, file.sha256)}`
}

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** "21/11/2026 09:05" in Hải Phòng. */
export function moment(at: Date): string {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}`
}
