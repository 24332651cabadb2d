import sharp from 'sharp'
import type { PlatformName } from '../../src/sandbox/bubbles.js'
import type { Citizen, World } from '../support/world.js'

export const STORY =
  'Suốt năm năm qua, sáng nào cô cũng dậy từ ba giờ nấu cháo, rồi đạp xe ra bệnh viện Việt Tiệp phát cho bệnh nhân nghèo. Có hôm mưa bão, cô vẫn che áo mưa cho nồi cháo, để ai cũng có một bát cháo nóng trước giờ khám.'

/** As it is typed: in two messages. */
const PIECES = STORY.split(/(?<=cháo,) /)

/** A picture as phones make it, with a place in its EXIF. */
export function picture(): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#d9a' } })
    .withExif({ IFD0: { Copyright: 'phone' }, IFD3: { GPSLatitude: '20/1 51/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
}

/** Tells a whole nomination of one person, with a photo; gives its code. */
export async function tellIndividual(world: World, citizen: Citizen, platform: PlatformName): Promise<string> {
  if (platform === 'telegram') world.sandbox.telegram.start('p2')
  else world.sandbox.zalo.follow('p1')
  await world.settle()
  await toSummary(citizen, platform === 'zalo' ? 'Nguyễn Thị Hoa' : 'Trần Văn Bình')
  const done = await citizen.presses('Gửi đi')
  const code = /NT-\d{4}-\d{6}/.exec(done)?.[0]
  if (!code) throw new Error(`no code in: ${done}`)
  return code
}

/** The same as far as the summary. */
export async function toSummary(citizen: Citizen, nominee: string): Promise<void> {
  await citizen.presses('Giới thiệu người tốt')
  await citizen.presses('Tôi đồng ý')
  await citizen.presses('Một người')
  await citizen.says(nominee)
  await citizen.says('Lê Chân')
  if (!citizen.reads().includes('Chuyện ấy ra sao')) await citizen.presses('Phường Lê Chân')
  for (const piece of PIECES) await citizen.says(piece)
  await citizen.presses('Xong')
  await citizen.says('bệnh nhân nghèo ở bệnh viện, khoảng 200 người')
  await citizen.presses('Trả lời từng câu')
  await citizen.says('Có, vì cô là tổ phó gương mẫu')
  await citizen.presses('Tôi không rõ')
  await citizen.presses('Có')
  await citizen.presses('Bỏ qua')
  await citizen.sendsPhoto(await picture())
  await citizen.presses('Xong')
  await citizen.presses('Chưa biết')
  await citizen.says('Phạm Thị Lan')
  await citizen.says('0912 345 678')
}
