// Somebody tells of a good person or a kind community.
import type { Flow } from '../flow.js'
import { enter } from '../turn/begin.js'
import { hold } from '../turn/held.js'
import { list } from '../vi/phrases.js'
import { isStory, isTelling } from '../vi/telling.js'
import { CONSENT } from './consent.js'
import { form } from './form.js'
import { NOT_IN_FREE_TEXT, PHRASES, UNMISTAKABLE } from './phrases.js'
import { movements, opened, sent, submitted } from './told.js'

export const nominate: Flow = {
  purposes: {
    nominate: {
      label: 'Giới thiệu gương',
      allows: 'lưu và xét các gương anh/chị giới thiệu',
      ends: 'bản đang kể dở được xóa, Hội ngừng dùng các hồ sơ giới thiệu anh/chị đã gửi',
      sent: true,
    },
  },
  doors: [
    {
      command: 'nominate',
      underNews: 'tell',
      label: 'Giới thiệu người tốt',
      phrases: PHRASES,
      unmistakable: UNMISTAKABLE,
      notInFreeText: NOT_IN_FREE_TEXT,
      slashes: ['gioithieu'],
      listed: { words: 'Giới thiệu gương người tốt, việc thiện', place: 10 },
      link: /^(?:nominate|gioi[-_]?thieu)$/i,
      menu: 10,
      open: (t) => enter(t, 'nominate'),
    },
    {
      command: 'movements',
      label: 'Phong trào khác',
      phrases: list('phong trào khác; các phong trào; phong trào thi đua; giới thiệu cho phong trào khác'),
      slashes: ['phongtrao'],
      menu: 85,
      open: (t) => void t.effects.push({ do: 'showMovements' }),
    },
    {
      command: 'movement',
      label: 'Chọn phong trào',
      open: (t, code) => void t.effects.push({ do: 'openMovement', code }),
    },
  ],
  invitation:
    'Nếu anh/chị biết một người đang lặng lẽ làm việc thiện, anh/chị kể Trợ lý nghe nhé, gõ luôn tại đây cũng được ạ.',
  consent: CONSENT,
  form,
  told: { submitNomination: submitted, showMovements: movements, openMovement: opened },
  sent,
  asked: {
    cost: 'Dạ, giới thiệu người tốt hoàn toàn miễn phí. Hội không thu tiền qua Trợ lý; ai tự xưng là Trợ lý hay Hội mà đòi tiền, anh/chị đừng chuyển khoản ạ.',
    outcome:
      'Dạ, cán bộ Hội sẽ đọc và xác minh từng câu chuyện, nên Trợ lý không hứa trước được kết quả hay khen thưởng ạ. Hồ sơ đến bước nào, anh/chị nhắn "hồ sơ của tôi" là biết.',
    readers:
      'Dạ, đây là Trợ lý Nhân ái, chương trình trả lời tự động của Hội Chữ thập đỏ thành phố Hải Phòng. Điều anh/chị kể chỉ cán bộ Hội đọc để xác minh; Hội không bán, không dùng để quảng cáo. Muốn xem hay xóa, anh/chị nhắn "quyền của tôi" ạ.',
  },
  catches(t, said) {
    if (!isTelling(said)) return false
    // A wish to tell is no story yet.
    if (isStory(said)) hold(t, 'nominate', said)
    enter(t, 'nominate', true)
    return true
  },
}
