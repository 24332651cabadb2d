import { describe, expect, it } from 'vitest'
import { mayReach } from '../../src/flows/reach.js'

const NOW = 1_795_000_000_000
const DAY = 24 * 3_600_000

describe('mayReach', () => {
  it.each([
    ['Telegram knows no window', { channel: 'telegram' as const, lastInboundAt: NOW - 400 * DAY }, 'yes'],
    ['Telegram, never wrote (a migrated contact)', { channel: 'telegram' as const }, 'yes'],
    ['blocked', { channel: 'telegram' as const, lastInboundAt: NOW - DAY, unreachableAt: NOW - 1 }, 'unreachable'],
    [
      'blocked and came back',
      { channel: 'telegram' as const, lastInboundAt: NOW - 1, unreachableAt: NOW - DAY },
      'yes',
    ],
    ['Zalo, wrote today', { channel: 'zalo' as const, lastInboundAt: NOW - 1 }, 'yes'],
    ['Zalo, six days ago', { channel: 'zalo' as const, lastInboundAt: NOW - 6 * DAY }, 'yes'],
    ['Zalo, a week ago', { channel: 'zalo' as const, lastInboundAt: NOW - 7 * DAY }, 'windowClosed'],
    ['Zalo, never', { channel: 'zalo' as const }, 'neverWrote'],
    ['Zalo, refused us', { channel: 'zalo' as const, unreachableAt: NOW }, 'unreachable'],
  ])('%s', (_, contact, answer) => {
    expect(mayReach(contact, 'reply', NOW)).toBe(answer)
    expect(mayReach(contact, 'nudge', NOW)).toBe(answer)
  })

  it('answers at night, and reminds nobody then', () => {
    const night = Date.parse('2026-11-19T23:00:00+07:00')
    const contact = { channel: 'telegram' as const, lastInboundAt: night - 1 }
    expect(mayReach(contact, 'reply', night)).toBe('yes')
    expect(mayReach(contact, 'nudge', night)).toBe('quietHours')
  })

  it('sends nothing of our own accord in the last minutes of the window', () => {
    const contact = { channel: 'zalo' as const, lastInboundAt: NOW - 7 * DAY + 60_000 }
    expect(mayReach(contact, 'reply', NOW)).toBe('yes')
    expect(mayReach(contact, 'nudge', NOW)).toBe('windowClosed')
  })
})
