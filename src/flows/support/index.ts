// Somebody finds a humanitarian address and registers to help.

import type { Search } from '../effects/support.js'
import type { Door, Flow } from '../flow.js'
import { FORMS } from '../needs.js'
import { ask, close, openPanel, resume, say } from '../turn/say.js'
import { typedCode } from '../vi/codes.js'
import { list } from '../vi/phrases.js'
import { searchPlaces } from '../vi/places.js'
import { clip } from '../vi/text.js'
import { readWish } from '../vi/wishes.js'
import { changePanels } from './change.js'
import { CONSENT } from './consent.js'
import { form } from './form.js'
import { answered, changed, mine, monthCame, monthComes, news, thanks } from './mine.js'
import { card, found, held, holdEnds, lapsed, pledged, sent } from './told.js'
import { dropLater, dropWaited, keepPledge, unchanged } from './waits.js'

const CODE = /^DK-\d{4}-\d{6,9}$/
const NEED = /^\d{1,18}$/

/** "near~31_05~3", as buttons carry it. */
function readSearch(rest: string): Search {
  const [by, about, skip] = rest.split('~')
  const seen = /^\d{1,6}$/.test(skip ?? '') ? Number(skip) : 0
  if (by === 'near' && about) return { by, unit: about, skip: seen }
  if (by === 'offer' && about && Object.hasOwn(FORMS, about)) return { by, form: about, skip: seen }
  return { by: by === 'longest' ? by : 'urgent', skip: seen }
}

const about = (command: string, label: string, form: RegExp, open: Door['open']): Door => ({
  command,
  label,
  open: (t, rest) => (form.test(rest) ? open(t, rest) : resume(t)),
})

