// Many people may send pictures that fill the memory when they are unpacked.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import { startProcess } from '../../support/process.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'

const folder = tempFolder()
afterAll(() => removeFolder(folder))

async function peakOf(file: string, times: number): Promise<number> {
  const unpack = new URL('./unpack.ts', import.meta.url).pathname
  return Number((await startProcess([unpack, file, String(times)]).says(/peak (\d+)/))[1])
}

it('pictures of 100 megapixels that come together take little more memory than one', { timeout: 120_000 }, async () => {
  const file = join(folder, 'large.jpg')
  const blank = sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#3060c0' } })
  // Progressive: it has to be unpacked as a whole before the first line of it is known.
  writeFileSync(file, await blank.jpeg({ progressive: true }).toBuffer())
  const one = await peakOf(file, 1)
  expect(await peakOf(file, 4)).toBeLessThan(one * 1.8)
})
