import type { Effect } from '../../src/flows/effects.js'
import type { Flow } from '../../src/flows/flow.js'
import { openFlows } from '../../src/flows/flows.js'
import { FLOWS, flows as RELEASED } from '../../src/flows/index.js'
import { type Answers, currentQuestion } from '../../src/flows/interview/form.js'
import { type Outbound, openInbound, type Told } from '../../src/flows/message.js'
import { createStandIn } from '../../src/flows/rehearsal/stand-in.js'
import type { Who } from '../../src/flows/roles.js'
import { activeDraft, newSession, openSession, type Session } from '../../src/flows/session.js'
import { turn } from '../../src/flows/turn/turn.js'
import { buildPlaces, type Places } from '../../src/flows/vi/places.js'
import { readUnits } from '../../src/store/reference.js'

let built: Places | undefined
/** Today's Hải Phòng, read once. */
export function places(): Places {
  built ??= buildPlaces(readUnits())
  return built
}

export const NOON = Date.parse('2026-11-23T12:00:00+07:00')

/** A conversation in a test: every turn goes through JSON, as it does through the database. */
export function play(flows: Record<string, Flow> = FLOWS, start = NOON) {
  let session: Session = newSession()
  let count = 0
  const store = createStandIn()
  let found: Told[] = []
  const state = {
    now: start,
    flows: flows === FLOWS ? RELEASED : openFlows(flows),
    who: { personId: '1', roles: [] } as Who,
    effects: [] as Effect[],
    said: [] as Outbound[],
    get session() {
      return session
    },
    set session(next: Session) {
      session = openSession(JSON.parse(JSON.stringify(next)))
    },
    get draft() {
      return activeDraft(session)
    },
    get answers(): Answers {
      return activeDraft(session)?.answers ?? {}
    },
    /** The text of the last message of the last turn. */
    get last(): string {
      return state.said.at(-1)?.text ?? ''
    },
    feed(inbound: Parameters<typeof openInbound>[0]) {
      const event = ++count
      state.now += 20_000
      const id = (n: number) => `${String(event * 100 + n).padStart(8, '0')}-0000-4000-8000-000000000000`
      const before = JSON.stringify(session)
      const ctx = { now: state.now, places: places(), id, who: state.who }
      const next = turn(session, openInbound(inbound), ctx, state.flows)
      if (JSON.stringify(session) !== before) throw new Error('a turn changed its input')
      session = openSession(JSON.parse(JSON.stringify(next.session)))
      if (session.aside && !next.session.aside) throw new Error(`a turn left what cannot be read: ${session.aside.why}`)
      state.effects = next.effects
      found = next.effects.flatMap((asked) => {
        const result = store.carryOut(asked, state.now)
        return result ? [{ kind: 'told', asked, ...result }] : []
      })
      state.said = next.effects.flatMap((e) => (e.do === 'say' ? [e.message] : []))
      return state.last
    },
    say: (text: string) => state.feed({ kind: 'text', text }),
    /** Tells what the effects of the last turn have found, as the shell does in the same transaction. */
    tell() {
      for (const told of found) {
        state.now -= 20_000
        state.feed(told)
      }
      return state.last
    },
    /** Says it a second after the message before: `feed` moves the clock on by twenty. */
    soon(text: string) {
      state.now -= 19_000
      return state.say(text)
    },
    /** Presses the button with this label in the last messages. */
    press(label: string) {
      const buttons = state.said.flatMap((m) => m.buttons ?? [])
      const button = buttons.find((b) => b.label.startsWith(label))
      if (!button || !('token' in button)) throw new Error(`no button "${label}" in ${buttons.map((b) => b.label)}`)
      return state.feed({ kind: 'tap', token: button.token })
    },
    /** The key of the question that is asked, "summary" when all are answered. */
    get key(): string {
      const draft = activeDraft(session)
      return draft ? (currentQuestion(state.flows.all[draft.flow]!.form!, draft.answers)?.key ?? 'summary') : 'none'
    },
    begin() {
      state.feed({ kind: 'start', payload: 'nominate' })
      state.press('Tôi đồng ý')
      return state
    },
  }
  return state
}

