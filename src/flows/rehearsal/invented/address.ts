// What an officer finds in a rehearsal: a suggested address and a pledge of nobody.
import type { AddressFile } from '../../effects/address.js'
import type { PledgeFile } from '../../needs.js'

export interface RegistryMemory {
  files: AddressFile[]
  pledges: PledgeFile[]
}

const WARD = { unit: 'Phường Lê Chân', unitCode: '11383' }

export function inventedRegistry(): RegistryMemory {
  return {
    files: [
      {
        ...WARD,
        code: 'DCND-2026-0101',
        group: 'hardship',
        state: 'proposed',
        summary: '',
        name: '',
        place: 'ngõ 5, gần chợ',
        details: 'Cụ bà sống một mình, mái nhà dột, hay hết gạo.',
        papersSeen: false,
        consented: false,
        suggestedBy: { own: false, name: 'Phạm Thị Lan', phone: '+84912345678' },
        needs: [],
      },
    ],
    pledges: [
      {
        code: 'DK-2026-000101',
        address: 'DCND-2026-0102',
        unit: WARD.unit,
        state: 'asked',
        form: 'material',
        what: 'gạo và sữa',
        measure: 'suất',
        quantity: 3000,
        delivered: 0,
        unconfirmed: 0,
        deliveries: [],
        rhythm: 'once',
        needRhythm: 'once',
        name: 'Trần Văn Minh',
        phone: '+84987654321',
        organisation: 'Công đoàn Công ty giày Thành Công',
        place: WARD.unit,
        position: 'Chủ tịch công đoàn',
        starts: 'tuần này',
      },
    ],
  }
}
