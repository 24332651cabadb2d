import type { CallbackQuery } from 'grammy/types'
import { splitText } from '../outbound/render.js'

// Bot API: answerCallbackQuery takes 0 to 200 characters.
const LONGEST = 200

/**
 * What the phone says for a moment after a tap, which leaves no trace in the chat. Undefined when Telegram no longer
 * has the message and its buttons.
 */
export function chosen({ message, data }: CallbackQuery): string | undefined {
  const rows = message && 'reply_markup' in message ? message.reply_markup?.inline_keyboard : undefined
  const button = rows?.flat().find((key) => 'callback_data' in key && key.callback_data === data)
  return button && splitText(`Đã chọn: ${button.text}`, LONGEST)[0]
}
