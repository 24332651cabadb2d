// Ten people tell as people do, from the first word to the code. UPDATE=1 writes their transcripts anew: read the difference.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { plain } from '../../../src/bot/outbound/render.js'
import { TELLERS } from '../../support/ten-people.js'
import { play } from '../play.js'

const folder = fileURLToPath(new URL('ten-people/', import.meta.url))
const START = Date.UTC(2026, 10, 21, 3)

it.each(TELLERS)('$who', ({ who, lines, record }) => {
  const p = play(undefined, START)
  const written: string[] = []
  const sent: { answers: Record<string, unknown> }[] = []
  const note = () => {
    for (const { text, buttons = [] } of p.said) {
      const labels = buttons.map(({ label }) => `[${label}]`).join(' ')
      written.push(`  ${plain(text).replaceAll('\n', '\n  ')}${labels ? `\n  ${labels}` : ''}`)
    }
    for (const e of p.effects) if (e.do === 'submitNomination') sent.push(e.nomination)
  }
  p.feed({ kind: 'start' })
  note()
  for (const line of lines) {
    if (typeof line === 'number') {
      p.now += line
      continue
    }
    written.push(`> ${line}`)
    const button = p.said.flatMap((m) => m.buttons ?? []).find((b) => b.label === line)
    if (button && 'token' in button) p.feed({ kind: 'tap', token: button.token })
    else p.say(line)
    note()
    const said = [...p.said]
    if (p.effects.some((e) => e.do === 'submitNomination')) {
      p.tell()
      note()
      p.said = [...said, ...p.said]
    }
  }
  const text = `${written.join('\n')}\n`
  if (process.env.UPDATE) writeFileSync(`${folder}${who}.txt`, text)
  expect(sent.at(-1)?.answers, text.slice(-3000)).toMatchObject(record)
  if (!process.env.UPDATE && existsSync(folder)) expect(text).toBe(readFileSync(`${folder}${who}.txt`, 'utf8'))
})
