import type { Api } from 'grammy'
import type { Outbound } from '../../flows/message.js'
import type { SendError } from '../channel.js'
import { telegramError } from './errors.js'
import { html, keyboard } from './send.js'

/** Makes `edit`: the text and buttons of one message, as they are now. Throws only SendError. */
export function createTelegramEdit(api: Api) {
  return async function edit(address: string, id: string, { text, buttons = [] }: Outbound): Promise<void> {
    try {
      await api.editMessageText(address, Number(id), html(text), {
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: keyboard(buttons) },
      })
    } catch (error) {
      const known: SendError = telegramError(error)
      // Bot API: nothing in it has changed.
      if (!/not modified/i.test(known.message)) throw known
    }
  }
}
