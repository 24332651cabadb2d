import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { itLosesNothing, itSaysWhyNot } from './contract-failures.js'
import { createKit, type Subject } from './contract-kit.js'
import { itShowsPictures, itTalks } from './contract-messages.js'

/** What every channel must do. `open` starts a sandbox with a bot that receives; `close` stops both. */
export function describeChannel(name: string, open: () => Promise<Subject>, close: () => Promise<void>): void {
  let subject: Subject
  const kit = createKit(() => subject)

  describe(`${name} channel`, () => {
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(() => close())
    afterEach(() => subject.sandbox.faults.clear())

    describe('talks', () => itTalks(kit))
    describe('shows pictures', () => itShowsPictures(kit))
    describe('says why a message did not go out', () => itSaysWhyNot(kit))
    describe('loses nothing', () => itLosesNothing(kit))

    it('is well', async () => {
      expect(await subject.channel.check()).toBeUndefined()
    })

    it('logs nothing that was said, and no secret', () => {
      expect(subject.logged()).not.toMatch(
        /Lời riêng tư|0912345678|Đừng quên|sandbox-token|app-secret|secret-key|sandbox-access|sandbox-refresh|first-refresh/,
      )
    })
  })
}
