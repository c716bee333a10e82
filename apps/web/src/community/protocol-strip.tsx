import type { Protocol } from '@copse/contract'
import { plan } from '@copse/protocols'
import app from '../app/app.module.css'
import { PictureKey, StepPicture } from '../protocols/step-picture.tsx'
import { StepListing } from '../protocols/step-listing.tsx'

/** A protocol's steps in the time there is: as a picture, and as the list that says the same. */
export function ProtocolStrip({ protocol, minutes }: { protocol: Protocol; minutes: number }) {
  const agenda = plan(protocol, { minutes })
  return (
    <div className={app.stack}>
      <div className={app.tight}>
        <StepPicture agenda={agenda} />
        <PictureKey agenda={agenda} />
      </div>
      <StepListing protocol={protocol} agenda={agenda} />
    </div>
  )
}
