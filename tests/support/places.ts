import { buildPlaces, type Places } from '../../src/flows/vi/places.js'
import type { PlacesSource } from '../../src/store/units.js'

/** An organisation tree that never changes; of no unit at all unless `places` is given. */
export function fixedPlaces(places: Places = buildPlaces([])): PlacesSource {
  return { at: async () => places, latest: () => ({ version: 0, places }) }
}
