// What an inbound is, in the state it came into. Reads only: what is done about it is in act.ts.
import type { OwnDoor, OwnPanel, Turn, Words } from '../flow.js'
import { currentQuestion, type Input, LATE_PIECE_MS } from '../interview/form.js'
import type { FileRef, Inbound, Mark, Unusable } from '../message.js'
import { activeDraft, isTalking } from '../session.js'
import { ANSWER_WORDS, ASKED, SMALL_TALK } from '../vi/keyword-table.js'
import { wordsAlone } from '../vi/keywords.js'
import { readOldEncoding } from '../vi/old-encodings.js'
import { isDespair, isPlea } from '../vi/plea.js'
import { isFine } from '../vi/yes-or-no.js'
import { isPlainAnswer, putsOff } from './answer.js'
import { behind, FONTS, UNSURE, without } from './ask-back.js'
import { formOf } from './forms.js'
import { hearMending, type Mending } from './hear-mending.js'
import { forADoor, maybePlea } from './listening.js'
import { isTheirs, ROOM } from './menu.js'
import { isFinal, LIST, labelled, meantOf, partOf, wayOut } from './own-words.js'
import { answersQuoted, type Elsewhere, saidElsewhere } from './quoted.js'
import { HOME, isTagOf, type Prompt, promptOf, standsAbove } from './say.js'

/** What was heard. `tapped` where it was a button: its token, by which a double tap is known. */
export type Heard = (
  | { is: 'door'; door: OwnDoor; rest: string; byWord?: true }
  | { is: 'pick'; panel: OwnPanel; value: string; said: string }
  | { is: 'panelWords'; panel: OwnPanel; said: string }
  | { is: 'answer'; input: Input }
  | { is: 'keep'; key: string }
  | { is: 'review' }
  | Exclude<Mending, { is: 'which' }>
  | { is: 'ambiguous' }
  /** The doubt is over: the question behind it hears "đúng". */
  | { is: 'sure'; behind: Heard }
  /** A question asked in passing was passed by. */
  | { is: 'passed'; behind: Heard }
  | { is: 'missed' }
  /** In an old encoding; what it says is asked about. */
  | { is: 'converted'; text: string }
  | { is: 'asked' }
  | { is: 'forHuman'; words: Words }
  /** Meant for officers; `to` is the panel that takes it, open or just closed. */
  | { is: 'forOfficer'; words: Words; to: string }
  | { is: 'plea'; said: string }
  | { is: 'panelFiles'; panel: OwnPanel; files: FileRef[] }
  | { is: 'files'; files: Extract<Inbound, { kind: 'files' }> }
  | { is: 'unneeded' }
  | Elsewhere
  | { is: 'unusable'; what: Unusable }
  | { is: 'byNumber' }
  | { is: 'choose' }
  | { is: 'lost'; said: string }
  | { is: 'old' }
  | { is: 'again' }
  | { is: 'unknownDoor' }
) & { tapped?: string }

/** What a person did. Events of the platform and of ours are not heard: they are what they say. */
export function hear(
  t: Readonly<Turn>,
  inbound: Extract<Inbound, { kind: 'text' | 'tap' | 'start' | Words['kind'] }>,
): Heard {
  const human = isTalking(t.session, t.ctx.now)
  switch (inbound.kind) {
    case 'tap':
      return hearTap(t, inbound.token)
    case 'start':
      return hearLink(t, inbound.payload)
    case 'text':
      return hearText(t, inbound.text, inbound.quotes)
    case 'details':
      if (human) return { is: 'forHuman', words: inbound }
      if (panelOf(t)?.panel.filesToo) return { is: 'forOfficer', words: inbound, to: t.session.panel!.name }
      return activeDraft(t.session) && !t.session.panel ? toQuestion(t, inbound) : { is: 'unneeded' }
    case 'files': {
      if (human) return { is: 'forHuman', words: inbound }
      if (panelOf(t)?.panel.files) return { is: 'panelFiles', panel: panelOf(t)!, files: inbound.files }
      const to = panelOf(t)?.panel.filesToo ? t.session.panel!.name : restOf(t, 'files')
      return to === undefined ? { is: 'files', files: inbound } : { is: 'forOfficer', words: inbound, to }
    }
    case 'unusable':
      return human ? { is: 'forHuman', words: inbound } : { is: 'unusable', what: inbound.what }
    default:
      return inbound satisfies never
  }
}

