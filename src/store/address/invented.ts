// A dozen addresses of nobody, so that a newcomer in the sandbox can register help at once.
import type { NewAddress, NewNeed } from '../../flows/effects/address.js'
import type { Group, Urgency } from '../../flows/needs.js'
import { SYSTEM } from '../audit.js'
import { type Pool, transaction } from '../database.js'
import { lockLedger } from '../ledger.js'
import { addAddress } from './address.js'

const need = (
  form: NewNeed['form'],
  what: string,
  count: number,
  measure: string,
  rhythm: NewNeed['rhythm'] = 'once',
): NewNeed => ({
  form,
  what,
  measure,
  quantity: count * 1000,
  rhythm,
})

const INVENTED: [Group, Urgency, string, NewNeed[]][] = [
  [
    'elder',
    3,
    'Hai cụ già sống một mình, mái nhà dột sau bão, sức yếu không tự sửa được.',
    [need('labour', 'sửa mái nhà', 5, 'ngày công')],
  ],
  [
    'pupil',
    2,
    'Một học sinh lớp 6 ham học, nhà xa trường, mẹ bán rau ở chợ.',
    [need('material', 'xe đạp đi học', 1, 'chiếc')],
  ],
  [
    'sick',
    3,
    'Một người mẹ trẻ chạy thận tuần ba buổi, con còn nhỏ.',
    [need('material', 'hỗ trợ tiền thuốc', 500_000, 'đồng', 'monthly')],
  ],
  [
    'orphan',
    2,
    'Hai chị em mồ côi ở với bà ngoại, chị vừa vào lớp 10.',
    [
      need('material', 'học bổng', 9, 'tháng', 'schoolYear'),
      need('expertise', 'kèm học môn Toán', 2, 'buổi mỗi tuần', 'monthly'),
    ],
  ],
  [
    'disabled',
    1,
    'Một thanh niên đi lại khó khăn, muốn học nghề sửa điện thoại.',
    [need('expertise', 'dạy nghề sửa điện thoại', 1, 'khóa')],
  ],
  [
    'elder',
    2,
    'Một cụ bà neo đơn, chân đau, mong có người trò chuyện.',
    [
      need('spiritual', 'thăm hỏi cuối tuần', 4, 'buổi', 'monthly'),
      need('material', 'gạo và nhu yếu phẩm', 10, 'suất'),
    ],
  ],
  [
    'poor',
    2,
    'Một gia đình cận nghèo có ba con nhỏ, thiếu chăn ấm mùa đông.',
    [need('material', 'chăn ấm', 5, 'chiếc')],
  ],
  ['orange', 1, 'Một nạn nhân chất độc da cam nằm một chỗ, cần xe lăn mới.', [need('material', 'xe lăn', 1, 'chiếc')]],
  [
    'disaster',
    3,
    'Một gia đình bị cháy bếp, mất hết đồ dùng nấu ăn.',
    [need('material', 'bộ đồ bếp', 1, 'bộ'), need('labour', 'dọn dẹp, quét vôi', 3, 'ngày công')],
  ],
  [
    'worker',
    1,
    'Một nhóm lao động nghèo ở xóm trọ, con em chưa có sách học.',
    [need('material', 'bộ sách giáo khoa', 12, 'bộ', 'schoolYear')],
  ],
  [
    'pupil',
    1,
    'Một em học sinh vượt khó, cần người hướng dẫn chọn nghề.',
    [need('expertise', 'tư vấn hướng nghiệp', 2, 'buổi')],
  ],
  [
    'hardship',
    2,
    'Một gia đình muốn nuôi gà để tự lập sau trận lũ.',
    [need('material', 'gà giống', 50, 'con', 'untilOwnFeet')],
  ],
]

/** Does so where there is no address at all. `now`: epoch ms. */
export async function inventAddresses(pool: Pool, now: number): Promise<void> {
  await transaction(pool, async (tx) => {
    await lockLedger(tx)
    const { rowCount } = await tx.query('SELECT FROM address LIMIT 1')
    const { rows: wards } = await tx.query<{ code: string }>(
      `SELECT code FROM unit WHERE kind IN ('ward', 'commune') AND closed_at IS NULL ORDER BY code LIMIT 4`,
    )
    if (rowCount || wards.length === 0) return
    for (const [n, [group, urgency, summary, needs]] of INVENTED.entries()) {
      const address: NewAddress = {
        unit: wards[n % wards.length]!.code,
        group,
        urgency,
        summary,
        needs,
        state: 'open',
        name: `Người Ví Dụ ${n + 1}`,
        place: 'không có thật',
        details: 'Hoàn cảnh ví dụ, không có thật.',
        papersSeen: true,
        consented: true,
      }
      await addAddress(tx, address, SYSTEM, now, { invented: true })
    }
  })
}
