// What somebody says to an officer, in the words the officer reads.
import type { Turn, Words } from '../flow.js'
import { MAX_FILE_BYTES } from './files.js'

export const UNREADABLE = {
  sticker: 'nhãn dán',
  voice: 'tin thoại',
  video: 'video',
  location: 'vị trí',
  poll: 'bình chọn',
  payment: 'khoản tiền',
  other: 'tin nhắn',
}

/** What of it an officer gets, in the words of whoever sent it; undefined where it is words. */
export function nameOfSent(words: Words): string | undefined {
  if (words.kind !== 'files') return undefined
  const kept = words.files.filter(({ size = 0 }) => size <= MAX_FILE_BYTES)
  const has = (kind: 'photo' | 'file') => kept.some((one) => one.kind === kind)
  return [...(has('photo') ? ['ảnh'] : []), ...(has('file') ? ['tệp'] : [])].join(' và ') || 'lời'
}

/** The words of a note, without the ids of its files: a telephone number can be read in some of those. */
export const wordsOfNote = (note: string) => note.replace(/^\((?:ảnh|tệp) [0-9a-f-]{36}\)$/gm, '').trim()

/** As an officer reads it. Files are kept, and named by their ids. */
export function noteOf(t: Turn, words: Words): string {
  switch (words.kind) {
    case 'text':
      return words.text
    case 'unusable':
      return [`(${UNREADABLE[words.what]})`, words.words].filter(Boolean).join('\n')
    case 'details':
      return [words.name, words.phone].filter(Boolean).join(', ') || '(danh thiếp)'
    case 'files': {
      const kept = words.files.map((source, n) => {
        const what = source.kind === 'photo' ? 'ảnh' : 'tệp'
        if ((source.size ?? 0) > MAX_FILE_BYTES) return `(${what} lớn hơn 20 MB, không nhận được)`
        const file = t.ctx.id(n)
        t.effects.push({ do: 'keepFile', file, source })
        return `(${what} ${file})`
      })
      return [...kept, words.caption].filter(Boolean).join('\n')
    }
  }
}
