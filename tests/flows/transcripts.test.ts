import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { FLOWS } from '../../src/flows/index.js'
import { play, type Transcript } from '../../src/flows/rehearsal/rehearsal.js'
import { buildPlaces } from '../../src/flows/vi/places.js'
import { readUnits } from '../../src/store/reference.js'
import { transcriptJson } from '../../src/tools/talk/transcript-json.js'

// Whole conversations, recorded with `npm run talk -- --save name` and read by people who speak Vietnamese.
// UPDATE=1 writes them anew from what came in: read the difference before you commit it.
const folder = fileURLToPath(new URL('transcripts/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const places = buildPlaces(readUnits())
const all = files.map((file) => readFileSync(folder + file, 'utf8')).join('\n')

it.each(files)('%s', (file) => {
  const kept: Transcript = JSON.parse(readFileSync(folder + file, 'utf8'))
  const played = play(kept, places)
  if (process.env.UPDATE) writeFileSync(folder + file, transcriptJson(played))
  else expect(JSON.parse(transcriptJson(played))).toEqual(kept)
})

it.each(Object.entries(FLOWS))('%s: whatever it finds is told in some conversation', (_name, { told = {} }) => {
  const found = Object.keys(told).filter((effect) => !all.includes(`"do":"${effect}"`))
  expect(found).toEqual([])
})

it('has a conversation for every kind of nomination and of trouble', () => {
  expect(files.map((file) => file.replace('.json', ''))).toEqual(
    expect.arrayContaining([
      'back-edit-save-resume',
      'collective',
      'community-complete',
      'consent-refused',
      'every-refusal',
      'individual-complete',
      'interrupted-for-a-week',
      'no-diacritics',
      'old-buttons-and-stray-media',
      'self',
      'three-short-messages',
    ]),
  )
})