export const support: Flow = {
  purposes: {
    support: {
      label: 'Đăng ký trợ giúp',
      allows: 'lưu và liên hệ về các đăng ký trợ giúp của anh/chị',
      ends: 'đăng ký đang dở được xóa, Hội ngừng dùng các đăng ký trợ giúp anh/chị đã gửi',
      sent: true,
    },
  },
  invitation: 'Anh/chị cũng có thể nhận giúp một "địa chỉ nhân đạo", một hoàn cảnh khó khăn đang cần.',
  doors: [
    {
      command: 'support',
      underNews: 'help',
      label: 'Đăng ký trợ giúp',
      menu: 20,
      phrases: list(
        'đăng ký trợ giúp; đăng ký giúp; nhận giúp; nhận giúp một địa chỉ nhân đạo; địa chỉ nhân đạo; tôi muốn giúp; tôi muốn giúp đỡ; muốn giúp đỡ; giúp người nghèo; trợ giúp địa chỉ nhân đạo; ủng hộ; tôi muốn ủng hộ; xem hoàn cảnh khác; đăng ký hỗ trợ; đăng ký ủng hộ; đăng ký giúp đỡ; đăng ký đỡ đầu; nhận đỡ đầu; ủng hộ tiền; ủng hộ gạo; ủng hộ quần áo; tặng xe lăn; tặng gạo; tặng quần áo; tặng sách vở; cho quần áo cũ; tôi muốn cho gạo; tôi muốn cho quần áo; tôi muốn cho đồ; giúp trẻ mồ côi; giúp người già neo đơn',
      ),
      unmistakable: list('dang ky tro giup; dia chi nhan dao'),
      notInFreeText: list(
        'tôi muốn cho gạo; tôi muốn cho quần áo; tôi muốn cho đồ; nhận đỡ đầu; ủng hộ tiền; ủng hộ gạo; ủng hộ quần áo; tặng xe lăn; tặng gạo; tặng quần áo; tặng sách vở; cho quần áo cũ; giúp trẻ mồ côi; giúp người già neo đơn; nhận giúp; ủng hộ; tôi muốn giúp; địa chỉ nhân đạo; giúp người nghèo; muốn giúp đỡ; đăng ký giúp',
      ),
      slashes: ['dangkytrogiup'],
      listed: { words: 'Đăng ký giúp một địa chỉ nhân đạo', place: 15 },
      link: /^(?:support|tro[-_]?giup)$/i,
      heard: (said, free) => (!free && readWish(said) === 'donate' ? '' : undefined),
      open(t) {
        t.session = { ...t.session, active: undefined, open: undefined }
        openPanel(t, 'support-how')
        ask(t)
      },
    },
    {
      command: 'dropPledges',
      label: 'Hủy đăng ký',
      phrases: list(
        'hủy đăng ký; hủy đăng ký trợ giúp; hủy đăng ký giúp; hủy đăng ký giúp đỡ; bỏ đăng ký; rút đăng ký; rút đăng ký trợ giúp; thôi không giúp nữa; tôi không giúp được nữa',
      ),
      unmistakable: list('huy dang ky; huy dang ky tro giup'),
      // Who has never offered help can only mean the messages.
      open(t) {
        if (t.session.consents.support === undefined) return t.flows.door('optout')!.open(t, '')
        say(t, {
          text: 'Anh/chị mở đăng ký trợ giúp muốn hủy ở danh sách dưới đây, rồi bấm "Hủy đăng ký" ạ. Còn muốn thôi nhận tin nhắn thì anh/chị nhắn "dừng nhận tin".',
        })
        t.flows.door('records')!.open(t, '')
      },
    },
    {
      command: 'needs',
      label: 'Xem tiếp',
      open: (t, rest) => void t.effects.push({ do: 'findNeeds', search: readSearch(rest) }),
    },
    {
      command: 'card',
      label: 'Xem địa chỉ nhân đạo',
      link: /^dcnd_((?:DCND-)?\d{4}-\d{4,9})$/i,
      heard: (said, free) => (free ? undefined : typedCode(said, 'DCND')),
      open: (t, rest) => void t.effects.push({ do: 'openCard', code: `DCND-${rest.replace(/^DCND-/i, '')}` }),
    },
    about('giveHelp', 'Tôi muốn giúp', NEED, (t, need) => void t.effects.push({ do: 'holdNeed', need })),
    {
      command: 'myPledge',
      label: 'Xem đăng ký',
      phrases: list('xem đăng ký; đăng ký của tôi; xem đăng ký của tôi'),
      heard: (said, free) => (free ? undefined : typedCode(said, 'DK')),
      open(t, code) {
        if (CODE.test(code)) t.effects.push({ do: 'openMyPledge', code })
        else t.flows.door('records')!.open(t, '')
      },
    },
    about('acceptChange', 'Đồng ý thay đổi', CODE, (t, code) => void t.effects.push({ do: 'acceptProposal', code })),
    about('declineChange', 'Giữ như tôi đăng ký', CODE, (t, code) => {
      t.effects.push({ do: 'declineProposal', code })
    }),
    about('changePledge', 'Thay đổi', CODE, (t, code) => {
      openPanel(t, 'change-pledge', code)
      ask(t)
    }),
    about('dropPledge', 'Hủy đăng ký', CODE, (t, code) => {
      openPanel(t, 'drop-pledge', code)
      ask(t)
    }),
    keepPledge(CODE),
  ],
  consent: CONSENT,
  form,
  panels: {
    'support-how': {
      mode: 'closed',
      plain: true,
      ask: () => ({
        text: 'Cảm ơn anh/chị muốn chung tay. Anh/chị muốn tìm hoàn cảnh cần giúp theo cách nào ạ? Trợ lý không nhận tiền, chỉ giúp kết nối với cán bộ Hội.',
        options: [
          { value: 'urgent', label: 'Nơi đang cần nhất' },
          { value: 'near', label: 'Gần nơi tôi ở' },
          { value: 'longest', label: 'Nơi chờ lâu nhất' },
          { value: 'offer', label: 'Theo điều tôi có thể giúp' },
          { value: 'menu', label: 'Trang chính' },
        ],
      }),
      pick(t, value) {
        if (value === 'menu') return t.flows.door('menu')!.open(t, '')
        if (value === 'urgent' || value === 'longest') {
          close(t)
          return void t.effects.push({ do: 'findNeeds', search: { by: value, skip: 0 } })
        }
        openPanel(t, value === 'near' ? 'support-near' : 'support-offer')
        ask(t)
      },
    },
    'support-near': {
      mode: 'free',
      ask: () => ({
        text: 'Anh/chị ở phường, xã nào ạ? Gõ tên cũ cũng được.',
        options: [{ value: 'back', label: 'Quay lại' }],
      }),
      pick: (t) => t.flows.door('support')!.open(t, ''),
      text(t, text) {
        const [first] = searchPlaces(t.ctx.places, clip(text, 200)).matches
        if (!first) return ask(t, 'Trợ lý chưa tìm thấy nơi này ở Hải Phòng.')
        close(t)
        t.effects.push({ do: 'findNeeds', search: { by: 'near', unit: first.unit.code, skip: 0 } })
      },
    },
    'support-offer': {
      mode: 'closed',
      ask: () => ({
        text: 'Anh/chị có thể giúp bằng gì ạ?\n• Vật chất: tiền, quà, gạo, đồ dùng\n• Tinh thần: thăm hỏi, động viên\n• Công sức: ngày công, sửa nhà, chở đi khám\n• Trí tuệ: dạy học, dạy nghề, tư vấn',
        options: Object.entries(FORMS).map(([value, label]) => ({ value, label })),
      }),
      pick(t, value) {
        close(t)
        t.effects.push({ do: 'findNeeds', search: { by: 'offer', form: value, skip: 0 } })
      },
    },
    ...changePanels,
  },
  told: {
    findNeeds: found,
    openCard: card,
    holdNeed: held,
    pledge: pledged,
    openMyPledge: (t, found) => mine(t, found),
    acceptProposal: (t, found, { code }) =>
      found !== 'none' && 'waits' in found ? unchanged(t, found, code) : mine(t, found, answered(found)),
    declineProposal: (t, found) => mine(t, found, answered(found)),
    changePledge: changed,
    cancelPledge: (t, found, { code, reason }) =>
      found !== 'none' && 'waits' in found ? dropLater(t, found, code, reason) : mine(t, found),
  },
  news: {
    dropWaited,
    holdEnds: { unasked: true, tell: holdEnds },
    lapsed: { tell: lapsed },
    agreed: { tell: news(() => 'cán bộ Hội đã đồng ý và sẽ cùng anh/chị bàn cụ thể. Cảm ơn anh/chị rất nhiều! 🌸') },
    refused: {
      tell: news(
        ({ reason }) =>
          `cán bộ Hội chưa nhận được lần này${reason ? ` (${reason})` : ''}. Mong anh/chị thông cảm và xem giúp hoàn cảnh khác ạ.`,
      ),
    },
    proposed: { tell: news(() => 'cán bộ Hội đề nghị thay đổi. Anh/chị xem và trả lời giúp ạ.') },
    familyChanged: {
      tell: news(() => 'thông tin để liên hệ với gia đình vừa được cập nhật. Anh/chị xem lại trước khi tới thăm nhé.'),
    },
    recorded: { tell: news(() => 'cán bộ Hội đã ghi nhận một lần anh/chị giúp. Cảm ơn anh/chị!') },
    confirmed: { tell: thanks },
    finished: { tell: thanks },
    paused: {
      tell: news(
        ({ reason }) => `Hội tạm dừng giúp địa chỉ này${reason ? ` (${reason})` : ''}. Cán bộ sẽ báo lại anh/chị ạ.`,
      ),
    },
    monthComes: { unasked: true, tell: monthComes },
    monthCame: { unasked: true, tell: monthCame },
  },
  sent,
}
