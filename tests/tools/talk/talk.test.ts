import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { play, type Transcript } from '../../../src/flows/rehearsal/rehearsal.js'
import { buildPlaces } from '../../../src/flows/vi/places.js'
import { readUnits } from '../../../src/store/reference.js'
import { readLine } from '../../../src/tools/talk/line.js'
import { removeFolder, tempFolder } from '../../support/temp-folder.js'
import { runTool } from '../run-tool.js'

const folder = tempFolder()

afterAll(() => removeFolder(folder))

it('talks from a pipe, with a clock of its own, and saves what can be replayed', async () => {
  const file = path.join(folder, 'told.json')
  const input = [
    '1',
    '/tap 9',
    '1',
    'Nguyễn Thị',
    '/soon Hoa',
    '/sticker',
    '/later 25h',
    '/nudge',
    '/quit',
    'never said',
  ]
  const { code, out, err } = await runTool('talk', {
    args: ['nominate', '--at', '2026-11-21T09:00+07:00', '--save', file],
    input,
  })
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).toContain('A rehearsal: nothing is stored')
  expect(out).toContain('[1] Tôi đồng ý')
  expect(out).toContain('There is no button 9.')
  expect(out).toContain('Nguyễn Thị Hoa')
  expect(out).toMatch(/Anh\/chị ơi, câu chuyện về Nguyễn Thị Hoa/)
  expect(out).not.toContain('never said')
  expect(out).not.toContain('\u001B')
  expect(out).not.toMatch(/[\uE000\uE001]/)

  const saved: Transcript = JSON.parse(readFileSync(file, 'utf8'))
  const [start, ...kinds] = saved.turns.map((turn) => turn.in.kind)
  expect(start).toBe('start')
  expect(kinds.slice(0, 5)).toEqual(['tap', 'tap', 'text', 'text', 'unusable'])
  expect(new Set(kinds.slice(5))).toEqual(new Set(['ours']))
  expect(saved.turns.map((turn) => turn.at)).toEqual(saved.turns.map((turn) => turn.at).toSorted((a, b) => a - b))
  expect(play({ ...saved, name: 'told' }, buildPlaces(readUnits()))).toEqual(saved)
})

it.each([['--wrong'], ['--at', 'tomorrow'], ['--save', '../../escape']])(
  'explains itself when it is called wrongly: %s %s',
  async (...args) => {
    const { code, out, err } = await runTool('talk', { args: args.filter((arg) => arg !== undefined) })
    expect(code).toBe(1)
    expect(out + err).toContain('npm run talk')
  },
)

it('reads a line as a person means it', () => {
  const buttons = [
    { label: 'Có', token: 'yes' },
    { label: 'Trang', url: 'https://example.vn' },
  ]
  const tap = { do: 'send', inbound: { kind: 'tap', token: 'yes' } }
  expect(readLine('1', buttons, false)).toEqual(tap)
  expect(readLine('/tap 1', buttons, true)).toEqual(tap)
  expect(readLine('1', buttons, true)).toEqual({ do: 'send', inbound: { kind: 'text', text: '1' } })
  expect(readLine('7', buttons, false)).toEqual({ do: 'send', inbound: { kind: 'text', text: '7' } })
  expect(readLine('/tap 2', buttons, false)).toMatchObject({ do: 'wrong' })
  expect(readLine('/huy', buttons, false)).toEqual({ do: 'send', inbound: { kind: 'text', text: '/huy' } })
  expect(readLine('/photo a.jpg thu.pdf Nồi cháo', buttons, false)).toEqual({
    do: 'send',
    inbound: {
      kind: 'files',
      files: [
        { ref: 'rehearsal:a.jpg', kind: 'photo', name: 'a.jpg' },
        { ref: 'rehearsal:thu.pdf', kind: 'file', name: 'thu.pdf' },
      ],
      caption: 'Nồi cháo',
    },
  })
  expect(readLine('/later 90m', buttons, false)).toEqual({ do: 'wait', ms: 90 * 60_000 })
  expect(readLine('/later soon', buttons, false)).toMatchObject({ do: 'wrong' })
  expect(readLine('/event {', buttons, false)).toMatchObject({ do: 'wrong' })
})
