// A story told before anybody asked for it: kept aside until they agree to its being kept, then offered where it belongs.
import type { Turn } from '../flow.js'
import { LATE_PIECE_MS } from '../interview/form.js'
import { DAY } from '../schedule.js'
import type { Draft } from '../session.js'

/** Under this name a draft notes what was told before its questions. */
export const TOLD = 'told'

// More is no story, and nobody's session grows without end.
const MOST = 12

// Telegram's apps cut a text at 4,096 characters: what comes right after so long a piece is its rest.
const CUT_AT = 4000

function withPiece(pieces: string[], text: string, now: number, before: number): string[] {
  const last = pieces.at(-1)
  const goesOn = last !== undefined && last.length >= CUT_AT && now - before <= LATE_PIECE_MS
  return (goesOn ? [...pieces.slice(0, -1), last + text] : [...pieces, text]).slice(0, MOST)
}

/** Keeps words for the form of this conversation. */
export function hold(t: Turn, flow: string, text: string): void {
  const before = t.session.held?.flow === flow ? t.session.held : undefined
  const pieces = withPiece(before?.pieces ?? [], text, t.ctx.now, before?.at ?? 0)
  t.session = { ...t.session, held: { flow, pieces, at: t.ctx.now } }
}

/** Forgets them: they said no, or too much time has gone by. */
export function letGo(t: Turn): void {
  if (t.session.held) t.session = { ...t.session, held: undefined }
}

export function letGoOld(t: Turn): void {
  if (t.session.held && t.ctx.now - t.session.held.at > DAY) letGo(t)
}

/** Moves them into the draft they belong to. */
export function intoDraft(t: Turn, draft: Draft): Draft {
  const { held } = t.session
  if (held?.flow !== draft.flow) return draft
  letGo(t)
  return { ...draft, notes: { ...draft.notes, [TOLD]: { pieces: held.pieces, told: true } } }
}

/** A draft with words for its story, told at another question. */
export function withTold(draft: Draft, text: string, now: number): Draft {
  const before = (draft.notes[TOLD] as { pieces?: string[] } | undefined)?.pieces ?? []
  const pieces = withPiece(before, text, now, draft.updatedAt)
  return { ...draft, notes: { ...draft.notes, [TOLD]: { pieces, told: true } } }
}

/** A draft without them, once its story is answered or told otherwise. */
export function withoutTold(draft: Draft): Draft {
  const { [TOLD]: _told, ...notes } = draft.notes
  return { ...draft, notes }
}
