// What a supporter finds in a rehearsal: invented addresses of nobody, and what was pledged for them.
import type { MyPledge, NeedCard } from '../../effects/support.js'

export interface HelpMemory {
  needs: NeedCard[]
  held?: { need: string; quantity: number }
  pledges: MyPledge[]
}

export function inventedHelp(): HelpMemory {
  const card = { unit: 'Thành phố Hải Phòng', rhythm: 'once', invented: true }
  return {
    pledges: [],
    needs: [
      {
        ...card,
        need: '1',
        address: 'DCND-2026-0001',
        group: 'elder',
        summary: 'Hai cụ già sống một mình, mái nhà dột sau bão, sức yếu không tự sửa được.',
        urgency: 3,
        form: 'labour',
        what: 'sửa mái nhà',
        measure: 'ngày công',
        left: 5000,
      },
      {
        ...card,
        need: '2',
        address: 'DCND-2026-0002',
        group: 'pupil',
        summary: 'Một học sinh lớp 6 ham học, nhà xa trường, mẹ bán rau ở chợ.',
        urgency: 2,
        form: 'material',
        what: 'xe đạp đi học',
        measure: 'chiếc',
        left: 1000,
      },
      {
        ...card,
        need: '3',
        address: 'DCND-2026-0003',
        group: 'sick',
        summary: 'Một người mẹ trẻ chạy thận tuần ba buổi, con còn nhỏ.',
        urgency: 2,
        form: 'material',
        what: 'gạo và sữa',
        measure: 'suất',
        left: 4000,
        rhythm: 'monthly',
      },
    ],
  }
}
