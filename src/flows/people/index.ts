// "Người và vai trò": who may do what for which unit, told and ordered in chat.
import type { Flow } from '../flow.js'
import { INVITE_LINK } from '../invite-code.js'
import { inviteIn, redeemed } from './redeem.js'

export const people: Flow = {
  doors: [
    {
      command: 'invited',
      label: 'Mã mời',
      link: new RegExp(`^${INVITE_LINK}([\\w-]*)$`, 'i'),
      heard: inviteIn,
      open: (t, code) => void t.effects.push({ do: 'redeemInvite', code }),
    },
  ],
  told: { redeemInvite: redeemed },
}
