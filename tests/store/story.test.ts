// A story is read by anybody, and by nobody once its nominee no longer agrees to be named.
import { afterAll, beforeEach, expect, it } from 'vitest'
import { CONSOLE } from '../../src/store/audit.js'
import { filled } from '../../src/store/campaign/fill.js'
import { transaction } from '../../src/store/database.js'
import { grantRole } from '../../src/store/roles.js'
import { listTellable, openTellable, publishStory, readStory, withdrawStory } from '../../src/store/story.js'
import { pictureStory, storyPictures } from '../../src/store/story-picture.js'
import { testDatabase, wipe } from '../support/database.js'
import { NOW, organisation, person } from './organisation.js'

const { pool, drop } = await testDatabase()
afterAll(drop)

const CODE = 'NT-2026-000001'
const TEXT = 'Cô Trần Thị Ví Dụ nấu cháo mang tới bệnh viện mỗi sáng, năm năm nay chưa nghỉ buổi nào.'
let officer: { personId: string; channel: string }
const tx = <T>(work: Parameters<typeof transaction<T>>[1]) => transaction(pool, work)
const publish = (by = officer) => tx((t) => publishStory(t, { code: CODE, text: TEXT }, by, NOW))
const says = (given: boolean) =>
  pool.query(
    `INSERT INTO nominee_consent (nomination_id, given, how, note, recorded_by, at)
     SELECT id, $2, 'officer', 'x', 0, $3 FROM nomination WHERE code = $1`,
    [CODE, given, new Date(NOW)],
  )

beforeEach(async () => {
  await wipe(pool, 'nomination', 'story')
  await organisation(pool)
  officer = { personId: await person(pool), channel: 'telegram' }
  await tx((t) =>
    grantRole(t, { personId: officer.personId, role: 'officer', unit: 'W1', startsAt: NOW - 1, by: CONSOLE, now: NOW }),
  )
  await pool.query(
    `WITH n AS (INSERT INTO nomination (code, kind, nominee_name, nominee_folded, unit_code, unit_text, unit_key, state, received_at)
       VALUES ($1, 'individual', 'Trần Thị Ví Dụ', 'tran thi vi du', 'W1', 'Phường Một', 'w1', 'passed', $2) RETURNING id)
     INSERT INTO nominator (nomination_id, draft_id, name, phone, form_version, answers, joined, submitted_at)
     SELECT id, gen_random_uuid(), 'x', 'x', 1, '{"story":"Sáng nào cũng nấu cháo"}', false, $2 FROM n`,
    [CODE, new Date(NOW)],
  )
})

it('is not written before the nominee agrees', async () => {
  expect(await publish()).toBe('none')
  await says(true)
  expect(await tx((t) => openTellable(t, CODE, officer, NOW))).toMatchObject({ deeds: ['Sáng nào cũng nấu cháo'] })
  expect(await publish()).toEqual({ code: CODE, text: TEXT })
  expect(await readStory(pool, 0)).toEqual({ text: TEXT, older: 0 })
  expect(await readStory(pool, 1)).toBe('none')
})

it('is gone as soon as they take it back, and when it is withdrawn', async () => {
  await says(true)
  await publish()
  await says(false)
  expect(await readStory(pool, 0)).toBe('none')
  expect(await tx((t) => listTellable(t, officer, NOW))).toEqual([])
  await says(true)
  expect(await readStory(pool, 0)).toMatchObject({ text: TEXT })
  expect(await tx((t) => withdrawStory(t, CODE, officer, NOW))).toMatchObject([{ told: false }])
  expect(await readStory(pool, 0)).toBe('none')
})

it('is written by officers of the unit, the others are noted', async () => {
  await says(true)
  const stranger = { personId: await person(pool), channel: 'zalo' }
  expect(await publish(stranger)).toBe('none')
  const { rows } = await pool.query(`SELECT details FROM audit WHERE action = 'refuse' AND actor = $1`, [
    stranger.personId,
  ])
  expect(rows).toEqual([{ details: { deed: 'publishStory' } }])
})

