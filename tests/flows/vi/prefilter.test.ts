import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { neededBy, prefiltered } from '../../../src/flows/vi/prefilter.js'

describe('what every match holds, from the pattern alone', () => {
  test.each<[RegExp, string[][] | undefined]>([
    [/gạo/u, [['gạo']]],
    [/hết gạo/u, [['hết', 'ết ', 't g', ' gạ', 'gạo']]],
    [/ốm/u, [['ốm']]],
    [/(?:gạo|tiền)/u, [['gạo'], ['tiề', 'iền']]],
    [/gạo|tiền/u, [['gạo'], ['tiề', 'iền']]],
    [/(?:gạo|tiền) (?:nếp)?/u, [['gạo'], ['tiề', 'iền']]],
    [/(?:một|hai|ba) (?:gạo|tiền)/u, [['gạo'], ['tiề', 'iền']]],
    [/(?:gạo|tiền) nếp/u, [[' nế', 'nếp']]],
    [/(?:gạo|tiền)+/u, [['gạo'], ['tiề', 'iền']]],
    [/(?:gạo){1,2}/u, [['gạo']]],
    [/gạos?/u, [['gạo']]],
    [/(?<!một )gạo(?! nếp)/u, [['gạo']]],
    [/còn\?\/\.$/u, [['còn', 'òn?', 'n?/', '?/.']]],
    [/(?:gạo|)/u, undefined],
    [/(?:gạo|a)/u, undefined],
    [/(?:gạo)?/u, undefined],
    [/(?:gạo){0,2}/u, undefined],
    [/(?:gạo)*/u, undefined],
    [/\S+ [a-z]\p{L}\d./u, undefined],
    [/(?=gạo)/u, undefined],
  ])('%s', (pattern, needed) => expect(neededBy(pattern)).toEqual(needed))
})

const PATTERNS = [
  /(?:ab|ba)c?(?:\S+ ){0,2}(?:abc|cba|b)a/u,
  /^(?:a |b |ca )*(?:abc(?:a|b) |bb|c{2,3}a)(?:a|bc)*$/u,
  /(?:aa|b[ac])+ (?:ab ?c|ca\S)(?: a)?/u,
  /(?:abc|bca){1,2}|c(?:aa|bc)c|a{0,2}bb/,
]

describe.each(PATTERNS)('%s finds with its prefilter what it finds without', (pattern) => {
  const quick = prefiltered(pattern)

  it('in its own matches', () => {
    fc.assert(fc.property(fc.stringMatching(pattern), (text) => quick.test(text) === pattern.test(text)))
  })

  it('in any text of its letters', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 20 })
    fc.assert(fc.property(texts, (text) => quick.test(text) === pattern.test(text)))
  })
})

it.each([/(?<what>gạo) nếp/, /(?<what>)a/])('takes no group of a kind it does not know: %s', (pattern) => {
  expect(() => prefiltered(pattern)).toThrow('not known')
})

it('takes no pattern that minds no capitals, or remembers where it was', () => {
  expect(() => prefiltered(/gạo/iu)).toThrow('iu')
  expect(() => prefiltered(/gạo/g)).toThrow('g')
})
