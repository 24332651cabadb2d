// The picture shown with a story: one of the file's own, once those in it have agreed.
import type { StoryEffect, StoryResults } from '../flows/effects/story.js'
import { type Actor, audit } from './audit.js'
import type { Tx } from './database.js'
import { boxOf } from './sealed.js'
import { tellableOf } from './story.js'

type By = Actor & { personId: string }
type Choice = Extract<StoryEffect, { do: 'pictureStory' }>

// A paper that was photographed is a picture too: whoever chooses sees them all.
const PICTURES = `SELECT DISTINCT ON (f.sha256) f.sha256 FROM file f JOIN nominator r ON r.id = f.nominator_id
  WHERE r.nomination_id = $1 AND r.withdrawn_at IS NULL AND f.state = 'stored' AND f.mime = 'image/jpeg'
    AND f.sha256 LIKE $2 || '%' ORDER BY f.sha256 LIMIT 10`

/** The pictures of a file that is told, by content hash; 'none' also where it is not theirs. Noted as seen. */
export async function storyPictures(tx: Tx, code: string, by: By, now: number): Promise<StoryResults['storyPictures']> {
  const found = await tellableOf(tx, code, by, 'storyPictures', now)
  if (!found?.told) return 'none'
  await audit(tx, { by, action: 'view', on: { kind: 'nomination', id: code }, unit: found.unit }, now)
  const { rows } = await tx.query<{ sha256: string }>(PICTURES, [found.id, ''])
  return { code, pictures: rows.map(({ sha256 }) => sha256) }
}

/** Shows a picture with the story, with the proof that those in it agreed; or none any more. */
export async function pictureStory(
  tx: Tx,
  { code, picture }: Omit<Choice, 'do'>,
  by: By,
  now: number,
): Promise<StoryResults['pictureStory']> {
  const found = await tellableOf(tx, code, by, 'pictureStory', now)
  if (!found?.told) return 'none'
  const chosen = picture && (await tx.query<{ sha256: string }>(PICTURES, [found.id, picture.hash])).rows[0]
  if (picture && !chosen) return 'none'
  if (picture && !picture.guardian && (await isChild(tx, found.id))) return 'child'
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM story WHERE nomination_id = $1', [found.id])
  const { id } = rows[0]!
  await tx.query('UPDATE story SET picture = $2, picture_how = $3, picture_note = $4 WHERE id = $1', [
    id,
    chosen?.sha256 ?? null,
    picture ? (picture.guardian ? 'guardian' : 'nominee') : null,
    picture ? boxOf(tx, 'story', id).seal('picture_note', picture.note) : null,
  ])
  const details = { picture: chosen ? 'shown' : 'taken away' }
  await audit(tx, { by, action: 'publishStory', on: { kind: 'nomination', id: code }, unit: found.unit, details }, now)
  return { code, shown: chosen !== undefined }
}

/** Their guardian agreed to their name: they are a child. */
async function isChild(tx: Tx, nomination: string): Promise<boolean> {
  const { rows } = await tx.query<{ how: string }>(
    'SELECT how FROM nominee_consent WHERE nomination_id = $1 ORDER BY id DESC LIMIT 1',
    [nomination],
  )
  return rows[0]?.how === 'guardian'
}
