import type { Floor } from '@copse/contract'
import { assert, boolean, property } from 'fast-check'
import { TrackSource } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { grantsOf, sameGrants } from './grants.ts'

const { MICROPHONE, CAMERA, SCREEN_SHARE, SCREEN_SHARE_AUDIO } = TrackSource
const floorOf = (speak: boolean, camera: boolean, share: boolean): Floor => ({
  speak,
  camera,
  share,
  board: 'read',
  speakReason: 'open',
  boardReason: 'open',
})

test('[M6] each source is granted exactly when the floor gives it, and no list is ever empty', () => {
  assert(
    property(boolean(), boolean(), boolean(), (speak, camera, share) => {
      const { canPublish, canPublishSources } = grantsOf(floorOf(speak, camera, share))
      expect(canPublishSources.includes(MICROPHONE)).toBe(speak)
      expect(canPublishSources.includes(CAMERA)).toBe(camera)
      expect(canPublishSources.includes(SCREEN_SHARE)).toBe(share)
      expect(canPublishSources.includes(SCREEN_SHARE_AUDIO)).toBe(share)
      expect(canPublish).toBe(canPublishSources.length > 0)
    }),
  )
})

test.each([
  [[MICROPHONE, CAMERA], true, [CAMERA, MICROPHONE], true, true],
  [[], false, [], false, true],
  [[], true, [MICROPHONE], true, false], // empty is everything to LiveKit
  [[], true, [], false, false],
  [[CAMERA], true, [CAMERA, MICROPHONE], true, false],
])('[M8] %j (%s) against %j (%s): the same is %s', (one, may, other, mayOther, same) => {
  expect(
    sameGrants({ canPublish: may, canPublishSources: one }, { canPublish: mayOther, canPublishSources: other }),
  ).toBe(same)
})