it('fills a piece that asks for the newest one, above the line about stopping', async () => {
  const body = { text: 'Hôm nay 23/11.\n\nMuốn thôi nhận tin, nhắn "dừng nhận tin".' }
  expect(await tx((t) => filled(t, body, 'story'))).toEqual(body)
  await says(true)
  await publish()
  const { text } = await tx((t) => filled(t, body, 'story'))
  expect(text).toBe(`Hôm nay 23/11.\n\n${TEXT}\n\nMuốn thôi nhận tin, nhắn "dừng nhận tin".`)
})

const HASH = 'ab12cd34'.repeat(8)

async function photographed(): Promise<void> {
  await pool.query(
    `INSERT INTO file (id, person_id, nominator_id, channel, kind, state, mime, sha256, size, created_at, next_try_at)
     SELECT gen_random_uuid(), $1, id, 'telegram', 'photo', 'stored', 'image/jpeg', $2, 10, $3, $3 FROM nominator`,
    [officer.personId, HASH, new Date(NOW)],
  )
}

const shows = (guardian: boolean, by = officer) =>
  tx((t) =>
    pictureStory(t, { code: CODE, picture: { hash: HASH.slice(0, 8), note: 'gặp hôm 5/12', guardian } }, by, NOW),
  )

it('carries a picture once those in it agreed, sealed proof and all; for as long as they do', async () => {
  await says(true)
  await publish()
  expect(await shows(false)).toBe('none')
  await photographed()
  expect(await tx((t) => storyPictures(t, CODE, officer, NOW))).toEqual({ code: CODE, pictures: [HASH] })
  // Sent with the file, which is no yes to its showing.
  expect(await readStory(pool, 0)).toEqual({ text: TEXT, older: 0 })
  expect(await shows(false)).toEqual({ code: CODE, shown: true })
  expect(await readStory(pool, 0)).toMatchObject({ photo: HASH })
  const { rows } = await pool.query('SELECT picture_note AS note FROM story')
  expect(rows[0].note).not.toContain('5/12')
  const body = { text: 'Hôm nay 23/11.\n\nMuốn thôi nhận tin, nhắn "dừng nhận tin".' }
  expect(await tx((t) => filled(t, body, 'story'))).toMatchObject({ photo: HASH })
  // The words written anew keep it; it is taken away alone, and with whoever sent it.
  await publish()
  expect(await readStory(pool, 0)).toMatchObject({ photo: HASH })
  expect(await tx((t) => pictureStory(t, { code: CODE }, officer, NOW))).toEqual({ code: CODE, shown: false })
  expect(await readStory(pool, 0)).toEqual({ text: TEXT, older: 0 })
  await shows(false)
  await pool.query('UPDATE nominator SET withdrawn_at = $1', [new Date(NOW)])
  expect(await readStory(pool, 0)).toEqual({ text: TEXT, older: 0 })
})

it('shows a child only with its guardian, also where that is known later', async () => {
  await says(true)
  await publish()
  await photographed()
  expect(await shows(false)).toMatchObject({ shown: true })
  await pool.query(`UPDATE nominee_consent SET how = 'guardian'`)
  expect(await readStory(pool, 0)).toEqual({ text: TEXT, older: 0 })
  expect(await shows(false)).toBe('child')
  expect(await shows(true)).toMatchObject({ shown: true })
  expect(await readStory(pool, 0)).toMatchObject({ photo: HASH })
})

it('has its picture chosen by officers of the unit only', async () => {
  await says(true)
  await publish()
  await photographed()
  const stranger = { personId: await person(pool), channel: 'zalo' }
  expect(await tx((t) => storyPictures(t, CODE, stranger, NOW))).toBe('none')
  expect(await shows(false, stranger)).toBe('none')
  expect(await readStory(pool, 0)).toEqual({ text: TEXT, older: 0 })
})
