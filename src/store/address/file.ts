// The file behind an address: who the family is, what they need, whether they agreed to be known. Whoever looks is noted.

import { mayBeChild } from '../../flows/child.js'
import type { AddressFile, AddressResults, NotDone } from '../../flows/effects/address.js'
import type { AddressState } from '../../flows/needs.js'
import { type Actor, audit } from '../audit.js'
import type { Tx } from '../database.js'
import { boxOf } from '../sealed.js'
import { mayHandle } from './address.js'

interface FileRow {
  id: string
  unitCode: string
  code: string
  group: string
  unit: string
  state: AddressState
  summary: string
  name: string | null
  birthYear: string | null
  guardian: string | null
  phone: string | null
  place: string | null
  details: string | null
  papersAt: Date | null
  consentedAt: Date | null
  reason: string | null
  seen: string | null
  suggestedBy: { own: boolean; name: string; phone: string } | null
}

/** The whole of an address; who looks is noted. */
export async function openAddressFile(tx: Tx, code: string, by: Actor, now: number): Promise<AddressFile | NotDone> {
  const { rows } = await tx.query<FileRow>(
    `SELECT a.id, a.unit_code AS "unitCode", a.code, a.group_key AS "group", u.name AS unit, a.state, a.summary,
       a.reason, p.name, p.birth_year AS "birthYear", p.guardian, p.phone, p.place, p.details, p.papers_at AS "papersAt",
       p.consented_at AS "consentedAt",
       (SELECT max(c.id) FROM audit c WHERE c.subject_kind = 'address' AND c.subject = a.code AND c.action = 'changeAddress') AS seen,
       (SELECT json_build_object('own', s.own, 'name', s.name, 'phone', s.phone) FROM suggestion s
         WHERE s.address_id = a.id AND s.name IS NOT NULL) AS "suggestedBy"
     FROM address a JOIN unit u ON u.code = a.unit_code LEFT JOIN address_private p ON p.address_id = a.id WHERE a.code = $1`,
    [code],
  )
  const row = rows[0]
  if (!row) return 'none'
  if (!(await mayHandle(tx, by, row.unitCode, 'openAddressFile', now))) return 'refused'
  await audit(tx, { by, action: 'view', on: { kind: 'address', id: code }, unit: row.unitCode }, now)
  const needs = await tx.query<{
    id: string
    form: string
    what: string
    measure: string
    quantity: string
    taken: string
    rhythm: string
    neededBy: string | null
  }>(
    `SELECT id, form, what, measure, quantity, taken, rhythm, to_char(needed_by, 'YYYY-MM-DD') AS "neededBy"
     FROM need WHERE address_id = $1 ORDER BY id`,
    [row.id],
  )
  const { id, papersAt, consentedAt, birthYear, guardian, phone, reason, seen, suggestedBy, ...rest } = row
  const family = boxOf(tx, 'address_private', id)
  const told = boxOf(tx, 'suggestion', id)
  return {
    ...rest,
    ...(seen === null ? {} : { seen }),
    name: family.open('name', rest.name) ?? '',
    place: family.open('place', rest.place) ?? '',
    details: family.open('details', rest.details) ?? '',
    birthYear: birthYear === null ? undefined : Number(family.open('birth_year', birthYear)),
    guardian: family.open('guardian', guardian) ?? undefined,
    phone: family.open('phone', phone) ?? undefined,
    papersSeen: papersAt !== null,
    consented: consentedAt !== null,
    reason: boxOf(tx, 'address', id).open('reason', reason) ?? undefined,
    suggestedBy: suggestedBy
      ? {
          own: suggestedBy.own,
          name: told.open('name', suggestedBy.name),
          phone: told.open('phone', suggestedBy.phone),
        }
      : undefined,
    needs: needs.rows.map(({ neededBy, ...need }) => ({
      ...need,
      quantity: Number(need.quantity),
      taken: Number(need.taken),
      ...(neededBy ? { neededBy } : {}),
    })),
  }
}

/**
 * Writes down that the family agreed that whoever helps may know who they are, or took it back; for a child the guardian, who
 * is known or named here. Gives the file as it is then, 'guardian' where nobody may agree.
 */
export async function setFamilyConsent(
  tx: Tx,
  {
    code,
    agreed,
    guardian,
    by,
    now,
  }: { code: string; agreed: boolean; guardian?: string | undefined; by: Actor; now: number },
): Promise<AddressResults['setFamilyConsent']> {
  const { rows } = await tx.query<{ id: string; unit: string; state: string; born: string | null; guarded: boolean }>(
    `SELECT a.id, a.unit_code AS unit, a.state, p.birth_year AS born, p.guardian IS NOT NULL AS guarded
     FROM address a LEFT JOIN address_private p ON p.address_id = a.id WHERE a.code = $1 FOR UPDATE OF a`,
    [code],
  )
  const found = rows[0]
  if (!found) return 'none'
  if (!(await mayHandle(tx, by, found.unit, 'setFamilyConsent', now))) return 'refused'
  if (found.state === 'erased') return 'notNow'
  const family = boxOf(tx, 'address_private', found.id)
  const born = found.born === null ? undefined : Number(family.open('birth_year', found.born))
  if (agreed && !guardian && !found.guarded && mayBeChild(born, now)) return 'guardian'
  await tx.query(
    'UPDATE address_private SET consented_at = $2, guardian = coalesce($3, guardian) WHERE address_id = $1',
    [found.id, agreed ? new Date(now) : null, family.seal('guardian', guardian)],
  )
  const on = { kind: 'address', id: code }
  const details = { familyConsent: agreed, ...(guardian ? { what: 'guardian' } : {}) }
  await audit(tx, { by, action: 'changeAddress', on, unit: found.unit, details }, now)
  return openAddressFile(tx, code, by, now)
}
