import { sessionRoles, type Protocol, type SessionRole, type Step } from '@copse/contract'
import { Camera, CameraOff, Mic, MicOff, Pencil, PencilOff, UsersRound } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import app from '../../app/app.module.css'
import { Select } from '../../design/index.ts'
import { previewOf, type Preview } from '../model/preview.ts'
import { LayoutPicture } from '../layout-picture.tsx'
import { useStepWords } from '../use-step-words.ts'
import css from './editor.module.css'

/** A step as somebody in a role would have it, answered by the engine that runs the room. */
export function PreviewPanel({ protocol, step }: { protocol: Protocol; step: Step }) {
  const { t } = useStepWords()
  const [role, setRole] = useState<SessionRole>('participant')
  const preview = useMemo(() => previewOf(protocol, step.id, role), [protocol, step.id, role])
  return (
    <section className={css.preview}>
      <h2>{t('protocols.preview.title')}</h2>
      <Select
        label={t('protocols.preview.as')}
        value={role}
        options={sessionRoles.map((one) => ({ value: one, label: t(`room.role.${one}`) }))}
        onChange={({ target }) => setRole(target.value as SessionRole)}
      />
      <div className={css.screen} aria-live="polite">
        {preview ? (
          <Screen preview={preview} role={role} />
        ) : (
          <p className={app.soft}>{t('protocols.preview.nobody')}</p>
        )}
      </div>
    </section>
  )
}

function Screen({ preview, role }: { preview: Preview; role: SessionRole }) {
  const { say, t } = useStepWords()
  const { step, floor, board, ownSheet, group, circle } = preview
  const writes = board === 'write' || board === 'own'
  const free = (may: boolean) => (may ? t('protocols.preview.yours') : t('protocols.preview.closed'))
  return (
    <>
      <h3>{say(step.title) || t('protocols.edit.untitled')}</h3>
      {step.round?.item ? <p className={app.quote}>{say(step.round.item)}</p> : null}
      <p>{say(step.prompt)}</p>
      <ul className={css.rights}>
        <Right
          on={floor.speak}
          icon={floor.speak ? <Mic /> : <MicOff />}
          what={t('protocols.preview.microphone')}
          is={free(floor.speak)}
        >
          {t(`room.floor.${floor.speakReason}`)}
        </Right>
        <Right
          on={floor.camera}
          icon={floor.camera ? <Camera /> : <CameraOff />}
          what={t('protocols.preview.camera')}
          is={free(floor.camera)}
        />
        <Right
          on={writes}
          icon={writes ? <Pencil /> : <PencilOff />}
          what={t('protocols.preview.board')}
          is={ownSheet ? t('protocols.preview.ownSheet') : t(`protocols.preview.access.${board}`)}
        >
          {ownSheet ? t('room.floor.draft') : null}
        </Right>
        <Right
          on
          icon={<UsersRound />}
          what={
            circle
              ? t(`protocols.preview.${circle}`)
              : group
                ? t('protocols.preview.group', { names: group.join(', ') })
                : t('protocols.preview.together')
          }
        />
      </ul>
      {step.board.layout ? <LayoutPicture layout={step.board.layout} item={step.round?.item} /> : null}
      {role === 'facilitator' && step.guidance ? (
        <p className={app.soft}>
          <b>{t('protocols.preview.guidance')}</b> {say(step.guidance)}
        </p>
      ) : null}
    </>
  )
}

const Right = (props: { on: boolean; icon: ReactNode; what: string; is?: string; children?: ReactNode }) => (
  <li data-on={props.on}>
    <span aria-hidden="true">{props.icon}</span>
    <span>
      <b>{props.is ? `${props.what}: ${props.is}` : props.what}</b>
      {props.children ? <small>{props.children}</small> : null}
    </span>
  </li>
)
