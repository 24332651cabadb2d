import { countDrafts, type DraftCounts } from '../../store/drafts.js'
import type { AdminCommands } from './command.js'

export const commands: AdminCommands = {
  drafts: {
    usage: 'drafts',
    does: 'số bản kể dở (chỉ đếm, không xem nội dung)',
    run: async (_given, { prisma, now }) => draftLines(await countDrafts(await prisma(), now)),
  },
}

function draftLines({ people, drafts, day, week }: DraftCounts): string[] {
  return [
    `Bản kể dở: ${drafts}, của ${people} người.`,
    `Có trả lời thêm trong 24 giờ qua: ${day}; trong 7 ngày qua: ${week}.`,
    'Nội dung bản kể dở là riêng của người kể, không xem được ở đây.',
  ]
}
