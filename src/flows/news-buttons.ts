// The buttons under a campaign message. They name the broadcast they stand under, so that a press counts as its result.
import type { Button, Outbound } from './message.js'

/** What a button under a message does; `later` and `stop` stand under every one. */
export type ButtonName = 'tell' | 'help' | 'story' | 'link' | 'later' | 'stop'

/** Those an officer chooses from; no more than three of them. */
export const CHOSEN = [
  { value: 'tell', label: 'Giới thiệu người tốt' },
  { value: 'help', label: 'Đăng ký trợ giúp' },
  { value: 'story', label: 'Đọc chuyện người tốt' },
  { value: 'link', label: 'Một đường dẫn' },
] as const

export const MOST_CHOSEN = 3

export const LABELS: Record<ButtonName, string> = {
  tell: 'Giới thiệu người tốt',
  help: 'Đăng ký trợ giúp',
  story: 'Đọc chuyện người tốt',
  link: 'Xem thêm',
  later: 'Nhắc tôi tuần sau',
  stop: 'Dừng nhận tin',
}

// Zalo shows five: three chosen and these two.
const token = (name: ButtonName) => `c.fromNews.${name}`
const STAMPED = /^(tell|help|story|later|stop)-(\d{1,18})$/

/** The buttons of a message. Whose nothing asks for anything needs no "next week". */
export function buttonsUnder(buttons: ButtonName[], link?: { url: string; label: string }): Button[] {
  const chosen = buttons.map((name): Button => {
    if (name === 'link') return { label: link?.label ?? LABELS.link, url: link?.url ?? '' }
    return { label: LABELS[name], token: token(name) }
  })
  const asks = buttons.some((name) => name !== 'link')
  const own: ButtonName[] = asks ? ['later', 'stop'] : ['stop']
  return [...chosen, ...own.map((name) => ({ label: LABELS[name], token: token(name) }))]
}

/** Which of them an officer chose. */
export function chosenOf(buttons: Button[]): ButtonName[] {
  const tokens = new Set(buttons.flatMap((b) => ('token' in b ? [b.token] : [])))
  return CHOSEN.map(({ value }) => value).filter((name) => tokens.has(token(name)))
}

/** The message as broadcast `id` sends it: its buttons know it. */
export function stamped(message: Outbound, id: string): Outbound {
  const { buttons } = message
  if (!buttons) return message
  return {
    ...message,
    buttons: buttons.map((b) =>
      'token' in b && b.token.startsWith('c.fromNews.') ? { ...b, token: `${b.token}-${id}` } : b,
    ),
  }
}

/** What a pressed button says; undefined for a token nobody made. */
export function readPress(rest: string): { button: ButtonName; id: string } | undefined {
  const [, button, id] = STAMPED.exec(rest) ?? []
  return button && id ? { button: button as ButtonName, id } : undefined
}
