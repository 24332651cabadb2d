// `npm run admin -- keys`: by which keys the database is sealed, and sealing it by a new one.
import { audit, CONSOLE } from '../../store/audit.js'
import { type KeyState, keyStates, rotateKeys } from '../../store/sealed/rotate.js'
import { type AdminCommands, Refusal } from './command.js'

const USAGE = 'keys [list | rotate]'

export const commands: AdminCommands = {
  keys: {
    usage: USAGE,
    does: 'khóa mã hóa dữ liệu riêng: xem; rotate: đổi sang khóa mới và mã hóa lại (dừng giữa chừng thì chạy lại)',
    async run({ words: [deed = 'list'] }, { pool, config, now }) {
      if (deed !== 'list' && deed !== 'rotate') throw new Refusal(`Cách dùng: npm run admin -- ${USAGE}`)
      const source = { dataDir: config.dataDir, given: config.dataKey }
      const lines: string[] = []
      if (deed === 'rotate') {
        const { done, over } = await rotateKeys(pool, source)
        const details = { done, over: over.length }
        await audit(pool, { by: CONSOLE, action: 'rotateKeys', on: { kind: 'keys', id: 'data' }, details }, now)
        lines.push(`Đã mã hóa lại ${done} dòng bằng khóa mới và kiểm tra xong.`, ...over.map((id) => leave(id, source)))
      }
      const { keys, plain } = await keyStates(pool)
      return [
        ...lines,
        ...keys.map(line),
        ...(plain > 0 ? [`${plain} ô chưa mã hóa: chạy "npm run admin -- keys rotate".`] : []),
      ]
    },
  },
}

function leave(id: string, { given }: { given?: Buffer[] }): string {
  const kept = 'hãy giữ nó cùng các bản sao lưu cũ, vì chỉ nó mở được chúng'
  return given
    ? `Không còn gì cần khóa ${id}: có thể bỏ nó khỏi DATA_KEY; ${kept}.`
    : `Khóa ${id} đã được bỏ khỏi data.key. Bản sao lưu làm trước đó chỉ mở được bằng data.key cũ: hãy giữ bản chép của nó, cất riêng.`
}

function line({ id, count, current, given }: KeyState): string {
  const role = current ? 'đang dùng' : given ? 'khóa cũ' : 'KHÔNG CÓ KHÓA NÀY'
  return `- khóa ${id}: ${count} ô, ${role}`
}
