// After a broadcast: its figures as a picture, and a sheet of every recipient.

import type { CampaignResults } from '../effects/campaign.js'
import type { Turn } from '../flow.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { say } from '../turn/say.js'
import { clip } from '../vi/text.js'
import { bareOf, headOf, LIST, NONE, number, OUTCOMES, REFUSED } from './words.js'

export function report(t: Turn, found: CampaignResults['reportBroadcast']): void {
  if (typeof found === 'string') return showList(t, { text: found === 'refused' ? REFUSED : NONE, buttons: [LIST] })
  const { progress, sheet } = found
  const { planned, text, unitName } = progress
  const counts = (['sent', 'failed', 'skipped', 'unknown', 'pending'] as const).map((state) => ({
    label: OUTCOMES[state]!,
    value: progress[state],
    of: planned,
    shown: number(progress[state]),
  }))
  say(t, {
    text: `Báo cáo tin “${headOf(text, 60)}”, ${verbatim(unitName)}: ${counts.map(({ label, shown }) => `${label} ${shown}`).join(', ')}; tổng ${number(planned)}.`,
    photo: {
      is: 'bars',
      title: `Kết quả gửi tin: ${clip(bareOf(text), 50)}`,
      bars: counts.filter(({ value }) => value > 0),
      note: `${unitName}, tổng ${number(planned)} người`,
    },
  })
  say(t, {
    text: 'Bảng từng người nhận: kênh, kết quả, lý do, lúc gửi. Bảng không ghi tên hay tài khoản của ai.',
    file: sheet,
    buttons: [{ label: 'Xem tiến độ', token: `c.broadcast.${progress.id}` }, LIST],
  })
}
