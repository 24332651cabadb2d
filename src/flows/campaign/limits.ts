// What each platform makes of a message: in how many pieces it arrives, and what it does not take at all.
import type { Outbound } from '../message.js'
import { length } from '../vi/text.js'

// Bot API: 4,096 characters of text, 1,024 under a picture or a paper. Zalo: 2,000; a picture takes words or buttons, not both.
const TELEGRAM_TEXT = 4096
const TELEGRAM_CAPTION = 1024
const ZALO_TEXT = 2000

/** Zalo: papers it takes, and how big. */
export const ZALO_PAPERS = ['pdf', 'doc', 'docx', 'csv']
const ZALO_PAPER_BYTES = 5 * 1024 * 1024

/** Whether Zalo takes a paper of this name and size. */
export function zaloTakes({ name, size }: { name: string; size: number }): boolean {
  const end = name.toLowerCase().split('.').at(-1) ?? ''
  return ZALO_PAPERS.includes(end) && size <= ZALO_PAPER_BYTES
}

/** How many messages it becomes on each platform. */
export function pieces({ text, photo, file, buttons = [] }: Outbound): { telegram: number; zalo: number } {
  const size = length(text)
  const texts = (limit: number) => Math.ceil(size / limit)
  const attached = photo !== undefined || file !== undefined
  const telegram = attached && size <= TELEGRAM_CAPTION ? 1 : texts(TELEGRAM_TEXT) + (attached ? 1 : 0)
  const oneOnZalo = photo !== undefined && buttons.length === 0 && size <= ZALO_TEXT
  return { telegram, zalo: oneOnZalo ? 1 : texts(ZALO_TEXT) + (attached ? 1 : 0) }
}

/** A line for each platform, as an officer reads it. */
export function limitsOf(message: Outbound): string[] {
  const { telegram, zalo } = pieces(message)
  const size = length(message.text).toLocaleString('vi-VN')
  const attached = message.photo !== undefined || message.file !== undefined
  const in_ = (n: number) => (n === 1 ? 'một tin' : `${n} tin`)
  const telegramLimit = attached && telegram === 1 ? TELEGRAM_CAPTION : TELEGRAM_TEXT
  return [
    `• Telegram: ${in_(telegram)}, ${size}/${telegramLimit.toLocaleString('vi-VN')} ký tự.`,
    `• Zalo: ${in_(zalo)}${zalo > 1 && attached ? ' (ảnh hoặc tệp, rồi chữ và nút)' : ''}, ${size}/${ZALO_TEXT.toLocaleString('vi-VN')} ký tự, không chữ đậm.`,
  ]
}
