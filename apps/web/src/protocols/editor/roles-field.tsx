import { sessionRoles, type SessionRole } from '@copse/contract'
import { useTranslation } from 'react-i18next'
import app from '../../app/app.module.css'
import { Check } from '../../design/index.ts'
import css from './editor.module.css'

/** Some of the roles there are. `atLeastOne`: the last one cannot be taken away. */
export function RolesField({
  label,
  value,
  among = sessionRoles,
  atLeastOne,
  onValue,
}: {
  label: string
  value: readonly SessionRole[]
  among?: readonly SessionRole[]
  atLeastOne?: boolean
  onValue: (value: SessionRole[]) => void
}) {
  const { t } = useTranslation()
  return (
    <fieldset className={css.roles}>
      <legend>{label}</legend>
      <div className={app.row}>
        {among.map((role) => (
          <Check
            key={role}
            type="checkbox"
            checked={value.includes(role)}
            disabled={atLeastOne && value.length === 1 && value.includes(role)}
            onChange={({ target }) =>
              onValue(sessionRoles.filter((one) => (one === role ? target.checked : value.includes(one))))
            }
          >
            {t(`room.role.${role}`)}
          </Check>
        ))}
      </div>
    </fieldset>
  )
}
