// Bars, cards and posters as PNG. To send one, say a message whose `photo` is the data of it (flows/drawing.ts):
//   say(t, { text: 'Đã giúp 3 trên 5', photo: { is: 'bars', title: 'Mức độ trợ giúp', bars } })
// It is drawn when the message leaves, on Zalo and on Telegram, as often as it has to be tried.
import qr from 'qr'
import sharp from 'sharp'
import type { Bars, Card, Drawing, Poster } from '../../flows/drawing.js'
import { INNER, MARGIN, Sheet, WIDTH } from './sheet.js'

/** Draws a picture as PNG bytes, 1080 pixels wide. The same data give the same bytes. */
export async function draw(drawing: Drawing): Promise<Buffer> {
  const svg = Buffer.from(sheetOf(drawing).svg())
  return sharp(svg).png({ palette: true, colours: 64, effort: 4 }).toBuffer()
}

function sheetOf(drawing: Drawing): Sheet {
  switch (drawing.is) {
    case 'bars':
      return bars(drawing)
    case 'card':
      return card(drawing)
    case 'poster':
      return poster(drawing)
    default:
      return drawing satisfies never
  }
}

const TITLE = { size: 52, weight: 'bold', colour: 'strong' } as const
const BAR_HEIGHT = 34
const MOST_BARS = 30

function bars({ title, bars: all, note }: Bars): Sheet {
  const sheet = new Sheet()
  sheet.paragraph(title, TITLE)
  const longest = Math.max(1, ...all.map(({ value, of }) => of ?? value))
  for (const { label, value, of, shown } of all.slice(0, MOST_BARS)) {
    sheet.y += 26
    sheet.paragraph(`${label}: ${shown}`, { size: 34 })
    const whole = of === undefined ? longest : Math.max(of, 1)
    sheet.box(MARGIN, sheet.y + 6, INNER, BAR_HEIGHT, 'pale', 8)
    const width = Math.round((INNER * Math.min(Math.max(value, 0), whole)) / whole)
    if (width > 0) sheet.box(MARGIN, sheet.y + 6, width, BAR_HEIGHT, 'strong', 8)
    sheet.y += BAR_HEIGHT + 6
  }
  return foot(sheet, note)
}

function card({ title, lines, foot: last }: Card): Sheet {
  const sheet = new Sheet()
  sheet.y += 40
  sheet.paragraph(title, { ...TITLE, size: 64 })
  for (const line of lines) {
    sheet.y += 26
    sheet.paragraph(line, { size: 42 })
  }
  sheet.y += 40
  return foot(sheet, last)
}

const GAP = 72

function poster({ title, lines, codes, foot: last }: Poster): Sheet {
  const sheet = new Sheet()
  sheet.y += 20
  sheet.paragraph(title, { ...TITLE, size: 72 })
  for (const line of lines) {
    sheet.y += 20
    sheet.paragraph(line, { size: 42 })
  }
  sheet.y += 50
  const side = codes.length > 1 ? (INNER - GAP) / 2 : 620
  const from = codes.length > 1 ? MARGIN : (WIDTH - side) / 2
  const top = sheet.y
  const ends = codes.slice(0, 2).map(({ link, caption }, n) => {
    const x = from + n * (side + GAP)
    sheet.grid(qr(link, 'raw', { ecc: 'medium', border: 4 }), x, top, side)
    sheet.y = top + side + 16
    sheet.paragraph(caption, { size: 38, weight: 'bold', x, width: side })
    return sheet.y
  })
  sheet.y = Math.max(top, ...ends) + 20
  return foot(sheet, last)
}

function foot(sheet: Sheet, text: string | undefined): Sheet {
  if (!text) return sheet
  sheet.y += 30
  sheet.paragraph(text, { size: 28, colour: 'soft' })
  return sheet
}