export type Play = ReturnType<typeof play>

export const LONG_STORY =
  'Suốt năm năm qua, sáng nào cô cũng dậy từ ba giờ nấu cháo, rồi đạp xe ra bệnh viện phát cho bệnh nhân nghèo. Mưa bão cũng không nghỉ, ai cũng có một bát cháo nóng trước giờ khám bệnh.'

/** One that says nothing else of what is asked: neither since when, nor for how many, nor what it brought. */
export const BARE_STORY =
  'Cô thương người lắm, ai trong ngõ ốm đau hay neo đơn cô cũng sang tận nơi, không nề hà việc gì. Nhiều nhà bảo nhau nhờ có cô mà đỡ tủi thân, ai gặp cũng quý và kể cho nhau nghe.'

/** What a person types for each question, one or more messages. */
export const REPLIES: Record<string, string[]> = {
  kind: ['Một người'],
  name: ['Nguyễn Thị Hoa'],
  group: ['Tổ dân phố số 5'],
  field: ['Khu dân cư'],
  unit: ['Phường Hải Dương', '1'],
  members: ['120'],
  deed: ['Làm đều lâu nay'],
  story: [BARE_STORY, 'xong'],
  life: [BARE_STORY, 'xong'],
  when: ['tháng 9/2024', 'đúng'],
  helped: ['bệnh nhân nghèo'],
  count: ['khoảng 200'],
  hardship: ['12'],
  covered: ['12'],
  effect: ['Cả hai'],
  virtues: ['Trả lời từng câu'],
  ways: ['Trả lời từng câu'],
  law: ['Có, vì cô gương mẫu trong phố'],
  part: ['không rõ'],
  example: ['có', 'Nhiều nhà trong ngõ cùng góp gạo'],
  active: ['có', 'bỏ qua'],
  everyone: ['có', 'bỏ qua'],
  spread: ['không rõ'],
  address: ['Không có, hoặc tôi không rõ'],
  evidence: ['chưa có'],
  knows: ['chưa'],
  byName: ['Phạm Thị Lan'],
  byPhone: ['0912345678'],
  // Of the movement of a rehearsal.
  times: ['khoảng 20'],
  calls: [BARE_STORY, 'xong'],
  devoted: ['có', 'bỏ qua'],
  // Of help that happened.
  pledge: ['giữ như cũ'],
  given: ['1'],
  day: ['Hôm nay'],
  worth: ['500.000'],
  changed: ['Chưa rõ'],
  agreed: ['Không gửi ảnh'],
  photos: ['xong'],
  // Of a family somebody knows of.
  whose: ['Người khác'],
  details: ['Cụ sống một mình, mái nhà dột, thiếu gạo'],
  family: ['Tôi không rõ'],
  place: ['ngõ 5, gần chợ'],
  // Of a pledge.
  need: ['giữ như cũ'],
  who: ['Cho tôi'],
  organisation: ['Công ty giày Thành Công'],
  position: ['Chủ tịch công đoàn'],
  quantity: ['1'],
  often: ['Chỉ một lần'],
  monthDay: ['5'],
  starts: ['tuần này'],
  note: ['Không có'],
  phone: ['0912345678'],
}

/** The same of a community, whose questions count. */
export const COMMUNITY = { ...REPLIES, kind: ['Cả khu phố, trường, cơ quan'] }

/** Answers the current question in full; `replies` may differ from REPLIES. */
export function answer(p: Play, replies: Record<string, string[]> = REPLIES): void {
  const { key } = p
  for (const text of replies[key] ?? [`trả lời ${key}`]) {
    if (p.key !== key) return
    // A label typed in full counts like its button.
    const button = p.said.flatMap((m) => m.buttons ?? []).find((b) => b.label === text)
    if (button && 'token' in button) p.feed({ kind: 'tap', token: button.token })
    else p.say(text)
  }
}

/** Answers until `key` is asked, or until the summary. */
export function answerUntil(p: Play, key = 'summary', replies?: Record<string, string[]>): void {
  for (let n = 0; p.key !== key; n++) {
    if (n > 60) throw new Error(`stuck at ${p.key}: ${p.last}`)
    answer(p, replies)
  }
}
