import type { PlayedTurn, Transcript } from '../../flows/rehearsal/rehearsal.js'

/** A transcript as text that reads well in a diff: one line for each thing that came in, was said or was done. */
export function transcriptJson({ name, start, as, turns }: Transcript): string {
  const head = `"name": ${JSON.stringify(name)},\n  "start": ${start},${as ? `\n  "as": "${as}",` : ''}`
  return `{\n  ${head}\n  "turns": [\n${turns.map(turnJson).join(',\n')}\n  ]\n}\n`
}

function turnJson({ at, in: came, out, effects, draft }: PlayedTurn): string {
  const fields = [
    `"at": ${at}`,
    `"in": ${JSON.stringify(came)}`,
    `"out": ${list(out)}`,
    `"effects": ${list(effects)}`,
    ...(draft ? [`"draft": ${JSON.stringify(draft)}`] : []),
  ]
  return `    {\n${fields.map((field) => `      ${field}`).join(',\n')}\n    }`
}

function list(items: unknown[]): string {
  if (items.length === 0) return '[]'
  return `[\n${items.map((item) => `        ${JSON.stringify(item)}`).join(',\n')}\n      ]`
}
