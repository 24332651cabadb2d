import { describe, expect, it } from 'vitest'
import { fullAnswers } from '../../src/flows/interview/full-answer.js'
import { form } from '../../src/flows/nominate/form.js'
import { LONG_STORY } from './play.js'

const textOf = (key: string, value: unknown) => fullAnswers(form, { [key]: value })[0]!.text

describe('an answer as an officer reads it', () => {
  it.each([
    'gương mẫu',
    `ủng hộ 100$& lần, $1 $$ ${'rất gương mẫu '.repeat(5)}(thật)`,
    'nhiều dòng\n(trong ngoặc)\n$`',
  ])('has the whole reason: %j', (reason) => {
    expect(textOf('law', { answer: 'yes', reason })).toBe(`Có (${reason})`)
  })

  it('has no brackets where there is no reason', () => {
    expect(textOf('law', { answer: 'unknown', reason: '' })).toBe('Tôi không rõ')
  })

  it('has the whole story, also one that ends with three dots', () => {
    const story = `${LONG_STORY}\n${LONG_STORY} Và còn nữa…`
    expect(textOf('story', story)).toBe(story)
  })

  it('has every link', () => {
    const links = ['https://baohaiphong.vn/a', 'https://vtv.vn/$&']
    expect(textOf('evidence', { files: [{ id: 'a', kind: 'photo' }], links })).toBe(
      ['1 ảnh, 2 đường dẫn', ...links].join('\n'),
    )
    expect(textOf('evidence', { files: [], links: [] })).toBe('chưa có')
  })

  it('stands as it was sent where the question no longer takes it', () => {
    expect(textOf('law', 'có')).toBe('có')
    expect(textOf('evidence', { old: true })).toBe('{"old":true}')
  })
})
