// The same word over and over, as a child or a stuck key types it: read in one way, not in every way it can be shared out.
import { expect, it } from 'vitest'
import { readCry } from '../../../src/flows/vi/cries.js'
import { isFace, withoutFaces } from '../../../src/flows/vi/faces.js'
import { readQuantity } from '../../../src/flows/vi/quantity.js'
import { answerUntil, play } from '../play.js'

it('"từ năm từ năm …" is no number', () => {
  expect(readQuantity(`${'từ năm '.repeat(40)}nay`)).toEqual({ ok: false, reason: 'unclear' })
})

it('"số điện thoại số điện thoại …" beside a name has no number in it', () => {
  const p = play().begin()
  answerUntil(p, 'byName')
  p.say(`Nguyễn Thị Hoa ${'so dien thoai '.repeat(35)}là 12`)
  expect(p.answers.byPhone).toBeUndefined()
})

it.each([':( ', ':(', '=))', '=) ', '^^ =) ', ":'( "])('"%s" over and over is a row of faces', (face) => {
  const row = face.repeat(100)
  expect(isFace(row)).toBe(true)
  expect(isFace(`${row} cô Hoa`)).toBe(false)
  expect(withoutFaces(`${row} cô Hoa ${row}`)).toBe('cô Hoa')
})

it('a cry with "a a a …" behind it is read at once', () => {
  expect(readCry(`nha em het gao${' a'.repeat(45)}`)).toBe('want')
  expect(readCry(`nha em het gao${' a'.repeat(45)} x y z t`)).toBeUndefined()
})
