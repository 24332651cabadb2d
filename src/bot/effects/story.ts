// Stories told in public: read by anybody, written by officers of the file's unit.
import type { StoryEffect } from '../../flows/effects/story.js'
import { listTellable, openTellable, publishStory, readStory, withdrawStory } from '../../store/story.js'
import { pictureStory, storyPictures } from '../../store/story-picture.js'
import type { Handlers } from './effect.js'

export const story: Handlers<StoryEffect> = {
  readStory: async (tx, _who, { skip }) => ({ result: await readStory(tx, skip) }),
  listTellable: async (tx, who, _effect, now) => ({ result: await listTellable(tx, who, now) }),
  openTellable: async (tx, who, { code }, now) => ({ result: await openTellable(tx, code, who, now) }),
  publishStory: async (tx, who, { code, text }, now) => ({ result: await publishStory(tx, { code, text }, who, now) }),
  storyPictures: async (tx, who, { code }, now) => ({ result: await storyPictures(tx, code, who, now) }),
  pictureStory: async (tx, who, { code, picture }, now) => ({
    result: await pictureStory(tx, { code, picture }, who, now),
  }),
  withdrawStory: async (tx, who, { code }, now) => ({ result: await withdrawStory(tx, code, who, now) }),
}
