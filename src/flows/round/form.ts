// What somebody is asked who opens a round: for which movement, which step, where, from when to when.

import type { AskedRound, ProposedDates, RoundOffer } from '../effects/round.js'
import type { Flow } from '../flow.js'
import { readOption } from '../interview/choice.js'
import type { Answers, AnyQuestion, Input, Question } from '../interview/form.js'
import { shortText } from '../interview/texts.js'
import { type UnitAnswer, unit } from '../interview/unit.js'
import { endOfWork } from '../ladder.js'
import { verbatim } from '../salutation.js'
import { type Day, dayAt, midnight, showDay } from '../vi/calendar.js'
import { findUnit, type Places } from '../vi/places.js'
import { capitalised } from '../vi/text.js'
import { comingDay, dayIn, faultOfAll, saidDays, showDays } from './days.js'
import { isFirst, offerIn, programmeIn, stageIn } from './offered.js'

/** One of what was offered: a button, its number or its words. */
function picked(spec: {
  key: string
  label: string
  text: string
  options(answers: Answers): { value: string; label: string; words?: readonly string[] }[]
  resets?: string[]
}): Question<string> {
  return {
    key: spec.key,
    label: spec.label,
    mode: () => 'closed',
    numbersPick: true,
    when: (answers) => spec.options(answers).length > 1,
    valid: (value): value is string => typeof value === 'string',
    ask: ({ answers }) => ({
      text: spec.text,
      options: spec.options(answers).map(({ value, label }) => ({ value, label })),
    }),
    read(input, { answers }) {
      const options = spec.options(answers)
      const said = input.kind === 'text' ? readOption(input.text, options) : input.kind === 'pick' ? input.value : ''
      const found = options.find(({ value }) => value === said)
      return found ? { answer: found.value } : { again: 'Anh/chị bấm giúp Trợ lý một trong các nút bên dưới ạ.' }
    },
    resets: () => spec.resets ?? [],
    show: (value, answers) => spec.options(answers).find((option) => option.value === value)?.label ?? value,
  }
}

const searched = unit({ key: 'place', label: 'Nơi', text: '' })

/** A unit of theirs by its button, or one under it by its name of today or before. */
const place: typeof searched = {
  ...searched,
  label: 'Đợt xét của',
  aka: ['đơn vị', 'nơi'],
  when: isFirst,
  ask(asking) {
    const { units } = offerIn(asking.answers)
    const own = units.map(({ code, name }) => ({ value: code, label: name }))
    const found = asking.note && searched.ask(asking)
    const matches = found?.options?.filter(({ value }) => value !== 'words' && value !== 'unknown') ?? []
    if (found && matches.length > 0) return { text: found.text, options: matches }
    const missed = asking.note ? `Trợ lý chưa tìm thấy "${verbatim(asking.note.typed)}". ` : ''
    return {
      text: `Mở đợt xét cho nơi nào ạ? ${missed}Đợt gồm cả các đơn vị bên dưới. Anh/chị bấm nút, hoặc gõ tên phường, xã, đơn vị trực thuộc; tên cũ cũng được.`,
      options: own,
    }
  },
  read(input, asking) {
    const { units } = offerIn(asking.answers)
    const own = units.find(({ code, name }) =>
      input.kind === 'text' ? readOption(input.text, [{ value: code, label: name }]) : isPick(input, code),
    )
    if (own) return { answer: own }
    const reading = searched.read(input, asking)
    const isInside = (code: string) => isUnder(asking.ctx.places, code, units)
    if ('answer' in reading) {
      if (!('code' in reading.answer)) return { again: 'Anh/chị chọn một đơn vị có trong danh sách giúp Trợ lý ạ.' }
      return isInside(reading.answer.code) ? reading : outside(reading.answer.name)
    }
    const note = 'note' in reading ? (reading.note as typeof asking.note) : undefined
    if (!note || note.codes.length === 0) return reading
    const codes = note.codes.filter(isInside)
    return codes.length > 0 ? { ...reading, note: { ...note, codes } } : outside(`"${verbatim(note.typed)}"`)
  },
  show: (value, answers) => {
    const { stages = [] } = programmeIn(answers) ?? {}
    return stages.length === 1 ? `${searched.show(value, answers)}, ${stages[0]!.name}` : searched.show(value, answers)
  },
}

const isPick = (input: Input, value: string) => input.kind === 'pick' && input.value === value

