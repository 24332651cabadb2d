// Pieces that fill themselves when they leave: with what is public, nothing else.
import type { Outbound } from '../../flows/message.js'
import { GROUPS } from '../../flows/needs.js'
import { clip } from '../../flows/vi/text.js'
import type { Tx } from '../database.js'
import { readStory } from '../story.js'
import { CARD, type CardRow, cardOf, OPEN } from '../support/find.js'

/** The message with the address that has waited longest, or the newest story; as it is where there is none. */
export async function filled(tx: Tx, body: Outbound, fill: string | null): Promise<Outbound> {
  if (fill === 'story') return withStory(tx, body)
  if (fill !== 'address') return body
  const { rows } = await tx.query<CardRow>(
    `SELECT ${CARD} FROM need n JOIN address a ON a.id = n.address_id JOIN unit u ON u.code = a.shown_unit
     WHERE ${OPEN} ORDER BY n.taken > 0, a.created_at, n.id LIMIT 1`,
  )
  if (!rows[0]) return body
  const { address, unit, summary, what, group } = cardOf(rows[0])
  const who = (GROUPS as Record<string, { label: string }>)[group]?.label
  const card = `Đang chờ lâu nhất: ${who ? `${who}, ` : ''}${unit}. ${summary} Cần: ${what} (mã ${address}).`
  const [text, stop] = split(body.text)
  return { ...body, text: `${text}\n\n${card}${stop}` }
}

/** With the beginning of the newest story, and its picture where it has one; its button leads to the whole. */
async function withStory(tx: Tx, body: Outbound): Promise<Outbound> {
  const found = await readStory(tx, 0)
  if (found === 'none') return body
  const [text, stop] = split(body.text)
  const photo = (body.photo ?? body.file) ? {} : { photo: found.photo }
  return { ...body, ...photo, text: `${text}\n\n${clip(found.text, EXCERPT)}${stop}` }
}

const EXCERPT = 400

// The line about stopping stays last.
function split(text: string): [string, string] {
  const at = text.lastIndexOf('\n\n')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}
