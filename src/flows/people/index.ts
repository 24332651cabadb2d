// "Người và vai trò": who may do what for which unit, told and ordered in chat.
import type { Flow } from '../flow.js'
import { INVITE_LINK } from '../invite-code.js'
import { answers, reviews } from '../roles.js'
import { onlyFor } from '../turn/theirs.js'
import { list } from '../vi/phrases.js'
import * as absence from './absence.js'
import * as invite from './invite.js'
import { askForCode, inviteIn, redeemed } from './redeem.js'
import * as roles from './roles.js'

export const people: Flow = {
  doors: [
    {
      command: 'invited',
      label: 'Mã mời',
      link: new RegExp(`^${INVITE_LINK}([\\w-]*)$`, 'i'),
      heard: inviteIn,
      phrases: list('mã mời; nhập mã mời; tôi có mã mời; lời mời; tôi được mời'),
      open: (t, code) => (code === '' ? askForCode(t) : void t.effects.push({ do: 'redeemInvite', code })),
    },
    ...roles.doors,
    ...invite.doors,
    ...absence.doors,
  ],
  panels: { ...roles.panels, ...onlyFor(answers, invite.panels), ...onlyFor(reviews, absence.panels) },
  told: {
    redeemInvite: redeemed,
    createInvite: invite.invited,
    listInvites: invite.invites,
    revokeInvite: invite.revoked,
    listPeople: roles.listed,
    openPerson: roles.opened,
    endRole: roles.ended,
    showAbsence: absence.shown,
    setAbsence: absence.set,
    endAbsence: absence.over,
  },
  news: { roleEnded: roles.roleEnded, deputy: absence.deputy },
}
