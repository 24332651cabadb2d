import type { StoryEffect, StoryResults } from '../../effects/story.js'
import type { StandIn } from '../memory.js'

const FILE = { code: 'NT-2026-000007', name: 'Nguyễn Thị Ví Dụ', told: false }

/** A rehearsal has two stories, and one file that may be told. */
export const standIn: StandIn<StoryEffect, StoryResults> = {
  readStory: (_memory, { skip }) =>
    skip > 1 ? 'none' : { text: `Cô Ví Dụ ${skip + 1} nấu cháo cho người bệnh.`, older: 1 - skip },
  listTellable: () => [FILE],
  openTellable: (_memory, { code }) => ({
    ...FILE,
    code,
    unitName: 'Phường Lê Chân',
    deeds: ['Sáng nào cũng nấu cháo mang tới bệnh viện.'],
  }),
  publishStory: (_memory, { code, text }) => ({ code, text }),
  withdrawStory: () => [FILE],
  storyPictures: (_memory, { code }) => ({ code, pictures: ['aabbccdd'.repeat(8), '11223344'.repeat(8)] }),
  pictureStory: (_memory, { code, picture }) => ({ code, shown: picture !== undefined }),
}
