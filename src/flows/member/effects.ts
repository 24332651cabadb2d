export type MemberEffect = { do: 'joinUnit'; unit: string } | { do: 'leaveUnit'; unit: string } | { do: 'showUnits' }

export interface MemberResults {
  joinUnit: { unit: string; unitName: string } | 'none'
  leaveUnit: { unit: string; unitName: string }[]
  showUnits: { unit: string; unitName: string }[]
}
