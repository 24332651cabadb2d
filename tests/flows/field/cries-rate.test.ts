// How many of the labelled cries are heard, and how many harmless sentences are taken for one. The set grows by what
// people write; a change of the readers may not lose any of it unnoticed.
import { describe, expect, it } from 'vitest'
import { isDespair, isPlea } from '../../../src/flows/vi/plea.js'
import { fold } from '../../../src/flows/vi/text.js'
import QUERIES from '../vi/place-queries.json' with { type: 'json' }
import SET from './cries.json' with { type: 'json' }

const { harmless, ...cries } = SET
const heard = (said: string) => isPlea(said) || isDespair(said)
const bothWays = (list: string[]) => [...new Set(list.flatMap((said) => [said, fold(said)]))]

describe('danger and want in other words', () => {
  it.each(Object.entries(cries))('of %s: 97 of a hundred are heard', (_need, list) => {
    const said = bothWays(list)
    const missed = said.filter((one) => !heard(one))
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(said.length * 0.03)
  })

  it('of harmless sentences two in a hundred at most are taken for a cry', () => {
    const said = bothWays(harmless)
    const wrong = said.filter(heard)
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(said.length * 0.02)
  })

  it('a life is heard of whatever is asked, by far the most of them', () => {
    const said = bothWays(cries.life)
    expect(said.filter(isDespair).length).toBeGreaterThan(said.length * 0.9)
  })

  it('places are none', () => {
    expect(QUERIES.map(({ q }) => q).filter(heard)).toEqual([])
  })
})
