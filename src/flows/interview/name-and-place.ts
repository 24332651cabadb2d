import { called, type PlaceSaid, placeAlone, placeBeside } from '../vi/place-beside.js'
import { showUnit } from '../vi/places.js'
import { fold } from '../vi/text.js'
import type { Asking, Input, Question } from './form.js'
import { type NameNote, type NameSpec, personName } from './name.js'
import type { UnitAnswer, UnitNote } from './unit.js'

/** What is known of the place: the answer to its question, or what that question has to ask about. */
type Place = { answer: UnitAnswer } | { asked: UnitNote }
type Note = Partial<NameNote> & { /** Told before or with the name. */ place?: Place }

/** A name with the place of whoever is called so behind it, or before it; the place is not asked for blindly then. */
export function nameAndPlace(spec: NameSpec & { placeKey: string }): Question<string, Note> {
  const name = personName(spec)
  // Where only the place came, the name is still asked for.
  const noted = (note?: Note) => (note?.plain === undefined ? undefined : (note as NameNote))
  return {
    ...name,
    gives: [spec.placeKey],
    mode: (note) => name.mode(noted(note)),
    ask: (asking) => name.ask({ ...asking, note: noted(asking.note) }),
    read(whole, asking) {
      const { note } = asking
      const { input, place: told } = apart(whole, asking)
      const place = told ?? note?.place
      if (!input) return { note: { ...note, place }, say: `Dạ, hình như đây là tên địa bàn; ${keeping(place!)}` }
      const reading = name.read(input, { ...asking, note: noted(note) })
      if ('answer' in reading) {
        const both = note || input.kind !== 'text' ? undefined : called(reading.answer, asking.ctx.places)
        // "An Lão" is a name, and a place.
        if (both) return { note: { plain: reading.answer, doubt: true, place: placeOf(both) } }
        if (!place || isSame(place, reading.answer)) return reading
        if ('asked' in place) return { ...reading, begins: { [spec.placeKey]: place.asked } }
        return { ...reading, also: { ...reading.also, [spec.placeKey]: place.answer }, say: `Dạ, ${keeping(place)}` }
      }
      if (!place) return reading
      if ('note' in reading) return { ...reading, note: { ...(reading.note as NameNote | undefined), place } }
      return told ? { note: { ...note, place }, say: reading.again } : reading
    },
  }
}

/** The place in an input, and what is left of it. A description is kept as it is typed. */
function apart(input: Input, { note, ctx: { places } }: Asking<Note>): { input?: Input; place?: Place } {
  if (input.kind !== 'text' || note?.describe) return { input }
  const isPiece = note?.plain !== undefined && fold(note.plain) !== fold(input.text)
  const alone = placeAlone(input.text, places, !isPiece)
  if (alone) return { place: placeOf(alone) }
  const beside = placeBeside(input.text, places)
  return beside ? { input: { kind: 'text', text: beside.rest }, place: placeOf(beside.place) } : { input }
}

function placeOf({ typed, certain, matches }: PlaceSaid): Place {
  if (certain) return { answer: { code: certain.code, name: showUnit(certain) } }
  return { asked: { typed, codes: matches.map(({ unit }) => unit.code) } }
}

const keeping = (place: Place) =>
  'answer' in place && 'code' in place.answer
    ? `Trợ lý ghi luôn là ở ${place.answer.name} ạ.`
    : 'Trợ lý giữ lại, lát nữa mình xem là nơi nào ạ.'

const isSame = (place: Place, name: string) => 'asked' in place && fold(place.asked.typed) === fold(name)
