// Anybody tells of a family in need; an officer of their ward looks into it.
import type { Flow } from '../flow.js'
import { beginWith, enter } from '../turn/begin.js'
import { isHardship } from '../vi/hardship.js'
import { list } from '../vi/phrases.js'
import { CONSENT } from './consent.js'
import { form } from './form.js'
import { moved, sent, suggested } from './told.js'

export const suggest: Flow = {
  purposes: {
    suggest: {
      label: 'Kể hoàn cảnh',
      allows: 'lưu và tìm hiểu các hoàn cảnh khó khăn anh/chị kể',
      ends: 'lời đang kể dở được xóa, Hội ngừng dùng các hoàn cảnh anh/chị đã kể',
      sent: true,
    },
  },
  doors: [
    {
      command: 'suggest',
      label: 'Tôi biết một hoàn cảnh khó khăn',
      menu: 95,
      inNeed: { label: 'Nhờ Hội tới thăm nhà', rest: 'own' },
      phrases: list(
        'tôi biết một hoàn cảnh khó khăn; tôi biết một hoàn cảnh; tôi biết hoàn cảnh khó khăn; giới thiệu hoàn cảnh; giới thiệu hoàn cảnh khó khăn; giới thiệu một hoàn cảnh khó khăn; đề xuất địa chỉ nhân đạo; giới thiệu địa chỉ nhân đạo; báo hoàn cảnh khó khăn; nhà bên cạnh nghèo lắm; hàng xóm tôi khó khăn; báo địa chỉ nhân đạo; báo một hoàn cảnh; có một hoàn cảnh cần giúp; có một hoàn cảnh khó khăn; có một gia đình khó khăn cần giúp; có gia đình khó khăn cần giúp; có một gia đình cần giúp; có một hoàn cảnh khó khăn cần giúp',
      ),
      unmistakable: list('toi biet mot hoan canh; gioi thieu hoan canh kho khan; de xuat dia chi nhan dao'),
      notInFreeText: list(
        'nhà bên cạnh nghèo lắm; hàng xóm tôi khó khăn; giới thiệu hoàn cảnh; có một hoàn cảnh khó khăn; có một hoàn cảnh cần giúp; có một gia đình khó khăn cần giúp; có gia đình khó khăn cần giúp; có một gia đình cần giúp; có một hoàn cảnh khó khăn cần giúp',
      ),
      slashes: ['hoancanh'],
      listed: { words: 'Kể một hoàn cảnh khó khăn cần giúp', place: 17 },
      link: /^(?:suggest|hoan[-_]?canh)$/i,
      open(t, rest) {
        const waits = t.session.drafts.some(({ flow }) => flow === 'suggest')
        if (rest === 'own' && !waits) return beginWith(t, 'suggest', 'whose', 'own')
        enter(t, 'suggest')
      },
    },
  ],
  consent: CONSENT,
  form,
  told: { suggestAddress: suggested },
  news: { moved: { tell: moved } },
  sent,
  catches(t, said) {
    const hard = isHardship(said)
    if (hard) enter(t, 'suggest', true)
    return hard
  },
}
