// Files of any form: kept whatever question is open, dropped when no draft holds them any more.
import type { Turn } from '../flow.js'
import { type Evidence, linksIn, MAX_FILES, MAX_LINKS } from '../interview/evidence.js'
import { currentQuestion, type KeptFile } from '../interview/form.js'
import type { FileRef } from '../message.js'
import { isTable } from '../papers.js'
import { activeDraft, type Draft, type Session } from '../session.js'
import { capitalised } from '../vi/text.js'
import { putDraft, replaceDraft, verbOf } from './drafts.js'
import { formOf } from './forms.js'
import { menuButtons } from './menu.js'
import { wordsOnly } from './reason.js'
import { ask, say } from './say.js'

// Telegram lets a bot download 20 MB; the same holds for Zalo so that both behave alike.
export const MAX_FILE_BYTES = 20 * 1024 * 1024

/** Files that came of themselves: a conversation may begin with them, else they are kept for what is being told. */
export function unasked(t: Turn, refs: FileRef[], caption?: string): void {
  const draft = activeDraft(t.session)
  const form = draft && formOf(t, draft)
  const wanted = draft && form?.filesKey !== undefined && currentQuestion(form, draft.answers)?.key === form.filesKey
  if (!wanted && caught(t, refs)) return
  if (isAtWork(t)) ask(t, NO_FILES, 'noFiles')
  else files(t, refs, caption)
}

/** Said to who is at work, and has only sent it to the wrong place: what is asked there stays. */
export const NO_FILES = 'Ở đây chưa cần ảnh hay tệp, nên Trợ lý chưa lưu ạ.'

const openIn = ({ session, flows }: Turn) => session.panel && flows.panel(session.panel.name)

/** Whether what is open is for people with a role. */
function isAtWork(t: Turn): boolean {
  const own = openIn(t)
  return own !== undefined && t.flows.all[own.flow]?.for !== undefined
}

/** Whether a conversation of theirs takes these files. */
export function caught(t: Turn, refs: FileRef[]): boolean {
  return Object.values(t.flows.all).some(
    (flow) => (flow.for?.(t.ctx.who) ?? true) && (flow.catchesFiles?.(t, refs) ?? false),
  )
}

/** Keeps files as evidence of the active draft, whatever question is open. False when there is nothing to keep them for. */
export function files(t: Turn, refs: FileRef[], caption?: string): boolean {
  const draft = activeDraft(t.session)
  const form = draft && formOf(t, draft)
  const key = form?.filesKey
  if (draft && form && key === undefined && !t.session.panel) {
    ask(t, 'Câu này không cần ảnh hay tệp, nên Trợ lý chưa lưu ạ.')
    return false
  }
  if (!draft || !form || key === undefined) {
    if (openIn(t)?.panel.toOfficer) {
      wordsOnly(t)
      return false
    }
    const text = refs.length > 0 && refs.every(isTable) ? NO_TABLES : nowhereToKeep(t)
    say(t, { text, buttons: menuButtons(t) }, 'nowhereToKeep', text)
    return false
  }
  const had = held(draft, key)
  const small = refs.filter((ref) => (ref.size ?? 0) <= MAX_FILE_BYTES)
  const taken = small.slice(0, Math.max(0, MAX_FILES - had.files.length))
  const kept = taken.map((source, n): KeptFile => {
    const file = t.ctx.id(n)
    t.effects.push({ do: 'keepFile', file, source })
    return { id: file, kind: source.kind, name: source.name, ...(n === 0 && caption ? { caption } : {}) }
  })
  const links = [...new Set([...had.links, ...linksIn(caption ?? '')])].slice(0, MAX_LINKS)
  const all: Evidence = { files: [...had.files, ...kept], links }
  const answered = key in draft.answers
  putDraft(
    t,
    answered
      ? { ...draft, answers: { ...draft.answers, [key]: all } }
      : { ...draft, notes: { ...draft.notes, [key]: all } },
  )

  const isAsked = currentQuestion(form, draft.answers)?.key === key
  const refused = [
    small.length < refs.length
      ? 'Có tệp lớn hơn 20 MB nên Trợ lý không nhận được; anh/chị gửi bản nhỏ hơn giúp ạ.'
      : '',
    taken.length < small.length
      ? `Câu chuyện đã đủ ${MAX_FILES} ảnh hoặc tệp, là mức tối đa; phần gửi thêm chưa được giữ ạ.`
      : '',
  ].filter(Boolean)
  const told = !isAsked && kept.length > 0 ? [`Trợ lý đã giữ ${named(kept)} ${form.fileWord ?? 'làm minh chứng'}.`] : []
  // One answer for an album; what was refused is never swallowed by what was kept.
  ask(t, [...refused, ...told].join(' '), ['files', draft.id, ...refused].join('.'))
  return true
}

const NO_TABLES =
  'Cảm ơn anh/chị đã gửi. Ở đây Trợ lý chưa đọc được bảng tính nên chưa lưu ạ. Nếu là danh sách gửi cho Hội, anh/chị nhắn "gặp cán bộ" để cán bộ nhận giúp nhé.'

