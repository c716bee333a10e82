import type { SessionState } from '@copse/contract'
import { draftsNow } from '@copse/protocols'
import type { RoomClient } from '@copse/room-client'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Actions, Button, Dialog } from '../../design/index.ts'
import { useSend } from '../send.ts'

/** Brings everyone's sheets to light, once it was said what that does. */
export function Reveal({ client, session }: { client: RoomClient; session: SessionState }) {
  const { t } = useTranslation()
  const { send, pending } = useSend(client)
  const [asks, setAsks] = useState(false)
  const drafts = draftsNow(session)
  if (!drafts) return null
  return (
    <>
      <Button small look="primary" onPress={() => setAsks(true)}>
        <Eye aria-hidden="true" />
        {t('circles.reveal.button')}
      </Button>
      <Dialog title={t('circles.reveal.title')} open={asks} onClose={() => setAsks(false)}>
        <p>{drafts.anonymous ? t('circles.reveal.textAnonymous') : t('circles.reveal.text')}</p>
        <Actions>
          <Button onPress={() => setAsks(false)}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            isPending={pending}
            onPress={() => void send({ type: 'drafts.reveal' }).then(() => setAsks(false))}
          >
            {t('circles.reveal.button')}
          </Button>
        </Actions>
      </Dialog>
    </>
  )
}
