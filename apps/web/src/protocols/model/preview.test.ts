import { catalogue, protocolById } from '@copse/protocols'
import { expect, test } from 'vitest'
import { rolesIn } from './cast.ts'
import { draftOf, stepsOf } from './draft.ts'
import { previewOf } from './preview.ts'

const preview = (id: string, step: string, role: Parameters<typeof previewOf>[2]) =>
  previewOf(protocolById(id)!, step, role)!

test('[E8] a presenter who listens sees her microphone closed; the group has it', () => {
  expect(preview('consultancy', 'discussion', 'presenter').floor).toMatchObject({
    speak: false,
    speakReason: 'not-your-role',
  })
  expect(preview('consultancy', 'discussion', 'participant').floor.speak).toBe(true)
  expect(preview('consultancy', 'discussion', 'observer').floor).toMatchObject({ speak: false, board: 'read' })
})
test('[E8] in triads two others are with one; facilitators are in no group', () => {
  const { group } = preview('microlab', 'sharing', 'participant')
  expect(group!.length).toBe(2)
  expect(preview('microlab', 'sharing', 'facilitator').group).toBeNull()
})
test('[E8] where drafts are kept each has a sheet of her own', () => {
  const anonymous = catalogue
    .flatMap((protocol) => stepsOf(draftOf(protocol)).map((step) => ({ protocol, step })))
    .filter(({ step }) => step.board.drafts)
  expect(anonymous.length).toBeGreaterThan(0)
  for (const { protocol, step } of anonymous) {
    const seen = previewOf(protocol, step.id, 'participant')!
    expect([protocol.id, step.id, seen.ownSheet]).toEqual([protocol.id, step.id, true])
    expect(previewOf(protocol, step.id, 'observer')!.ownSheet).toBe(false)
  }
})
test.each(catalogue.map((protocol) => [protocol.id, protocol] as const))(
  '[E8] every step of %s can be looked at in every role there is',
  (_, protocol) => {
    // In a round the standing presenter takes part; there is somebody for every other role.
    const roles = rolesIn(protocol).filter((role) => role !== 'presenter')
    const unseen = stepsOf(draftOf(protocol)).flatMap(({ id }) =>
      roles.filter((role) => previewOf(protocol, id, role)?.step.id !== id).map((role) => `${id} as ${role}`),
    )
    expect(unseen).toEqual([])
  },
)
