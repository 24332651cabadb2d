import { expect, it } from 'vitest'
import { SendError } from '../../../src/bot/channel.js'
import { verdict } from '../../../src/bot/outbound/verdict.js'

it('waits longer after each try in vain, and gives up in the end', () => {
  for (const kind of ['retry', 'unknown'] as const) {
    const waits: number[] = []
    for (let attempts = 0; ; attempts++) {
      const found = verdict(new SendError(kind, 'down'), attempts)
      if (found.do !== 'hold') {
        expect(found).toEqual({ do: 'giveUp' })
        break
      }
      expect(found.counts).toBe(true)
      waits.push(found.ms)
    }
    expect(waits.length).toBeGreaterThan(5)
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  }
})

it('never gives up for what is not the message’s fault', () => {
  for (const attempts of [0, 1000]) {
    expect(verdict(new SendError('slowDown', '429', 3000), attempts)).toEqual({ do: 'brake', ms: 3000 })
    expect(verdict(new SendError('misconfigured', '401'), attempts)).toMatchObject({ do: 'hold', counts: false })
  }
})

it('leaves alone who cannot be written to, and gives up what the platform will never take', () => {
  expect(verdict(new SendError('stopped', '403'), 0)).toEqual({ do: 'leave' })
  expect(verdict(new SendError('refused', '400'), 0)).toEqual({ do: 'giveUp' })
})
