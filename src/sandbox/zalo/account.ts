import * as z from 'zod'
import { refuse, success, type ZaloAnswer } from './answer.js'
import type { ZaloSettings } from './options.js'
import type { Users, ZaloUser } from './users.js'
import type { Allowance } from './window.js'

const byUser = z.strictObject({ user_id: z.string().min(1) })
const byOwner = z.strictObject({
  quota_owner: z.enum(['OA', 'APP']),
  product_type: z.string().min(1),
  quota_type: z.string().optional(),
})

interface AccountDeps {
  settings: ZaloSettings
  users: Users
  allowance: Allowance
}

/** The calls that read: the OA itself, one user, quotas. */
export function createAccount({ settings, users, allowance }: AccountDeps) {
  function known(userId: string): ZaloUser | undefined {
    if (!users.exists(userId)) throw refuse.invalid('user_id')
    return users.byUserId(userId)
  }

  return {
    oa(): ZaloAnswer {
      return success({
        oaid: settings.oaId,
        name: 'Nhân Ái (sandbox)',
        description: 'OA thử nghiệm',
        oa_alias: 'nhanai',
        is_verified: true,
        oa_type: 4,
        cate_name: 'Tổ chức xã hội',
        num_follower: users.followers(),
        avatar: '',
        cover: '',
        package_name: 'OA Nâng cao',
        package_valid_through_date: '31/12/2099',
        package_auto_renew_date: '',
        linked_ZCA: '',
      })
    },
    /** Zalo: the argument is one JSON string in the query parameter `data`; -213 when the OA has never met the user. */
    userDetail(data: string | undefined): ZaloAnswer {
      const read = byUser.safeParse(parseJson(data))
      if (!read.success) throw refuse.invalid('data')
      const user = known(read.data.user_id)
      if (!user || (user.lastInteraction === null && !user.follows)) throw refuse.notFollowing()
      return success({
        user_id: user.userId,
        user_id_by_app: user.userIdByApp,
        user_external_id: '',
        display_name: user.name,
        user_alias: user.name,
        is_sensitive: false,
        user_last_interaction_date: user.lastInteraction === null ? '' : day(user.lastInteraction),
        user_is_follower: user.follows,
        avatar: '',
        avatars: { '120': '', '240': '' },
        dynamic_param: '',
        tags_and_notes_info: { notes: [], tag_names: [] },
        // Zalo: this phone may come as a number.
        ...(user.shared && { shared_info: { ...user.shared, phone: Number(user.shared.phone) } }),
      })
    },
    messageQuota(body: unknown): ZaloAnswer {
      const one = byUser.safeParse(body)
      if (one.success) {
        const user = known(one.data.user_id)
        return success({
          last_interaction: String(user?.lastInteraction ?? 0),
          cs_reply: { remain: 8, total: 8 },
          promotion: { daily_remain: 0, daily_total: 0, monthly_remain: 0, monthly_total: 0 },
        })
      }
      const owner = byOwner.safeParse(body)
      if (!owner.success) throw refuse.invalid('body')
      const { product_type } = owner.data
      const quota = { remain: allowance.remain(), total: settings.packageQuota, valid_through: '31/12/2099' }
      return success([{ asset_id: 'sandbox-package', product_type, quota_type: 'sub_quota', ...quota }])
    },
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** Zalo: DD/MM/YYYY; the zone is not stated, Vietnam's (UTC+7) is assumed. */
function day(at: number): string {
  const [year, month, date] = new Date(at + 7 * 3_600_000).toISOString().slice(0, 10).split('-')
  return `${date}/${month}/${year}`
}
