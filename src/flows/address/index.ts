// Officers keep the registry: addresses entered and verified, pledges agreed on, help recorded and confirmed.
import type { Door, Flow, Turn } from '../flow.js'
import { ADDRESS_STATES, type AddressState } from '../needs.js'
import { answers } from '../roles.js'
import { enter } from '../turn/begin.js'
import { reason, wordsOnly } from '../turn/reason.js'
import { ask, close, openPanel, resume } from '../turn/say.js'
import { readAmountSaid } from '../vi/amount.js'
import { typedCode } from '../vi/codes.js'
import { readCommand } from '../vi/keywords.js'
import { readPersonName } from '../vi/names.js'
import { list } from '../vi/phrases.js'
import { clip, words } from '../vi/text.js'
import { cardChanged, cardDoors, cardPanels } from './card.js'
import { coverage } from './coverage.js'
import { eraseDoors, erased, erasePanels } from './erase.js'
import { familyChanged, familyDoors, familyPanels } from './family.js'
import { addressReason, changed, file, suggested } from './file.js'
import { form } from './form.js'
import { listDoors, listNews, listPanels, maybeList, reading } from './list.js'
import { needDoors, needPanels } from './needs.js'
import { added, addresses, moved, news, pledge, pledges } from './told.js'

const CODE = /^(?:DK|DCND)-\d{4}-\d{4,9}$/

// "Chưa hỏi", "bố mẹ không đồng ý", "để hỏi", "mồ côi": nobody's name, and nobody's yes. "Khổng" is a family's name.
const NOBODY =
  /(?:^|\s)(?:không|ko|chưa|khong(?= (?:co|dong|chiu|muon|biet|ro|ai)(?:\s|$))|chua(?= (?:co|dong|hoi|gap|biet|ro)(?:\s|$)))(?:\s|$)|^(?:chua|khong)$|^(?:để|de|hỏi|hoi) (?!.*(?:đồng ý|dong y))|^(?:ngày )?(?:mai|mốt) (?:em |tôi |toi )?(?:hỏi|gặp|đi|hoi|gap|di)(?:\s|$)|mồ côi|mo coi/u
const AGREED = /(?<!\p{L})(?:rồi|roi|đồng ý|dong y)(?: (?:ạ|nhé|a))*[.! ]*$/iu
const WHO_AGREED = 'Anh/chị ghi giúp Trợ lý họ và tên người đã đồng ý ạ.'

const seen = (rest: string) => (/^\d{1,6}$/.test(rest) ? Number(rest) : 0)

const about = (command: string, label: string, open: (t: Turn, code: string) => void, means?: RegExp): Door => ({
  command,
  label,
  ...(means && { means: (said) => means.test(said) }),
  open: (t, code) => (CODE.test(code) ? open(t, code) : resume(t)),
})

const panel = (name: string) => (t: Turn, code: string) => {
  openPanel(t, name, code)
  ask(t)
}

// Without marks, signs and politeness. What they open asks for a reason, and reads it back.
const REFUSES =
  /^(?:khong|ko) (?:nhan|dong y)(?: (?:nua|dang ky|nay))*$|^tu choi$|^(?:dung(?= )|ngung|huy)(?: lai)?(?: (?:nhan|dang ky|giup))?(?: nay)?$/
const PROPOSES = /^(?:de nghi|thay doi|doi so luong)(?: .{1,40})?$/
const STOPS: Partial<Record<string, RegExp>> = {
  refused: /^(?:tu choi|khong nhan|khong duyet)(?: (?:vi|do) .{1,60})?$/,
  paused: /^(?:tam (?:dung|ngung)|dung(?= )|ngung)(?: (?:lai|nhan|giup|nhan giup))*$/,
}
// "Đau mắt" is no death.
const DIED = /(?:^| )(?:mat roi|da mat|qua doi(?: roi)?)$/
const meansState = (said: string, rest: string) => {
  const stops = STOPS[rest.split('~')[1] ?? '']
  return stops !== undefined && (stops.test(said) || DIED.test(said))
}