function hearLink(t: Turn, payload = ''): Heard {
  for (const door of t.flows.doors) {
    const match = door.link?.exec(payload)
    if (match) return { is: 'door', door, rest: match[1] ?? '' }
  }
  return command(t, 'greet')
}

// The readers of a text, in order: what is shown, commands, a human, small talk, a plea, the panel, the question.
function hearText(t: Turn, said: string, quotes?: Mark['quotes']): Heard {
  if (said === '') return { is: 'unusable', what: 'other' }
  const converted = readOldEncoding(said)
  if (converted !== undefined) return { is: 'converted', text: converted }
  const prompt = promptOf(t)
  const human = isTalking(t.session, t.ctx.now)
  const lasting = human && t.session.talk?.lasting === true
  const quoted = lasting ? undefined : answersQuoted(t, said, quotes)
  if (quoted) return quoted
  const elsewhere = human ? undefined : saidElsewhere(t, said, quotes)
  if (elsewhere?.short) return elsewhere
  const shown = lasting ? undefined : pressed(t, prompt, said)
  if (shown) return hearTap(t, shown.token, shown.said)

  const word = t.flows.vocabulary.read(said, prompt ? prompt.mode : 'closed')
  if (word === 'ambiguous' && prompt && !lasting) return { is: 'ambiguous' }
  const clear = word === 'ambiguous' ? undefined : word
  const out = lasting || !clear ? undefined : wayOut(t, prompt, clear)
  if (out) return hearTap(t, out, said)
  const door = clear ? t.flows.door(clear) : undefined
  if (lasting && !(door?.evenInTalk && isTheirs(t, door)))
    return { is: 'forHuman', words: { kind: 'text', text: said } }
  // A word of officers' work that means something to everybody.
  if (door && !isTheirs(t, door)) {
    const theirs = forADoor(t, said, false)
    if (theirs) return theirs
  }
  // Before any command: "giúp tôi với" asks for no list of them.
  const pleads = !human && (isDespair(said) || (maybePlea(t) && isPlea(said)))
  if (pleads && t.session.panel?.name !== 'plea' && (!clear || clear === 'help')) return { is: 'plea', said }
  if (clear && !isAnswerWord(clear) && !isSmallTalk(clear) && !isQuestion(clear))
    return { ...command(t, clear), byWord: true } as Heard
  if (human) return { is: 'forHuman', words: { kind: 'text', text: said } }
  const rest = t.flows.panel(restOf(t, 'words') ?? '')
  if (rest) return { is: 'panelWords', panel: rest, said }
  const open = panelOf(t)
  if (elsewhere && !clear && !open?.panel.text) return elsewhere
  const free = !maybePlea(t) && (open ? open.panel.text !== undefined : prompt?.mode === 'free')
  const meant = forADoor(t, said, free)
  if (meant) return meant
  if (clear && (isSmallTalk(clear) || (isQuestion(clear) && !open?.panel.toOfficer))) return command(t, clear)
  const mending = clear ? undefined : hearMending(t, said, quotes)
  if (mending) return mending.is === 'which' ? command(t, 'edit') : mending
  return hearWords(t, open, prompt, said, clear)
}

/** Where long words or pictures for an officer went a moment ago: these are their rest. */
function restOf({ session, ctx }: Turn, what: 'words' | 'files'): string | undefined {
  const { cut } = session
  const goesOn = cut?.draft === '' && cut.text === what && ctx.now - cut.at <= LATE_PIECE_MS
  return goesOn ? cut.key : undefined
}

