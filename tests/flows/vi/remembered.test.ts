import { expect, it } from 'vitest'
import { lastRead, remembered } from '../../../src/flows/vi/remembered.js'

it('reads a short text once, also where nothing was found in it', () => {
  const read: string[] = []
  const reader = remembered((text) => {
    read.push(text)
    return text === 'không' ? undefined : text.toUpperCase()
  })
  for (const text of ['có', 'không', 'có', 'không']) expect(reader(text)).toBe(text === 'có' ? 'CÓ' : undefined)
  expect(read).toEqual(['có', 'không'])
})

it('keeps neither long texts nor more than a few thousand', () => {
  let reads = 0
  const reader = remembered((text) => {
    reads += 1
    return text.length
  })
  const long = 'dài '.repeat(100)
  reader(long)
  reader(long)
  expect(reads).toBe(2)
  reader('đầu tiên')
  for (let n = 0; n < 10_000; n++) reader(`từ ${n}`)
  const before = reads
  reader('đầu tiên')
  expect(reads).toBe(before + 1)
})

it('keeps of the last text alone what was found in it, or that nothing was', () => {
  const read: string[] = []
  const reader = lastRead((text) => {
    read.push(text)
    return text === 'không' ? undefined : text.toUpperCase()
  })
  for (const text of ['có', 'có', 'không', 'không', 'có']) expect(reader(text)).toBe(text === 'có' ? 'CÓ' : undefined)
  expect(read).toEqual(['có', 'không', 'có'])
})
