import { describe, expect, it } from 'vitest'
import { safeError } from '../../src/ops/log.js'

describe('an error in the log', () => {
  it('has its class, code and place, and nothing a person wrote', () => {
    const error = Object.assign(new Error('duplicate key "Nguyễn Thị Hoa" of 0912345678'), {
      code: '23505',
      detail: 'Key (phone)=(+84912345678) already exists.',
      config: { headers: { access_token: 'secret' } },
    })
    const line = JSON.stringify(safeError(new TypeError('wrapped', { cause: error })))
    expect(line).toContain('23505')
    expect(line).toContain('log.test.ts')
    expect(line).not.toMatch(/Hoa|912345678|secret/)
  })
})