const outside = (name: string) => ({
  again: `${name} ngoài phạm vi vai trò của anh/chị, nên Trợ lý chưa mở đợt xét ở đó được ạ.`,
})

function isUnder(places: Places, code: string, units: RoundOffer['units']): boolean {
  for (let at: string | undefined = code, up = 0; at !== undefined && up < 50; up++) {
    if (units.some((own) => own.code === at)) return true
    at = findUnit(places, at)?.parentCode
  }
  return false
}

const dayOfMoment = (at: number) => showDay(dayAt(at))

function showCycle({ opensAt, submitBy, reviewBy }: ProposedDates): string {
  return `mở ${dayOfMoment(opensAt)}, nhận hồ sơ đến ${dayOfMoment(submitBy)}, xét xong ${dayOfMoment(reviewBy)}`
}

const DATES = [
  {
    value: 'cycle',
    label: 'Theo kỳ hằng năm',
    words: ['theo kỳ', 'kỳ hằng năm', 'hằng năm', 'hàng năm', 'dùng kỳ này'],
  },
  { value: 'own', label: 'Tự chọn ngày', words: ['tự chọn', 'chọn ngày', 'ngày khác', 'tôi chọn ngày'] },
]
const chosen = picked({ key: 'dates', label: 'Thời gian', text: '', options: () => DATES })

/** The dates of the movement's calendar in one tap, where it has one. */
const dates: Question<string> = {
  ...chosen,
  when: (answers) => programmeIn(answers)?.cycle !== undefined,
  ask: (asking) => ({
    ...chosen.ask(asking),
    text: `Xét theo kỳ hằng năm hay tự chọn ngày ạ? Kỳ tới: ${showCycle(programmeIn(asking.answers)!.cycle!)}.`,
  }),
  read(input, asking) {
    // Days already: they choose their own, and only those that are left are asked for.
    const { now } = asking.ctx
    const days = input.kind === 'text' ? saidDays(input.text, dayAt(now)) : undefined
    if (!days) return chosen.read(input, asking)
    const again = faultOfAll(days, now)
    return again ? { again } : { answer: 'own', also: days, say: `Dạ, ${showDays(days)}.` }
  },
  show: (value, answers) => {
    const { cycle } = programmeIn(answers) ?? {}
    return value === 'cycle' && cycle ? `theo kỳ hằng năm: ${showCycle(cycle)}` : 'tự chọn ngày'
  },
}

const isOwn = (answers: Answers) =>
  programmeIn(answers) !== undefined && (answers.dates === 'own' || programmeIn(answers)?.cycle === undefined)

const firstDay = comingDay({
  when: isOwn,
  key: 'opens',
  label: 'Ngày mở',
  text: () => 'Mở đợt từ ngày nào ạ? Anh/chị bấm nút, hoặc gõ ngày.',
  now: 'Mở ngay hôm nay',
  fits(day, answers) {
    const submit = dayIn(answers, 'submitBy')
    return submit !== undefined && day > submit
      ? `Ngày mở phải trước hạn nhận hồ sơ (${showDay(submit)}) ạ.`
      : undefined
  },
})

/** Where the others are said in the same sentence, they are not asked for any more. */
const opens: typeof firstDay = {
  ...firstDay,
  read(input, asking) {
    const { now } = asking.ctx
    const { opens: first, ...rest } = (input.kind === 'text' && saidDays(input.text, dayAt(now))) || {}
    if (first === undefined || Object.keys(rest).length === 0) return firstDay.read(input, asking)
    const again = faultOfAll({ opens: first, ...rest }, now)
    return again ? { again } : { answer: first as Day, also: rest, say: `Dạ, ${showDays({ opens: first, ...rest })}.` }
  },
}

const submitBy = comingDay({
  when: isOwn,
  key: 'submitBy',
  label: 'Hạn nhận hồ sơ',
  text: () => 'Nhận hồ sơ đến hết ngày nào ạ? Ví dụ "15/1" hoặc "cuối tháng 1".',
  fits(day, answers) {
    const [first, last] = [dayIn(answers, 'opens'), dayIn(answers, 'reviewBy')]
    if (first !== undefined && day < first) return `Hạn nhận hồ sơ phải từ ngày mở đợt (${showDay(first)}) trở đi ạ.`
    return last !== undefined && day > last ? `Hạn nhận hồ sơ phải trước hạn xét (${showDay(last)}) ạ.` : undefined
  },
})

