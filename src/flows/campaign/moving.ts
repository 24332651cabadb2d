// When a weekly series leaves: its day and hour, and what becomes of a piece whose hour passed while the system was away.

import type { CampaignResults } from '../effects/campaign.js'
import type { Door, Turn } from '../flow.js'
import { bold } from '../message.js'
import { verbatim } from '../salutation.js'
import { showList } from '../turn/list.js'
import { resume } from '../turn/say.js'
import { showMoment } from '../vi/calendar.js'
import { readClock } from '../vi/clock.js'
import { seriesList } from './series.js'
import { showSlot, WEEKDAYS, weekdayIn } from './slot.js'

const HOURS = [8, 9, 10, 12, 15, 17, 19, 20]
const SLOT = /^(\d{1,18})(?:-([1-7])(?:-(\d{1,2}))?)?$/

export const doors: Door[] = [
  {
    command: 'slot',
    label: 'Đổi ngày, giờ gửi',
    // "Thứ 6", "8h": the day and the hour themselves, not the sixth and the eighth button.
    means(said, rest) {
      const [, , weekday, hour] = SLOT.exec(rest) ?? []
      if (hour === undefined) return weekday !== undefined && weekdayIn(said) === Number(weekday)
      const clock = readClock(said, true)
      return clock?.rest === '' && clock.minutes === Number(hour) * 60
    },
    open(t, rest) {
      const [, id, weekday, hour] = SLOT.exec(rest) ?? []
      if (!id) return resume(t)
      if (!weekday)
        return showList(t, {
          text: 'Loạt tin hằng tuần gửi vào thứ mấy ạ?',
          buttons: WEEKDAYS.map((label, n) => ({ label, token: `c.slot.${id}-${n + 1}` })),
        })
      if (!hour)
        return showList(t, {
          text: `${WEEKDAYS[Number(weekday) - 1]}, vào lúc mấy giờ ạ?`,
          buttons: HOURS.map((at) => ({ label: `${at}:00`, token: `c.slot.${id}-${weekday}-${at}` })),
        })
      if (!HOURS.includes(Number(hour))) return resume(t)
      t.effects.push({ do: 'moveSlot', id, slot: { weekday: Number(weekday), hour: Number(hour) } })
    },
  },
]

export function moved(t: Turn, found: CampaignResults['moveSlot'], { id }: { id: string }): void {
  if (found === 'taken')
    return showList(t, {
      text: 'Đơn vị này đã có một loạt tin vào đúng ngày giờ ấy, nên Trợ lý chưa đổi ạ.',
      buttons: [
        { label: 'Chọn ngày khác', token: `c.slot.${id}` },
        { label: 'Loạt tin hằng tuần', token: 'c.series' },
      ],
    })
  const series = found.find((each) => each.id === id)
  if (!series) return seriesList(t, found)
  showList(t, {
    text: `Dạ, loạt tin của ${verbatim(series.unitName)} từ nay gửi ${bold(showSlot(series))}. Kỳ tới: ${showMoment(series.nextSlot)} (mỗi người nhận nhiều nhất một tin một tuần).`,
    buttons: [
      { label: 'Loạt tin hằng tuần', token: 'c.series' },
      { label: 'Sắp xếp bài', token: `c.arrange.${id}` },
    ],
  })
}
