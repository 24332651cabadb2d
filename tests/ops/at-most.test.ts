import { expect, it } from 'vitest'
import { atMost } from '../../src/ops/at-most.js'

it('runs so many at a time, in order, also past one that fails', async () => {
  const limited = atMost(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (n: number) =>
    limited(async () => {
      begun.push(n)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (n === 1) throw new Error('one')
      return n
    })
  const all = [1, 2, 3, 4].map(work)
  const settled = Promise.allSettled(all)
  expect(begun).toEqual([1, 2])
  ends[0]!()
  await expect(all[0]).rejects.toThrow('one')
  expect(begun).toEqual([1, 2, 3])
  ends[1]!()
  await all[1]
  expect(begun).toEqual([1, 2, 3, 4])
  for (const end of ends) end()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
})
