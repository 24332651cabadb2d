// What is said of help that happened, and of the codes it is confirmed by.

import type { DeliveryResults, Helped } from '../effects/delivery.js'
import type { Turn } from '../flow.js'
import { bold } from '../message.js'
import { beginWith } from '../turn/begin.js'
import { openDraft } from '../turn/drafts.js'
import { ask, say } from '../turn/say.js'
import { dayAt, showDay } from '../vi/calendar.js'

const MENU = { label: 'Trang chính', token: 'c.menu' }
const mine = (code: string) => ({ label: 'Xem đăng ký', token: `c.myPledge.${code}` })
const theirs = (code: string) => ({ label: 'Mở đăng ký', token: `c.pledge.${code}` })

/** The form of this help: the half-done one about the same pledge goes on. */
export function opened(t: Turn, helped: DeliveryResults['openDelivery'], { code }: { code: string }): void {
  if (helped === 'none')
    return say(t, {
      text: 'Đăng ký này hiện không ghi thêm lần giúp được: cán bộ chưa đồng ý, đã ghi đủ, hoặc không phải của anh/chị ạ.',
      buttons: [MENU],
    })
  const half = t.session.drafts.find(
    ({ flow, answers }) => flow === 'delivery' && (answers.pledge as Helped | undefined)?.code === code,
  )
  if (!half) return beginWith(t, 'delivery', 'pledge', helped)
  openDraft(t, half.id)
  ask(t)
}

export function recorded(
  t: Turn,
  result: DeliveryResults['recordDelivery'],
  { delivery: { code } }: { delivery: { code: string } },
): void {
  if (result === 'notNow')
    return say(t, {
      text: 'Lần giúp này chưa ghi được: đăng ký đã thay đổi, hoặc số lượng nhiều hơn phần còn lại. Anh/chị mở đăng ký để xem ạ.',
      buttons: [mine(code), MENU],
    })
  if (result.by === 'officer')
    return say(t, {
      text: `Đã ghi một lần giúp cho ${bold(code)}. Người khác sẽ xác nhận: một cán bộ khác, hoặc gia đình bằng mã dùng một lần.`,
      buttons: [{ label: 'Tạo mã cho gia đình', token: `c.receipt.${code}` }, theirs(code), MENU],
    })
  say(t, {
    text: `Cảm ơn anh/chị! 🌸 Trợ lý đã ghi nhận cho ${bold(code)} và báo cán bộ Hội xác nhận. Nếu gia đình đọc cho anh/chị một mã xác nhận, anh/chị bấm nút bên dưới để nhập ạ.`,
    buttons: [{ label: 'Nhập mã xác nhận', token: `c.typeReceipt.${code}` }, mine(code), MENU],
  })
}

export function receiptMade(t: Turn, result: DeliveryResults['makeReceipt']): void {
  if (typeof result === 'string')
    return say(t, {
      text:
        result === 'notNow'
          ? 'Đăng ký này chưa có lần giúp nào chờ xác nhận ạ.'
          : 'Trợ lý không tìm thấy đăng ký này trong đơn vị của anh/chị ạ.',
      buttons: [{ label: 'Việc của cán bộ', token: 'c.desk' }],
    })
  const { code, digits, until } = result
  const number = Number(code.split('-').at(-1))
  say(t, {
    text: `Mã xác nhận cho gia đình (${code}):\n${bold(`XN ${number} ${digits}`)}\nDùng một lần, đến hết ngày ${showDay(dayAt(until))}. Anh/chị đọc mã cho gia đình hoặc người giám hộ sau khi họ đã nhận được giúp đỡ. Họ nhắn nguyên mã này cho Trợ lý, hoặc đọc cho người giúp nhập. Xin không đưa mã cho người giúp thay gia đình.`,
    buttons: [theirs(code), { label: 'Việc của cán bộ', token: 'c.desk' }],
  })
}

export function receiptUsed(t: Turn, result: DeliveryResults['useReceipt']): void {
  switch (result.is) {
    case 'confirmed':
      return say(t, {
        text: `Cảm ơn anh/chị đã xác nhận. 🌸 Lần giúp của ${bold(result.code)} đã được ghi là gia đình đã nhận.`,
        buttons: [MENU],
      })
    case 'wrong':
      return say(t, {
        text: `Mã này chưa đúng ạ. Anh/chị xem lại giúp, còn ${result.left} lần thử.`,
        buttons: [MENU],
      })
    case 'tooMany':
      return say(t, {
        text: 'Mã này đã bị nhập sai nhiều lần nên không dùng được nữa. Anh/chị nhờ cán bộ Hội tạo mã khác giúp ạ.',
        buttons: [{ label: 'Gặp cán bộ', token: 'c.human' }, MENU],
      })
    case 'over':
      return say(t, {
        text: 'Mã này không còn dùng được: đã dùng, đã hết hạn, hoặc không có. Anh/chị nhờ cán bộ Hội tạo mã khác giúp ạ.',
        buttons: [{ label: 'Gặp cán bộ', token: 'c.human' }, MENU],
      })
    default:
      return result satisfies never
  }
}

export function pictures(t: Turn, result: DeliveryResults['showHelpPictures'], { code }: { code: string }): void {
  if (typeof result === 'string' || result.pictures.length === 0)
    return say(t, { text: 'Không có ảnh nào để xem ạ.', buttons: [theirs(code)] })
  result.pictures.forEach((photo, n) => {
    const buttons = n + 1 === result.pictures.length ? { buttons: [theirs(code)] } : {}
    say(t, { text: `${code}: ảnh ${n + 1}/${result.pictures.length}. Xin không chuyển tiếp.`, photo, ...buttons })
  })
}
