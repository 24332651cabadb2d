export const MENU = { label: 'Trang chính', token: 'c.menu' }
export const AGREE = 'Đúng là tôi, đồng ý'
export const END = 'Gỡ liên kết'
export const CHANNELS: Record<string, string> = { zalo: 'Zalo', telegram: 'Telegram' }
export const DIGITS = /^\d{6}$/

/** The code in a whole message: "123456", "123 456", "123-456". */
export function digitsOf(said: string): string | undefined {
  const digits = said.trim().replace(/^(\d{3})[\s.-]?(\d{3})[.!]?$/, '$1$2')
  return DIGITS.test(digits) ? digits : undefined
}
