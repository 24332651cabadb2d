import { describe, expect, it } from 'vitest'
import { erasedMessage } from '../../src/flows/always/told.js'
import type { NominateResults } from '../../src/flows/effects/nominate.js'
import { play } from './play.js'

function received(result: NominateResults['submitNomination']): string {
  return play().feed({ kind: 'told', asked: { do: 'submitNomination' }, result })
}

describe('what is said of a nomination that was received', () => {
  const code = 'NT-2026-000007'

  it('is nothing of others where nobody had put the nominee forward', () => {
    expect(received({ code, joined: false, own: false })).not.toContain('trước đó')
  })

  it('credits everybody where somebody else had', () => {
    expect(received({ code, joined: true, own: false })).toContain('Đã có người giới thiệu')
  })

  it('speaks of their own earlier one where it was theirs', () => {
    const text = received({ code, joined: true, own: true })
    expect(text).toContain('hồ sơ anh/chị đã gửi trước đó')
    expect(text).not.toContain('có người giới thiệu')
    expect(text).toContain(code)
  })
})

it('says of what waits to be withdrawn that it does', () => {
  const sent = { flow: 'nominate', code: 'NT-2026-000007', about: 'Nguyễn Thị Hoa', state: 'leaving', submittedAt: 0 }
  const asked = { do: 'showRecords', drafts: [] }
  const text = play().feed({ kind: 'told', asked, result: { records: [sent], older: 0 } })
  expect(text).toContain('đang chờ ngừng dùng theo yêu cầu của anh/chị')
})

it('names all that stays of somebody who was erased', () => {
  const { text } = erasedMessage({ shared: false })
  for (const kept of [
    'mã tài khoản',
    'ngày liên lạc',
    'các lần đồng ý',
    'loại và ngày của các yêu cầu',
    'không nhận tin',
  ])
    expect(text).toContain(kept)
})
