import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startWorld, type World, waitFor } from '../support/world.js'
import { picture, STORY } from './stories.js'

const w = (await startWorld('postgres')) as World
afterAll(() => w.stop())
afterEach(() => w.sandbox.faults.clear())

const MB = 1024 * 1024
const tg = w.sandbox.telegram

/** Files on the disk, by content hash. */
function stored(): string[] {
  const entries = readdirSync(join(w.config.dataDir, 'files'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

async function filesOf(person: string) {
  const { rows } = await w.pool.query(
    `SELECT f.state, f.mime, f.sha256, f.attempts, f.nominator_id FROM file f JOIN contact c ON c.person_id = f.person_id
     WHERE c.address = $1 ORDER BY f.created_at, f.id`,
    [String(tg.chatId(person))],
  )
  return rows
}

async function begin(person: string) {
  const citizen = w.citizen('telegram', person)
  tg.start(person, 'nominate')
  await w.settle()
  await citizen.presses('Tôi đồng ý')
  return citizen
}

/** Everything but the photos, up to the question for them. */
async function tellUntilEvidence(person: string, name: string) {
  const citizen = await begin(person)
  await citizen.presses('Chính tôi')
  for (const said of [name, 'Phường Lê Chân']) await citizen.says(said)
  if (
    citizen
      .bubbles()
      .at(-1)
      ?.buttons?.some((b) => b.label.includes('Phường Lê Chân'))
  )
    await citizen.presses('Phường Lê Chân')
  for (const said of [STORY, 'xong', 'bệnh nhân, 30 người']) await citizen.says(said)
  await citizen.presses('Tôi không rõ')
  return citizen
}

describe('a photo', () => {
  it('whose draft is deleted while it is on its way leaves nothing on the disk', async () => {
    const before = stored()
    const lan = await begin('p1')
    w.sandbox.faults.add({ platform: 'telegram', method: 'file', latencyMs: 1500 })
    tg.sendPhoto('p1', await picture())
    await waitFor(() => lan.reads().includes('đã giữ ảnh'))
    tg.say('p1', 'xóa bản nháp')
    await waitFor(() => lan.reads().includes('xóa hẳn'))
    await lan.presses('Xóa hẳn')
    await w.settle()
    expect((await filesOf('p1')).map((f) => f.state)).toEqual(['dropped'])
    await waitFor(async () => {
      await w.settle()
      return stored().length === before.length
    })
    expect(stored()).toEqual(before)
  })

  it('that is lost after its nomination was sent is given up and told', async () => {
    const binh = await tellUntilEvidence('p2', 'Trần Văn Bình')
    w.sandbox.faults.add({ platform: 'telegram', method: 'file', status: 500, times: -1 })
    await binh.sendsPhoto(await picture())
    await binh.presses('Xong')
    await binh.says('0912 345 678')
    expect(await binh.presses('Gửi đi')).toContain('NT-')
    for (let n = 0; n < 6; n++) {
      w.sandbox.clock.advance(130_000)
      await w.settle()
    }
    expect((await filesOf('p2')).map((f) => f.state)).toEqual(['lost'])
    expect(binh.reads()).toContain('ảnh hoặc tệp anh/chị đã gửi')
  })

  it('is erased with the answer that held it', async () => {
    const before = stored()
    const nga = await tellUntilEvidence('p3', 'Lê Thị Nga')
    await nga.sendsPhoto(
      await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
        .png()
        .toBuffer(),
    )
    await nga.presses('Xong')
    await nga.says('0912 345 678')
    await nga.presses('Sửa')
    await nga.presses('Minh chứng')
    await nga.presses('Bỏ hết')
    await w.settle()
    expect((await filesOf('p3')).map((f) => f.state)).toEqual(['dropped'])
    expect(stored()).toEqual(before)
  })
})

/** A tiny PNG whose header claims so many pixels a side. */
async function claiming(side: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(side, 16)
  png.writeUInt32BE(side, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

describe('what is no picture', () => {
  it('is told, whatever it is', async () => {
    const huy = await begin('p4')
    const bomb = await claiming(40_000)
    const half = (await picture()).subarray(0, 300)
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    )
    for (const [bytes, name] of [
      [bomb, 'bom.png'],
      [half, 'hong.jpg'],
      [svg, 've.svg'],
      [Buffer.from('MZ'), 'a.exe'],
    ] as const) {
      const said = huy.bubbles().length
      tg.sendFile('p4', bytes, { name, mime: 'image/jpeg' })
      await w.settle()
      await waitFor(() =>
        huy
          .bubbles()
          .slice(said)
          .some((b) => b.text?.includes('không mở được')),
      )
    }
    expect((await filesOf('p4')).map((f) => f.state)).toEqual(['lost', 'lost', 'lost', 'lost'])
  })

  it('of 19 MB is taken, of 21 MB is refused kindly', async () => {
    const huy = w.citizen('telegram', 'p4')
    const paper = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size)])
    tg.sendFile('p4', paper(19 * MB), { name: 'giay-khen.pdf', mime: 'application/pdf' })
    await w.settle()
    tg.sendFile('p4', paper(21 * MB), { name: 'to.pdf', mime: 'application/pdf' })
    await w.settle()
    expect(huy.reads()).toContain('20 MB')
    await waitFor(async () => (await filesOf('p4')).at(-1)?.state === 'stored')
    expect((await filesOf('p4')).filter((f) => f.state === 'stored')).toHaveLength(1)
  })
})

describe('an album', () => {
  it('of fifteen photos keeps ten, and its owner is not answered fifteen times', async () => {
    const bao = await begin('p5')
    const said = bao.bubbles().length
    const shots = await Promise.all(
      Array.from({ length: 15 }, (_, n) =>
        sharp({ create: { width: 20 + n, height: 20, channels: 3, background: '#abc' } })
          .jpeg()
          .toBuffer(),
      ),
    )
    for (const shot of shots) tg.sendPhoto('p5', shot)
    await w.settle()
    await waitFor(async () => (await filesOf('p5')).filter((f) => f.state === 'stored').length === 10)
    expect(await filesOf('p5')).toHaveLength(10)
    const answers = bao
      .bubbles()
      .slice(said)
      .filter((b) => b.from === 'bot')
    expect(answers.length).toBeLessThan(8)
    expect(answers.at(-1)?.text).toContain('đã đủ 10')
  })
})
