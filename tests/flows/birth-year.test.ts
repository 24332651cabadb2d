import { expect, it } from 'vitest'
import { address } from '../../src/flows/address/index.js'
import { NOON } from './play.js'

const question = address.form!.questions.find(({ key }) => key === 'birthYear')!
const asking = { answers: {}, ctx: { now: NOON } } as never
const read = (text: string) => question.read({ kind: 'text', text } as never, asking)

it.each([
  ['1950', '1950'],
  ['sinh năm 1950', '1950'],
  ['12/03/2019', '2019'],
])('the year in "%s" is %s', (said, year) => expect(read(said)).toEqual({ answer: year }))

it.each(['75 tuổi', '1850', '2062', '19500', 'năm Dần'])('"%s" is no year of birth: it is asked again', (said) =>
  expect(read(said)).toMatchObject({ again: expect.stringContaining('bốn chữ số') }),
)

it('may be unknown', () =>
  expect(question.read({ kind: 'pick', value: 'none' } as never, asking)).toEqual({ answer: '' }))
