// Every column that can hold words is of one class: sealed, or open for a reason that is said here. A new one has to be put somewhere.
import { afterAll, expect, it } from 'vitest'
import { SEALED, type SealedTable } from '../../../src/store/sealed.js'
import { testDatabase } from '../../support/database.js'

const { pool, drop } = await testDatabase()
afterAll(() => drop())

/** Why a column lies open. */
const OPEN: Record<string, string> = {
  // Codes, kinds, states, roles, rungs, names of channels: no one's words.
  codes: `_prisma_migrations.id _prisma_migrations.checksum _prisma_migrations.migration_name _prisma_migrations.logs
    address.code address.unit_code address.group_key address.shown_unit address.shown_group address.state address.list_key
    allowance.channel audit.channel audit.action audit.subject_kind audit.subject audit.unit_code audit.details
    broadcast.unit_code broadcast.state broadcast.reason broadcast.policy broadcast.occasion broadcast.fill broadcast_chunk.channel
    broadcast_press.button calendar_day.kind campaign.unit_code campaign.late campaign.state campaign_setting.unit_code
    consent.purpose consent.version consent.channel contact.channel copy.channel copy.name counter.prefix data_key.id data_key.covers
    decision.verdict decision.ticks erasure.accounts file.channel file.ref file.kind file.mime file.state file.purpose
    front_door.channel story.picture story.picture_how template_offer.channel inbox.channel inbox.event_id inbox.state inbox.error invite.role invite.unit_code issue.state
    ledger.event ledger.address ledger.form ledger.unit_code link.maker_channel link.state link.stopped link_row.name link_row.key
    live_message.key live_message.external_id member.unit_code need.form need.rhythm nomination.code nomination.kind
    nomination.unit_code nomination.state nomination.programme nominator_reminder.rung nominator_reminder.about
    nominator_reminder.state nominee_consent.how outbox.kind outbox.state outbox.reason outbox.external_id pace.channel
    pledge.code pledge.draft_id pledge.state pledge.proposed_from pledge.rhythm programme.code recipient.channel recipient.way recipient.state
    recipient.reason recipient.external_id regroup.kind regroup.accounts regroup.state_before reminder.rung reminder.state
    reminder.why review.title review.state review.ticks role_grant.role role_grant.unit_code round.programme round.stage
    round.unit_code round.ladder round.late suggestion.draft_id tally.what ticket.kind ticket.asked_unit ticket.unit_code
    ticket.purpose timer.kind timer.scope zalo_token.oa_id`,
  // One line of our own, with what it may quote taken out.
  errors: 'timer.error',
  // The platforms' numbers of accounts, without which no answer finds its way.
  accounts: 'contact.address inbox.address',
  hashes: `consent.text_hash copy.key file.sha256 consent_code.code_hash invite.code_hash ledger.hash ledger_head.hash link.code_hash nominator.phone_hash
    receipt_code.hash zalo_token.seed_hash erasure.address erasure.families`,
  // Meant for everybody, or for all members of a unit; or written by us.
  public: `address.summary broadcast.audience broadcast.body broadcast.weekly broadcast.form calendar_day.name issue.audience
    campaign_theme.text consent.text front_door.link issue.body need.what need.measure programme.name programme.body story.text
    round.reason unit.code unit.name unit.kind unit.parent_code unit.former_district unit.former_province unit.aliases unit.edited
    unit.merged_into`,
  // What the movement tells of people, and who tells it: reviewers search and compare it.
  told: `nomination.nominee_name nomination.nominee_folded nomination.unit_text nomination.unit_key nomination.nominee_parts
    nomination.nominee_spelled
    nominator.name nominator.answers file.name consent.reply`,
  // Who helps, as an officer's list shows them; the number to call them by is sealed.
  helpers: 'pledge.name pledge.organisation pledge.position pledge.place pledge.starts',
  // On their way: emptied in the moment they are handled or sent.
  passing: 'inbox.body outbox.body',
  // Sealed as a whole from the moment it holds a number or a family's matters (store/sealed/session.ts).
  conversation: 'session.state',
  // The platform's own secrets, kept by whoever runs the database.
  tokens: 'zalo_token.access_token zalo_token.refresh_token',
}

it('every column of words is sealed, or open for a reason', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('text', 'json', 'jsonb', 'ARRAY', 'character varying')`,
  )
  const sealed = Object.entries(SEALED as Record<string, SealedTable>).flatMap(([table, { columns }]) =>
    columns.map((column) => `${table}.${column}`),
  )
  const open = Object.values(OPEN).flatMap((names) => names.split(/\s+/).filter(Boolean))
  expect([...sealed, ...open].sort()).toEqual(rows.map(({ name }) => name).sort())
})

it('whatever may hold a number to call, a family or an officer’s words is among the sealed', async () => {
  const { rows } = await pool.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'text'
       AND (column_name IN ('phone', 'note', 'proposal', 'question', 'answer', 'details', 'guardian') OR table_name = 'address_private')`,
  )
  expect(rows.length).toBeGreaterThan(10)
  const lies = rows.filter(
    ({ table, column }) => !(SEALED as Record<string, SealedTable>)[table]?.columns.includes(column),
  )
  expect(lies).toEqual([])
})