function hearWords(
  t: Turn,
  open: OwnPanel | undefined,
  prompt: Prompt | undefined,
  said: string,
  clear?: string,
): Heard {
  if (prompt && open) return hearInPanel(t, open, prompt, said, clear)
  if (activeDraft(t.session) && !open) return toQuestion(t, { kind: 'text', text: said, command: clear as never })
  return clear ? command(t, clear) : { is: 'lost', said }
}

/** A question gets it; the summary, where no question is left, takes a yes. */
function toQuestion(t: Turn, input: Input): Heard {
  const draft = activeDraft(t.session)!
  const question = currentQuestion(formOf(t, draft), draft.answers)
  if (input.kind === 'text' && putsOff(t, question, draft, input.text)) return command(t, 'later')
  if (question) return { is: 'answer', input }
  if (input.kind === 'text' && input.command === 'no') return command(t, 'edit')
  const agrees = input.kind === 'text' && (input.command === 'yes' || input.command === 'done')
  const fine = input.kind === 'text' && isFine(wordsAlone(input.text))
  return (agrees || fine) && standsAbove(t) ? command(t, 'done') : { is: 'review' }
}

/** The button that a typed number or label presses: one of those shown last, or a label of what still waits. */
function pressed(t: Turn, prompt: Prompt | undefined, said: string): { token: string; said: string } | undefined {
  const waiting = prompt?.options.map(({ label, value }) => ({ label, token: prompt.token(value) })) ?? []
  // What was shown before this was remembered is taken for what waits.
  const shown = t.session.shown ?? waiting
  const isHome = t.session.panel?.name === HOME
  // In the middle of a form or of a reason, what is no label is an answer, whatever news came between.
  const isAnswer = prompt !== undefined && (prompt.mode === 'free' || !t.session.panel)
  for (const buttons of [waiting, shown]) {
    // In the menu only what came beside it, a message of ours, is meant by other words.
    const own = isHome ? buttons.filter(({ token }) => !waiting.some((door) => door.token === token)) : buttons
    const named = labelled(t, buttons, said) ?? (isAnswer ? undefined : meantOf(t, own, said))
    if (named) return { token: named.token, said }
  }
  if (!(prompt?.numbersPick ?? true) || !/^\d{1,2}[.)]?$/.test(said)) return undefined
  const nth = shown[Number.parseInt(said, 10) - 1]
  const numbered = shown.length > ROOM || !nth || !isFinal(t, nth.token)
  return numbered ? nth && { token: nth.token, said: nth.label } : undefined
}

const LONG_LIST = 9

function hearInPanel(t: Turn, open: OwnPanel, prompt: Prompt, said: string, clear?: string): Heard {
  const { panel } = open
  // In a free panel (consent) no "yes" of politeness counts, only what the panel reads.
  const wanted = panel.mode === 'free' ? undefined : clear === 'yes' ? (panel.yes ?? 'yes') : clear
  const picked = prompt.options.find((o) => o.value === (panel.read?.(said) ?? wanted))
  // Something else was shown since: a yes may be meant for that.
  if (picked) return standsAbove(t) ? hearTap(t, prompt.token(picked.value), said) : { is: 'asked' }
  if (panel.text) return { is: 'panelWords', panel: open, said }
  const part = t.session.panel?.name === LIST && !clear ? partOf(t, t.session.shown ?? [], said) : undefined
  if (part) return hearTap(t, part.token, said)
  if (panel.passing) return hearInPassing(t, said, clear)
  const isHome = t.session.panel?.name === HOME
  if (isHome && clear && isAnswerWord(clear)) return command(t, clear)
  // The list stands just above: once is enough on a small screen.
  if (prompt.options.length > LONG_LIST && prompt.numbersPick) return { is: 'byNumber' }
  return isHome ? { is: 'lost', said } : { is: 'choose' }
}

