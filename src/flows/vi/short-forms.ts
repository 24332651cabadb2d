// How the young write: "hok mún sống nữa", "ck e". Small letters in, small letters out.
import { list } from './phrases.js'
import { remembered } from './remembered.js'
import { words } from './text.js'

const FULL: Record<string, string> = {
  ...Object.fromEntries(
    list('ko; k; kg; kh; hok; hông; hong; hổng; khum; hem; kô; hk; hơm').map((word) => [word, 'không']),
  ),
  đc: 'được',
  dc: 'được',
  j: 'gì',
  r: 'rồi',
  ck: 'chồng',
  vk: 'vợ',
  e: 'em',
  mik: 'mình',
  mk: 'mình',
  ng: 'người',
  nyc: 'người yêu cũ',
  ny: 'người yêu',
  wá: 'quá',
  qá: 'quá',
  wa: 'quá',
  bít: 'biết',
  mún: 'muốn',
  mun: 'muốn',
  chít: 'chết',
  chit: 'chết',
  chếc: 'chết',
  cty: 'công ty',
  cx: 'cũng',
  cg: 'cũng',
  vs: 'với',
  trc: 'trước',
  nc: 'nước',
  đg: 'đang',
  lm: 'làm',
  ổng: 'ông',
  bả: 'bà',
  vô: 'vào',
  hum: 'hôm',
  mí: 'mấy',
  sdt: 'số điện thoại',
  sđt: 'số điện thoại',
  bn: 'bao nhiêu',
}

// "doạ" and "dọa", "khoẻ" and "khỏe": the tone on the first vowel, as it is taught here.
const LATE_TONE = /(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/gu

/** Written out in full, tones where they are taught to stand. */
export function writtenOut(text: string): string {
  return words(text).map(wordInFull).join(' ')
}

const wordInFull = remembered((typed) => {
  const word = typed.normalize('NFD').replace(LATE_TONE, '$1$3$2').normalize('NFC')
  const [, bare = word, after = ''] = /^(.*?)([,.!?…]*)$/.exec(word) ?? []
  return (Object.hasOwn(FULL, bare) ? FULL[bare]! : bare) + after
})
