import type { SessionState } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../app/app.module.css'
import { Button } from '../design/index.ts'
import css from './room.module.css'
import type { useSend } from './send.ts'

/** What a facilitator decides for everyone beyond the step. */
export function DeskFloor({ session, send }: { session: SessionState; send: ReturnType<typeof useSend>['send'] }) {
  const { t } = useTranslation()
  const all = session.overrides.everyone ?? { speak: null, write: null }
  const decide = (change: Partial<typeof all>) =>
    void send({ type: 'floor.override', personId: null, ...all, ...change })
  return (
    <section className={app.tight}>
      <h2>{t('room.desk.override')}</h2>
      <div className={css.deskGrid}>
        {(
          [
            ['speak', true, t('room.desk.everyoneSpeaks')],
            ['speak', false, t('room.desk.everyoneSilent')],
            ['write', true, t('room.desk.everyoneWrites')],
          ] as const
        ).map(([what, value, label]) => (
          <Button
            key={label}
            small
            aria-pressed={all[what] === value}
            look={all[what] === value ? 'primary' : 'secondary'}
            onPress={() => decide({ [what]: all[what] === value ? null : value })}
          >
            {label}
          </Button>
        ))}
        <Button
          small
          isDisabled={session.overrides.everyone === null}
          onPress={() => decide({ speak: null, write: null })}
        >
          {t('room.desk.asStep')}
        </Button>
      </div>
    </section>
  )
}
