/** Zalo: every answer is HTTP 200 with this pair; anything but `error: 0` is a failure. */
export interface ZaloAnswer {
  error: number
  message: string
  data?: unknown
}

/** A refusal in the platform's own words. Thrown by handlers, answered with HTTP 200. */
export class ZaloRefusal extends Error {
  readonly error: number

  constructor(error: number, message: string) {
    super(message)
    this.name = 'ZaloRefusal'
    this.error = error
  }
}

/** Zalo: OA error table. Texts are what bots see in their logs; bots must decide by the number. */
export const refuse = {
  invalid: (field: string) => new ZaloRefusal(-201, `${field} is invalid`),
  tooMuch: (field: string) => new ZaloRefusal(-210, `${field} exceeds the limit`),
  attachmentExpired: () => new ZaloRefusal(-100, 'attachment_id was expired'),
  tokenExpired: () => new ZaloRefusal(-216, 'Access token has expired'),
  tokenRemoved: () => new ZaloRefusal(-220, 'access_token is expired or removed'),
  outOfQuota: () => new ZaloRefusal(-211, 'Out of quota'),
  atNight: () => new ZaloRefusal(-234, 'This message type is not allowed to be sent between 22:00 and 06:00'),
  noMoney: () => new ZaloRefusal(-321, 'Zalo Cloud account is out of balance'),
  notFollowing: () => new ZaloRefusal(-213, 'User has not followed the OA'),
  windowClosed: () => new ZaloRefusal(-230, 'User has not interacted with the OA in the past 7 days'),
  neverInteracted: () => new ZaloRefusal(-232, 'User has not interacted with the OA, or the interaction has expired'),
  unsupportedMessage: () => new ZaloRefusal(-233, 'Message type is invalid or not supported'),
  oldMessageApi: () => new ZaloRefusal(-240, 'MessageV2 API has been shut down, please switch to MessageV3'),
  noSuchApi: () => new ZaloRefusal(404, 'empty api'),
}

export function success(data: unknown): ZaloAnswer {
  return { error: 0, message: 'Success', data }
}