function setState(t: Turn, rest: string): void {
  const [code = '', state = ''] = rest.split('~')
  if (!CODE.test(code) || !Object.hasOwn(ADDRESS_STATES, state)) return resume(t)
  if (state === 'refused' || state === 'paused') return panel('address-reason')(t, rest)
  t.effects.push({ do: 'setAddressState', code, state: state as AddressState })
}

export const address: Flow = {
  for: answers,
  doors: [
    {
      command: 'pledges',
      label: 'Đăng ký trợ giúp chờ xử lý',
      phrases: list('đăng ký trợ giúp chờ xử lý; đăng ký mới; có đăng ký mới không; có ai đăng ký giúp không'),
      notInFreeText: ['đăng ký mới'],
      desk: 35,
      open: (t, rest) => void t.effects.push({ do: 'listPledges', skip: seen(rest) }),
    },
    {
      command: 'address',
      label: 'Nhập địa chỉ nhân đạo',
      phrases: list(
        'nhập địa chỉ nhân đạo; nhập một địa chỉ nhân đạo; nhập địa chỉ; nhập địa chỉ mới; thêm địa chỉ; thêm địa chỉ nhân đạo',
      ),
      notInFreeText: ['nhập địa chỉ', 'thêm địa chỉ'],
      desk: 40,
      open: (t) => enter(t, 'address'),
    },
    {
      command: 'addresses',
      label: 'Các địa chỉ nhân đạo',
      phrases: list('các địa chỉ nhân đạo; danh sách địa chỉ nhân đạo; danh sách địa chỉ; xem các địa chỉ'),
      notInFreeText: ['danh sách địa chỉ'],
      desk: 50,
      open: (t, rest) => void t.effects.push({ do: 'listAddresses', skip: seen(rest) }),
    },
    {
      command: 'coverage',
      label: 'Mức độ trợ giúp',
      phrases: list('mức độ trợ giúp; không ai bị bỏ lại phía sau'),
      desk: 60,
      open: (t) => void t.effects.push({ do: 'showCoverage' }),
    },
    ...listDoors,
    ...needDoors,
    ...cardDoors,
    ...familyDoors,
    ...eraseDoors,
    {
      ...about('addressFile', 'Mở địa chỉ', (t, code) => void t.effects.push({ do: 'openAddressFile', code })),
      heard: (said, free) => (free ? undefined : typedCode(said, 'DCND')),
    },
    about(
      'survey',
      'Ghi kết quả khảo sát',
      (t, code) => void t.effects.push({ do: 'openAddressFile', code, survey: true }),
    ),
    { command: 'addressState', label: 'Chuyển bước', means: meansState, open: setState },
    {
      ...about('pledge', 'Mở đăng ký', (t, code) => void t.effects.push({ do: 'openPledge', code })),
      heard: (said, free) => (free ? undefined : typedCode(said, 'DK')),
    },
    about('agreePledge', 'Đồng ý', (t, code) => void t.effects.push({ do: 'decidePledge', code, decision: 'agree' })),
    {
      ...about('finishPledge', 'Kết thúc, đã giúp đủ', (t, code) => {
        t.effects.push({ do: 'decidePledge', code, decision: 'finish' })
      }),
      final: () => true,
    },
    about('familyAgrees', 'Gia đình đồng ý cho biết', (t, code) => {
      t.effects.push({ do: 'setFamilyConsent', code, agreed: true })
    }),
    about('familyTakesBack', 'Gia đình rút lại đồng ý', (t, code) => {
      t.effects.push({ do: 'setFamilyConsent', code, agreed: false })
    }),
    about('refusePledge', 'Không nhận', panel('refuse-pledge'), REFUSES),
    about('proposePledge', 'Đề nghị thay đổi', panel('propose-pledge'), PROPOSES),
    about('confirmHelp', 'Xác nhận đã giúp', (t, code) => void t.effects.push({ do: 'confirmDeliveries', code })),
  ],
  form,
  catchesFiles: maybeList,
  panels: {
    ...listPanels,
    ...needPanels,
    ...cardPanels,
    ...familyPanels,
    ...erasePanels,
    'address-reason': addressReason,
    'refuse-pledge': reason({
      text: (code) => `Vì sao đơn vị không nhận (hoặc dừng) đăng ký ${code} ạ? Người giúp sẽ đọc được lý do này.`,
      send: 'Ghi lý do',
      read: 'Người giúp sẽ đọc lời này.',
      later: 'Thôi, quay lại',
      back: (t, code) => void t.effects.push({ do: 'openPledge', code }),
      done(t, code, said) {
        t.effects.push({ do: 'decidePledge', code, decision: 'refuse', reason: clip(said, 300) })
      },
    }),
    'family-guardian': {
      mode: 'free',
      ask: () => ({
        text: 'Người cần giúp có thể chưa đủ 16 tuổi, nên cần cha, mẹ hoặc người giám hộ đồng ý. Họ tên người đã đồng ý là gì ạ? Em từ 7 tuổi trở lên cũng cần được hỏi.',
        options: [{ value: 'back', label: 'Chưa hỏi, để sau' }],
      }),
      read: (said) =>
        NOBODY.test(said.normalize('NFC').toLowerCase().trim()) || readCommand(said, 'closed') === 'no'
          ? 'back'
          : undefined,
      pick(t, _value, _said, code = '') {
        close(t)
        t.effects.push({ do: 'openAddressFile', code })
      },
      files: wordsOnly,
      text(t, name) {
        const code = t.session.panel?.about ?? ''
        const isFull = readPersonName(name).ok && words(name).length > 1
        if (!isFull || readCommand(name, 'closed') || AGREED.test(name.normalize('NFC'))) return ask(t, WHO_AGREED)
        close(t)
        t.effects.push({ do: 'setFamilyConsent', code, agreed: true, guardian: clip(name, 80) })
      },
    },
    'propose-pledge': {
      mode: 'free',
      numbers: false,
      ask: (_t, code) => ({
        text: `Anh/chị đề nghị số lượng bao nhiêu cho đăng ký ${code} ạ? Số lượng viết trước, lời giải thích viết sau; người giúp đọc được cả hai. Ví dụ: "5, vì gia đình đã có phần còn lại".`,
        options: [{ value: 'back', label: 'Thôi, quay lại' }],
      }),
      pick(t, _value, _said, code = '') {
        close(t)
        t.effects.push({ do: 'openPledge', code })
      },
      files: wordsOnly,
      text(t, text) {
        const code = t.session.panel?.about ?? ''
        // "5, từ tháng 12": the number comes first, and the whole is read by the supporter.
        const read = readAmountSaid(text.split(/[,;]\s|\n/)[0]!)
        if (!read) return ask(t, 'Trợ lý chưa rõ con số.')
        close(t)
        t.effects.push({ do: 'proposePledge', code, quantity: read.thousandths, words: clip(text, 300) })
      },
    },
  },
  told: {
    addAddress: added,
    listAddresses: addresses,
    openAddressFile: file,
    setFamilyConsent(t, found, { code }) {
      if (found !== 'guardian') return file(t, found)
      openPanel(t, 'family-guardian', code)
      ask(t)
    },
    addNeed: (t, found) => file(t, found),
    changeNeed: changed,
    changeCard: cardChanged,
    changeFamily: familyChanged,
    eraseAddress: erased,
    setAddressState: moved,
    listPledges: pledges,
    openPledge: pledge,
    decidePledge: pledge,
    proposePledge: pledge,
    confirmDeliveries: pledge,
    showCoverage: coverage,
    sendList: reading,
    useList: reading,
  },
  news: {
    ...listNews,
    suggested: { tell: suggested },
    asked: { tell: news('có người đăng ký trợ giúp') },
    accepted: { tell: news('người giúp đã đồng ý với đề nghị của đơn vị') },
    declined: { tell: news('người giúp giữ đăng ký như cũ, không theo đề nghị của đơn vị') },
    changed: { tell: news('người giúp đã thay đổi đăng ký, mời anh/chị xem lại') },
    cancelled: { tell: news('người giúp đã hủy đăng ký') },
    delivered: { tell: news('người giúp báo đã giúp xong, mời anh/chị xác nhận') },
    missed: { tell: news('tháng này chưa thấy người giúp báo đã giúp, mời anh/chị hỏi thăm') },
    missedYear: { tell: news('năm học này chưa thấy người giúp báo đã giúp, mời anh/chị hỏi thăm') },
    received: { tell: news('gia đình đã xác nhận lần giúp bằng mã') },
  },
}
