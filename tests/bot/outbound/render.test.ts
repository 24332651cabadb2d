import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitButtons, plain, runs, splitText } from '../../../src/bot/outbound/render.js'
import { html } from '../../../src/bot/telegram/send.js'
import { BOLD_OFF, BOLD_ON, bold } from '../../../src/flows/message.js'

describe('splitText', () => {
  it('leaves a short text alone, in NFC', () => {
    expect(splitText('Hải Phòng'.normalize('NFD'), 10)).toEqual(['Hải Phòng'])
  })

  it.each([
    ['paragraphs', 'aaaa bbbb\n\ncc dd ee ff', 16, ['aaaa bbbb', 'cc dd ee ff']],
    ['lines', 'aaaa bbbb\ncc dd ee ff', 16, ['aaaa bbbb', 'cc dd ee ff']],
    ['sentences', 'Aaaa bbbb. Cc dd ee ff', 16, ['Aaaa bbbb.', 'Cc dd ee ff']],
    ['quoted sentences', 'Aaaa “bb!” Cc dd ee ff', 16, ['Aaaa “bb!”', 'Cc dd ee ff']],
    ['spaces', 'aaaa bbbb cc dd', 12, ['aaaa bbbb cc', 'dd']],
    ['nothing but letters', 'aaaabbbbcc', 4, ['aaaa', 'bbbb', 'cc']],
    ['an early paragraph is no reason for a short part', 'a\n\nbbbb cccc dddd', 12, ['a\n\nbbbb cccc', 'dddd']],
  ])('cuts at %s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts)
  })

  it('does not cut an emoji or a letter with its marks', () => {
    expect(splitText('👍👍👍', 3)).toEqual(['👍', '👍', '👍'])
    expect(splitText('ab👨‍👩‍👧cd', 9)).toEqual(['ab', '👨‍👩‍👧c', 'd'])
  })

  it('closes bold before a cut and opens it again after', () => {
    expect(splitText(`aa ${bold('bbbb cccc')} dd`, 8)).toEqual([
      `aa ${BOLD_ON}bbbb${BOLD_OFF}`,
      `${BOLD_ON}cccc${BOLD_OFF} dd`,
    ])
  })

  it('gives nothing for blank text', () => {
    expect(splitText(' \n ', 10)).toEqual([])
    expect(splitText(bold(''), 10)).toEqual([])
  })

  it('loses no word, breaks no limit and leaves no bold open', () => {
    const piece = fc.oneof(
      fc.constantFrom('Hải', 'Phòng', ' ', ' ', '\n', '\n\n', '. ', '👍🏽', 'ệ', BOLD_ON, BOLD_OFF, '<b>&'),
      fc.string({ maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 8, max: 60 }), (pieces, limit) => {
        const text = pieces.join('')
        const parts = splitText(text, limit)
        const letters = (of: string) => plain(of).replace(/\s/g, '')
        expect(letters(parts.join(''))).toBe(letters(text))
        for (const part of parts) expect(plain(part).length).toBeLessThanOrEqual(limit)
      }),
    )
  })
})

describe('fitButtons', () => {
  const tap = (label: string) => ({ label, token: label })

  it('keeps what fits', () => {
    const message = { text: 'Chọn', buttons: [tap('Có'), tap('Không')] }
    expect(fitButtons(message, 2)).toEqual(message)
    expect(fitButtons({ text: 'Chào' }, 5)).toEqual({ text: 'Chào', buttons: [] })
  })

  it('numbers taps that do not, and keeps links as buttons', () => {
    const link = { label: 'Trang của Hội', url: 'https://example.vn' }
    const buttons = [tap('Một'), link, tap('Hai'), tap('Ba')]
    expect(fitButtons({ text: 'Chọn', buttons }, 3)).toEqual({
      text: 'Chọn\n\n1. Một\n2. Hai\n3. Ba\nTrả lời bằng số ạ.',
      buttons: [link],
    })
  })
})

describe('bold', () => {
  it('becomes tags around escaped text', () => {
    expect(html(`A & ${bold('<B> "c" \'d\'')} > e`)).toBe('A &amp; <b>&lt;B&gt; "c" \'d\'</b> &gt; e')
  })

  it('survives stray and nested marks', () => {
    expect(html(`${BOLD_OFF}a${BOLD_ON}b${BOLD_ON}c`)).toBe('a<b>b</b><b>c</b>')
    expect(runs(bold(''))).toEqual([])
    expect(plain(bold('a'))).toBe('a')
  })
})