function nowhereToKeep(t: Turn): string {
  const door = t.flows.doors.find(({ flow, menu }) => menu !== undefined && t.flows.all[flow]?.form?.filesKey)
  const start = t.session.drafts.length > 0 ? `${capitalised(verbOf(t, ...t.session.drafts))} tiếp` : door?.label
  return `Cảm ơn anh/chị đã gửi. Trợ lý chưa lưu, vì chưa biết ảnh hay tệp này kể về ai ạ.${start ? ` Anh/chị bấm "${start}" rồi gửi lại giúp nhé.` : ''}`
}

function named(kept: KeptFile[]): string {
  const what = kept.every((file) => file.kind === 'photo') ? 'ảnh' : 'tệp'
  return kept.length === 1 ? `${what} này` : `${kept.length} ${what} này`
}

const LOST = {
  tooBig: 'Có tệp lớn hơn 20 MB nên Trợ lý không giữ được. Anh/chị gửi lại bản nhỏ hơn giúp ạ.',
  notAllowed: 'Có tệp Trợ lý không mở được. Anh/chị gửi lại dưới dạng ảnh giúp ạ.',
  gone: 'Có ảnh Trợ lý không tải về được. Anh/chị gửi lại giúp ạ.',
  heic: 'Có ảnh ở dạng HEIC của iPhone nên Trợ lý chưa mở được. Anh/chị bấm biểu tượng ảnh rồi gửi như ảnh thường (đừng chọn gửi dạng tệp), hoặc chụp màn hình tấm ảnh rồi gửi giúp ạ.',
  video: 'Có tệp là video nên Trợ lý chưa giữ được. Anh/chị gửi ảnh, hoặc dán đường dẫn tới video giúp ạ.',
  sound: 'Có tệp là ghi âm nên Trợ lý chưa giữ được. Anh/chị gõ chữ giúp, hoặc nhờ người nhà gõ hộ ạ.',
  archive: 'Có tệp nén Trợ lý không mở được. Anh/chị gửi từng ảnh hoặc tệp bên trong giúp ạ.',
  tooLarge:
    'Có ảnh kích thước quá lớn nên Trợ lý không mở được. Anh/chị gửi bản nhỏ hơn, hoặc chụp màn hình tấm ảnh rồi gửi giúp ạ.',
  broken: 'Có ảnh bị hỏng trên đường gửi nên Trợ lý không mở được. Anh/chị chụp lại, hoặc gửi một ảnh khác giúp ạ.',
}

/** Why a file never came. */
export type LostFile = keyof typeof LOST

/** A file could not be fetched: it no longer counts as evidence, and its sender knows. */
export function fileLost(t: Turn, file: string, reason: LostFile): void {
  t.letGo.push(file)
  let counted = false
  for (const draft of t.session.drafts) {
    if (!filesOf(t, draft).includes(file)) continue
    counted = true
    const key = formOf(t, draft).filesKey!
    const without = (values: Record<string, unknown>) => {
      const had = values[key] as Evidence | undefined
      return had ? { ...values, [key]: { ...had, files: had.files.filter((f) => f.id !== file) } } : values
    }
    const { answers, notes, kept } = draft
    replaceDraft(t, { ...draft, answers: without(answers), notes: without(notes), kept: without(kept) })
  }
  if (counted) return ask(t, LOST[reason], `lost.${reason}`)
  say(
    t,
    {
      text: 'Có ảnh hoặc tệp anh/chị đã gửi mà Trợ lý không tải về được. Những gì anh/chị đã kể vẫn còn nguyên; muốn gửi bổ sung, anh/chị nhắn "gặp cán bộ" ạ.',
    },
    'lost',
  )
}

function held(draft: Draft, key: string): Evidence {
  return (draft.answers[key] ?? draft.notes[key] ?? draft.kept[key] ?? { files: [], links: [] }) as Evidence
}

/** Every file a draft holds: answered, noted, or in an answer that was taken back. */
function filesOf(t: Turn, { flow, answers, notes, kept }: Draft): string[] {
  const key = t.flows.all[flow]?.form?.filesKey
  return key === undefined ? [] : [answers, notes, kept].flatMap((values) => filesIn(values[key]))
}

/** The ids of the files in an answer. */
export function filesIn(evidence: unknown): string[] {
  return ((evidence as Evidence | undefined)?.files ?? []).map((file) => file.id)
}

/** Drops the files that this turn left behind: no draft holds them any more, and they were not sent. */
export function dropLeftFiles(t: Turn, before: Session): void {
  const held = new Set([...t.letGo, ...t.session.drafts.flatMap((draft) => filesOf(t, draft))])
  const left = new Set(before.drafts.flatMap((draft) => filesOf(t, draft)).filter((file) => !held.has(file)))
  for (const file of left) t.effects.push({ do: 'dropFile', file })
}