function hearInPassing(t: Turn, said: string, clear?: string): Heard {
  if (!t.session.panel?.missed && !clear && !isPlainAnswer(t, { kind: 'text', text: said })) return { is: 'missed' }
  const rest = without(t)
  return { is: 'passed', behind: clear === 'no' || clear === 'skip' ? command(rest, clear) : hearText(rest, said) }
}

/** `typed`: what was typed where a label or number stands for the button. */
function hearTap(t: Turn, token: string, typed?: string): Heard {
  const [kind, owner = '', key = '', value = ''] = token.split('.')
  const twice = isTwice(t, token)
  const stale: Heard = { is: twice ? 'again' : 'old', tapped: token }
  if (kind === 'c') return { ...command(t, owner, key), tapped: token }
  if (kind === 'p') return hearPick(t, token, { owner, key, value }, typed) ?? stale
  const draft = activeDraft(t.session)
  if (kind !== 'q' || !draft?.id.startsWith(owner)) return stale
  const question = currentQuestion(formOf(t, draft), draft.answers)
  if ((question?.key ?? 'summary') !== key) return stale
  if (!question) return { ...command(t, value === 'send' ? 'done' : value), tapped: token }
  if (value === 'keep' && key in draft.kept && question.valid(draft.kept[key]))
    return { is: 'keep', key, tapped: token }
  return { is: 'answer', input: { kind: 'pick', value }, tapped: token }
}

function hearPick(
  t: Turn,
  token: string,
  at: { owner: string; key: string; value: string },
  typed?: string,
): Heard | undefined {
  const { panel: open } = t.session
  const own = t.flows.panel(at.owner)
  const isOpen = open?.name === at.owner && (at.value === '' || isTagOf(at.value, open.about ?? ''))
  const mayBe = isOpen || (!isTwice(t, token) && own?.panel.anyTime && (!open || open.name === HOME))
  const picked = mayBe
    ? own?.panel.ask(t, isOpen ? open?.about : undefined).options?.find((o) => o.value === at.key)
    : undefined
  if (!own || !picked) return undefined
  const said = typed ?? picked.label
  if (at.owner === UNSURE) return { ...hearDoubt(t, picked.value), tapped: token }
  if (at.owner === FONTS) return { ...hearConverted(t, picked.value), tapped: token }
  return { is: 'pick', panel: own, value: picked.value, said, tapped: token }
}

/** What was read is right: it is heard; else what was asked before is asked again. */
function hearConverted(t: Turn, value: string): Heard {
  const { converted } = t.session
  if (value !== 'yes' || converted === undefined) return { is: 'sure', behind: { is: 'asked' } }
  return { is: 'sure', behind: hearText(behind(t), converted) }
}

/** "Đúng hay dừng?" was answered: what is asked or shown behind it hears a yes. */
function hearDoubt(t: Turn, value: string): Heard {
  if (value === 'stop') return { is: 'sure', behind: command(without(t), 'cancel') }
  const asked = behind(t)
  const meant = asked.session.panel && meantOf(asked, asked.session.shown ?? [], 'đúng')
  if (meant) return { is: 'sure', behind: hearTap(asked, meant.token, 'đúng') }
  return { is: 'sure', behind: hearWords(asked, panelOf(asked), promptOf(asked), 'đúng', 'yes') }
}

function command(t: Turn, name: string, rest = ''): Heard {
  const door = t.flows.door(name)
  return door ? { is: 'door', door, rest } : { is: 'unknownDoor' }
}

// Impatience while an answer is on its way.
const DOUBLE_TAP_MS = 60_000

function isTwice({ session, ctx }: Turn, token: string): boolean {
  return session.tapped === token && ctx.now - (session.tappedAt ?? 0) < DOUBLE_TAP_MS
}

export function panelOf({ session, flows }: Turn): OwnPanel | undefined {
  return session.panel && flows.panel(session.panel.name)
}

const isAnswerWord = (word: string) => ANSWER_WORDS.has(word as never)
const isSmallTalk = (word: string) => SMALL_TALK.has(word as never)
const isQuestion = (word: string) => ASKED.has(word as never)
