// A reply to an earlier question of ours on Zalo, which tells only that message's id: it presses no button of today.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Citizen, startWorld } from '../support/world.js'
import { hello, makeOfficer } from './help.js'

const w = (await startWorld('postgres'))!
afterAll(() => w.stop())

let me: Citizen
beforeAll(async () => {
  me = await hello(w, 'zalo', 'p1')
  await makeOfficer(w)
})

/** The platform's id of the newest message of ours. */
async function newest(): Promise<string> {
  const { rows } = await w.pool.query(
    `SELECT external_id AS id FROM outbox WHERE state = 'sent' ORDER BY id DESC LIMIT 1`,
  )
  return rows[0].id.split(',').at(-1)
}

async function replies(quotes: string, text: string): Promise<string> {
  w.sandbox.zalo.say('p1', text, { quotes })
  await w.settle()
  return me.reads()
}

it('of a form: the question that is asked hears it, one that was answered does not', async () => {
  await me.says('nhập địa chỉ nhân đạo')
  await me.says('phường Lê Chân')
  const group = await newest()
  expect(me.reads()).toContain('nhóm nào')
  expect(await replies(group, '5')).toContain('Họ tên người cần giúp')
  await me.says('Nguyễn Thị Ví Dụ')
  await me.says('1950')
  await me.says('không có')
  expect(me.reads()).toContain('số điện thoại liên hệ')
  const phone = await newest()
  // "2" is the button "Không".
  expect(await replies(group, '2')).toContain('tin nhắn đã cũ')
  // Asked again after something that was no answer, it is the same question.
  w.sandbox.zalo.sticker('p1')
  await w.settle()
  expect(await replies(phone, '2')).toContain('Địa chỉ cụ thể')
})

it('where the form is left, an old question opens nothing', async () => {
  const place = await newest()
  await me.says('để sau')
  await me.says('việc của cán bộ')
  const desk = await newest()
  expect(await replies(place, '1')).toContain('tin nhắn đã cũ')
  expect(await replies(desk, '1')).not.toContain('tin nhắn đã cũ')
})

it('a message that is known no more is no reason to refuse', async () => {
  await me.says('việc của cán bộ')
  expect(await replies('of-years-ago', '1')).not.toContain('tin nhắn đã cũ')
})
