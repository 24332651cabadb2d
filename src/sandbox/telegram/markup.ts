import * as z from 'zod'
import type { BubbleButton } from '../bubbles.js'
import { badRequest } from './api-error.js'
import { flag, readParameters, structure } from './parameters.js'
import type { InlineKeyboard } from './types.js'

const webApp = z.strictObject({ url: z.string() })
const inlineButton = z.strictObject({
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
  icon_custom_emoji_id: z.string().optional(),
  url: z.string().optional(),
  callback_data: z.string().optional(),
  web_app: webApp.optional(),
  copy_text: z.strictObject({ text: z.string().min(1).max(256) }).optional(),
})
const ACTIONS = ['url', 'callback_data', 'web_app', 'copy_text'] as const

const keyboardButton = z.union([
  z.string().transform((text) => ({ text })),
  z.strictObject({
    text: z.string(),
    style: z.enum(['danger', 'success', 'primary']).optional(),
    request_contact: flag.optional(),
    request_location: flag.optional(),
    web_app: webApp.optional(),
  }),
])
const selective = { selective: flag.optional() }
const placeholder = { input_field_placeholder: z.string().min(1).max(64).optional() }
const KINDS = {
  inline_keyboard: z.strictObject({ inline_keyboard: z.array(z.array(inlineButton)) }),
  keyboard: z.strictObject({
    keyboard: z.array(z.array(keyboardButton)),
    is_persistent: flag.optional(),
    resize_keyboard: flag.optional(),
    one_time_keyboard: flag.optional(),
    ...placeholder,
    ...selective,
  }),
  remove_keyboard: z.strictObject({ remove_keyboard: z.literal(true), ...selective }),
  force_reply: z.strictObject({ force_reply: z.literal(true), ...placeholder, ...selective }),
}

/** Parameter reply_markup; `readMarkup` looks inside. */
export const replyMarkup = structure(z.record(z.string(), z.unknown())).optional()

export interface Markup {
  /** Stays with the message; only inline keyboards do. */
  inline?: InlineKeyboard
  buttons?: BubbleButton[]
}

const MOST_BUTTONS = 100
const MOST_IN_A_ROW = 8

/** Reads reply_markup of any kind. Throws ApiError 400 in Telegram's words. */
export function readMarkup(given: Record<string, unknown> | undefined): Markup {
  if (!given || Object.keys(given).length === 0) return {}
  const kind = (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((key) => key in given)
  if (!kind) throw badRequest("can't parse reply keyboard markup JSON object")
  if (kind === 'inline_keyboard') return readInline(readParameters(KINDS.inline_keyboard, given))
  if (kind !== 'keyboard') {
    readParameters<unknown>(KINDS[kind], given)
    return {}
  }
  const { keyboard } = readParameters(KINDS.keyboard, given)
  checkSize(keyboard)
  return {
    buttons: keyboard.flatMap((row, index) =>
      row.map((button) => {
        const phone = 'request_contact' in button && button.request_contact
        return { label: button.text, row: index, kind: phone ? ('phone' as const) : ('tap' as const) }
      }),
    ),
  }
}

function readInline(markup: z.output<typeof KINDS.inline_keyboard>): Markup {
  const rows = markup.inline_keyboard.filter((row) => row.length > 0)
  if (rows.length === 0) return {}
  checkSize(rows)
  const buttons = rows.flatMap((row, index) => row.map((button) => readInlineButton(button, index)))
  return { inline: { inline_keyboard: rows }, buttons }
}

function readInlineButton(button: z.output<typeof inlineButton>, row: number): BubbleButton {
  const fail = (reason: string) => badRequest(`can't parse inline keyboard button: ${reason}`)
  const actions = ACTIONS.filter((action) => button[action] !== undefined)
  if (button.text.trim() === '') throw fail('Field "text" must be non-empty')
  if (actions.length === 0) throw fail('Text buttons are unallowed in the inline keyboard')
  if (actions.length > 1) throw fail(`exactly one action is allowed, found ${actions.join(' and ')}`)
  const url = button.url ?? button.web_app?.url
  if (url !== undefined) return { label: button.text, row, kind: 'url', url: checkUrl(url) }
  if (button.callback_data === undefined) return { label: button.text, row, kind: 'tap' }
  const bytes = Buffer.byteLength(button.callback_data)
  if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID')
  return { label: button.text, row, kind: 'tap', data: button.callback_data }
}

function checkUrl(url: string): string {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`
  if (/^tg:/i.test(address)) return address
  // Telegram: a web address needs a host with a dot, so localhost is refused.
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) && new URL(address).hostname.includes('.')) {
    return address
  }
  throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`)
}

function checkSize(rows: unknown[][]): void {
  const total = rows.reduce((sum, row) => sum + row.length, 0)
  if (total > MOST_BUTTONS || rows.some((row) => row.length > MOST_IN_A_ROW))
    throw badRequest('reply markup is too long')
}