const reviewBy = comingDay({
  when: isOwn,
  key: 'reviewBy',
  label: 'Hạn xét',
  text: () => 'Xét xong trước 17 giờ ngày nào ạ?',
  fits(day, answers) {
    const first = dayIn(answers, 'submitBy')
    return first !== undefined && day < first
      ? `Hạn xét phải từ hạn nhận hồ sơ (${showDay(first)}) trở đi ạ.`
      : undefined
  },
})

/** When what was asked for must be in and decided (epoch ms): a day means the end of its work. */
function times(answers: Answers): Omit<AskedRound, 'programme' | 'stage' | 'unit'> | undefined {
  const { cycle } = programmeIn(answers) ?? {}
  if (answers.dates === 'cycle' && cycle) return cycle
  const [first, submit, review] = ['opens', 'submitBy', 'reviewBy'].map((key) => dayIn(answers, key))
  if (first === undefined || submit === undefined || review === undefined) return undefined
  return { opensAt: midnight(first), submitBy: endOfWork(submit), reviewBy: endOfWork(review) }
}

/** Why a reason is asked for, in words; undefined where none is. */
function whyReason(answers: Answers): string | undefined {
  const spent = stageIn(answers)?.spent
  if (spent) return `Bước này đã đủ ${spent.rounds} đợt trong ${spent.years} năm.`
  const programme = programmeIn(answers)
  const review = times(answers)?.reviewBy
  if (!programme || review === undefined || review <= programme.until) return undefined
  return `Phong trào đến hết ngày ${dayOfMoment(programme.until)}, hạn xét nằm sau đó.`
}

const reason = shortText({
  key: 'reason',
  label: 'Lý do mở thêm',
  text: (answers) => `Vì sao vẫn cần mở đợt này ạ? ${whyReason(answers) ?? ''} Lý do được ghi vào sổ.`,
  min: 5,
  max: 300,
  when: (answers) => whyReason(answers) !== undefined,
})

const questions: AnyQuestion[] = [
  picked({
    key: 'programme',
    label: 'Phong trào',
    text: 'Mở đợt xét cho phong trào nào ạ?',
    options: (answers) => offerIn(answers).programmes.map(({ code, name }) => ({ value: code, label: name })),
    resets: ['stage', 'dates'],
  }),
  picked({
    key: 'stage',
    label: 'Bước xét',
    text: 'Xét ở bước nào ạ?',
    options: (answers) =>
      (programmeIn(answers)?.stages ?? []).map(({ code, name }) => ({
        value: code,
        label: capitalised(name),
        // "Cấp cơ sở" is "cơ sở".
        words: [name.replace(/^cấp /, '')],
      })),
  }),
  place,
  dates,
  opens,
  submitBy,
  reviewBy,
  reason,
]

export const form: NonNullable<Flow['form']> = {
  flow: 'round',
  version: 1,
  questions,
  title: ({ place }) => (place ? `đợt xét của ${(place as { name?: string }).name ?? 'đơn vị'}` : 'đợt xét mới'),
  verb: 'mở',
  another: 'Mở đợt khác',
  chosenAt: 'beginRound',
  takes: 'mở một đợt xét chỉ mất khoảng 1 phút',
  assume: {},
  summaryHead: 'Đợt xét anh/chị định mở:',
  sendLabel: 'Mở đợt',
  send: ({ answers, updatedAt }, final) => ({
    do: 'openRound',
    round: asked(answers, updatedAt),
    answers: { ...final, offer: answers.offer },
  }),
}

/** What is past by now (epoch ms) when a round opens means at once. */
function asked(answers: Answers, now: number): AskedRound {
  const at = times(answers)
  const unit = isFirst(answers) ? (answers.place as UnitAnswer | undefined) : undefined
  return {
    programme: programmeIn(answers)?.code ?? '',
    stage: stageIn(answers)?.code ?? '',
    unit: unit && 'code' in unit ? unit.code : (offerIn(answers).top ?? ''),
    submitBy: at?.submitBy ?? 0,
    reviewBy: at?.reviewBy ?? 0,
    ...(at?.opensAt !== undefined && at.opensAt > now && { opensAt: at.opensAt }),
    ...(at?.publishAt !== undefined && { publishAt: at.publishAt }),
    ...(whyReason(answers) !== undefined && typeof answers.reason === 'string' && { reason: answers.reason }),
  }
}
