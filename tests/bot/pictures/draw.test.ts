import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import decodeQr from 'qr/decode.js'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { draw } from '../../../src/bot/pictures/draw.js'
import { outline, widthOf, wrap } from '../../../src/bot/pictures/letters.js'
import type { Drawing } from '../../../src/flows/drawing.js'
import { tempFolder } from '../../support/temp-folder.js'

const CARD: Drawing = {
  is: 'card',
  title: 'Cảm ơn tấm lòng của chị Nguyễn Thị Hồng Ánh 🌸',
  lines: ['Chị đã giúp 10 suất gạo và nhu yếu phẩm.', '“Một miếng khi đói bằng một gói khi no”'],
  foot: 'Mã DK-2026-000001',
}
const BARS: Drawing = {
  is: 'bars',
  title: 'Mức độ trợ giúp',
  bars: [
    { label: 'Vật chất', value: 12, of: 20, shown: '12 trên 20' },
    { label: 'Tinh thần', value: 0, of: 3, shown: '0 trên 3' },
  ],
}
const LETTERS = [...'AĂÂEÊIOÔƠUƯYĐaăâeêioôơuưyđ'].flatMap((base) =>
  (/đ/i.test(base) ? [''] : ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323']).map((tone) =>
    (base + tone).normalize('NFC'),
  ),
)

/** How many dark pixels an outline has of its own. */
async function ink(text: string): Promise<number> {
  const d = outline(text, 10, 60, { size: 48 })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="90"><rect width="100%" height="100%" fill="#fff"/><path d="${d}"/></svg>`
  const pixels = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer()
  return pixels.filter((value) => value < 128).length
}

describe('letters', () => {
  it('draws all 146 letters of Vietnamese, each in a shape of its own', async () => {
    expect(LETTERS).toHaveLength(146)
    // Boxes for what a font lacks would all look the same.
    const shapes = LETTERS.map((letter) => outline(letter, 0, 0, { size: 40 }))
    expect(new Set(shapes).size).toBe(146)
    expect(shapes.filter((shape) => shape === '')).toEqual([])
    expect(await ink('Đường Trường Sa')).toBeGreaterThan(1500)
  })

  it('draws a long text to its end: as much ink as its words have', async () => {
    const words = ['Nguyễn', 'Thị', 'Hương', 'Đường', 'Trường', 'Sa']
    const each = await Promise.all(words.map(ink))
    const sum = each.reduce((all, one) => all + one, 0)
    expect(Math.abs((await ink(words.join(' '))) / sum - 1)).toBeLessThan(0.03)
    expect(outline('Đường Trường Sa, quỹ “nhân ái” ₫', 10.7, 50.3, { size: 32 })).not.toMatch(/NaN|undefined/)
  })

  it('draws marks that stand apart as the letter they belong to, and leaves out what it cannot draw', () => {
    const style = { size: 30 }
    const name = 'Đặng Thị Ngọc Huyền'
    expect(outline(name.normalize('NFD'), 0, 30, style)).toBe(outline(name, 0, 30, style))
    expect(outline(`${name} 🌸❤️`, 0, 30, style)).toBe(outline(name, 0, 30, style))
  })

  it('wraps between words, cuts a word too long by itself, and ends with dots where it must', () => {
    const style = { size: 40 }
    const lines = wrap('Một miếng khi đói bằng một gói khi no '.repeat(5), 500, style)
    expect(lines.length).toBeGreaterThan(4)
    for (const line of lines) expect(widthOf(line, style)).toBeLessThanOrEqual(502)
    for (const line of wrap('a'.repeat(200), 500, style)) expect(widthOf(line, style)).toBeLessThanOrEqual(502)
    const short = wrap('Một miếng khi đói bằng một gói khi no '.repeat(5), 500, style, 2)
    expect(short).toHaveLength(2)
    expect(short[1]).toMatch(/ …$/)
    expect(widthOf(short[1]!, style)).toBeLessThanOrEqual(502)
    expect(wrap('😀', 500, style)).toEqual([])
  })
})

describe('pictures', () => {
  it('are the same where the machine has no font at all', async () => {
    const empty = path.join(tempFolder(), 'fonts.conf')
    writeFileSync(empty, '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    const module = fileURLToPath(new URL('../../../src/bot/pictures/draw.ts', import.meta.url))
    const script = `const { draw } = await import(${JSON.stringify(module)})
      for (const drawing of ${JSON.stringify([CARD, BARS])})
        console.log((await import('node:crypto')).createHash('sha256').update(await draw(drawing)).digest('hex'))`
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script]
    const env = { PATH: process.env.PATH, FONTCONFIG_FILE: empty }
    const { stdout } = await promisify(execFile)(process.execPath, args, { env })
    const here = await Promise.all([CARD, BARS].map(draw))
    const hashes = here.map((png) => createHash('sha256').update(png).digest('hex'))
    expect(stdout.trim().split('\n')).toEqual(hashes)
  })

  it('are PNG a phone can take, well below the megabyte of Zalo', async () => {
    for (const drawing of [CARD, BARS]) {
      const png = await draw(drawing)
      expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1080 })
      expect(png.length).toBeLessThan(300_000)
    }
  })

  it('show a bar as long as its share', async () => {
    const { data, info } = await sharp(await draw(BARS))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const strong = (x: number, y: number) => {
      const at = (y * info.width + x) * info.channels
      return data[at]! > 150 && data[at + 1]! < 70 && data[at + 2]! < 80
    }
    // The longest red stretch of any line within the margins: 12 of 20 of the inner width.
    let longest = 0
    for (let y = 80; y < info.height; y++) {
      let run = 0
      for (let x = 72; x < 1008; x++) {
        run = strong(x, y) ? run + 1 : 0
        longest = Math.max(longest, run)
      }
    }
    expect(Math.abs(longest - (936 * 12) / 20)).toBeLessThan(4)
  })

  it('has two codes on a poster that a phone reads', async () => {
    const links = ['https://zalo.me/1234567890', 'https://t.me/nhanai_bot?start=dcnd_DCND-2026-0001']
    const codes = links.map((link, n) => ({ link, caption: n === 0 ? 'Zalo' : 'Telegram' }))
    const png = await draw({ is: 'poster', title: 'Người tốt, việc thiện', lines: ['Quét mã'], codes })
    const { width, height } = await sharp(png).metadata()
    for (const [n, link] of links.entries()) {
      const half = await sharp(png)
        .extract({ left: n === 0 ? 0 : width / 2, top: 0, width: width / 2, height })
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect(decodeQr({ width: half.info.width, height: half.info.height, data: half.data })).toBe(link)
    }
  })
})
