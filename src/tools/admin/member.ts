// The poster of a unit as a file, for a printer.
import { writeFile } from 'node:fs/promises'
import { posterOf } from '../../flows/member/poster.js'
import { linksTo } from '../../store/front-doors.js'
import { unitPath } from '../../store/units.js'
import { type AdminCommands, Refusal } from './command.js'

const USAGE = 'poster --unit MÃ_ĐƠN_VỊ --out FILE.png'

export const commands: AdminCommands = {
  poster: {
    usage: USAGE,
    does: 'tờ giới thiệu của một đơn vị: một ảnh có mã QR của Zalo và Telegram',
    options: { unit: { type: 'string' }, out: { type: 'string' } },
    async run({ options: { unit, out } }, { pool }) {
      if (typeof unit !== 'string' || typeof out !== 'string') throw new Refusal(`Cách dùng: npm run admin -- ${USAGE}`)
      const [found] = await unitPath(pool, unit)
      if (!found) throw new Refusal(`Không có đơn vị nào mang mã "${unit}".`)
      const links = await linksTo(pool, unit)
      if (links.length === 0)
        throw new Refusal('Chưa biết địa chỉ Zalo, Telegram của Trợ lý: chạy "npm start" một lần rồi thử lại.')
      const { draw } = await import('../../bot/pictures/draw.js')
      await writeFile(out, await draw(posterOf({ unit, unitName: found.name, links })))
      return [`Đã ghi ${out}: ${found.name}, mã QR của ${links.map(({ channel }) => channel).join(' và ')}.`]
    },
  },
}
