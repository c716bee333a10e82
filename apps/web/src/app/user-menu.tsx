import type { Actor } from '@copse/contract'
import { LogOut, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar, Button, Menu, MenuItem } from '../design/index.ts'
import { api } from './api.ts'
import css from './app.module.css'
import { queryClient } from './queries.ts'

/** Who is signed in; their name and language, and the way out. */
export default function UserMenu({ actor, onProfile }: { actor: Actor; onProfile: () => void }) {
  const { t } = useTranslation()
  async function signOut() {
    await api('/sign-out', { method: 'POST' })
    queryClient.clear()
    location.assign('/sign-in')
  }
  return (
    <Menu
      label={t('app.menu')}
      trigger={
        <Button look="quiet" className={css.you} iconOnly aria-label={`${t('app.menu')}: ${actor.name}`}>
          <Avatar id={actor.personId} name={actor.name} />
        </Button>
      }
    >
      <MenuItem onAction={onProfile}>
        <Settings aria-hidden="true" />
        {t('profile.title')}
      </MenuItem>
      <MenuItem onAction={() => void signOut()}>
        <LogOut aria-hidden="true" />
        {t('app.signOut')}
      </MenuItem>
    </Menu>
  )
}
