import { useQuery } from '@tanstack/react-query'
import { LogOut, Settings } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { Avatar, Button, ButtonLink, Menu, MenuItem, Notice } from '../design/index.ts'
import { api } from './api.ts'
import css from './app.module.css'
import { Profile } from './profile.tsx'
import { queries, queryClient } from './queries.ts'
import { useOnline } from './use-online.ts'

/** What stands around every page but the room. */
export function Shell() {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const { data: me } = useQuery(queries.me)
  const [profile, setProfile] = useState(false)
  const isOnline = useOnline()
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  useEffect(() => {
    // A new page begins at its top, for the keyboard and for screen readers too.
    if (shown.current !== pathname) main.current?.focus({ preventScroll: true })
    shown.current = pathname
  }, [pathname])

  async function signOut() {
    await api('/sign-out', { method: 'POST' })
    queryClient.clear()
    location.assign('/sign-in')
  }

  const name = me?.actor?.name
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t('app.skip')}
      </a>
      <header className={css.header}>
        <Link to="/" className={css.brand}>
          <img src="/icon.svg" alt="" />
          {t('app.name')}
        </Link>
        <div className={css.push} />
        {me?.actor ? (
          <Menu
            label={t('app.menu')}
            trigger={
              <Button look="quiet" className={css.you} iconOnly aria-label={`${t('app.menu')}: ${name}`}>
                <Avatar id={me.actor.personId} name={name ?? ''} />
              </Button>
            }
          >
            <MenuItem onAction={() => setProfile(true)}>
              <Settings aria-hidden="true" />
              {t('profile.title')}
            </MenuItem>
            <MenuItem onAction={() => void signOut()}>
              <LogOut aria-hidden="true" />
              {t('app.signOut')}
            </MenuItem>
          </Menu>
        ) : me ? (
          <>
            <Button look="quiet" aria-label={t('room.controls.appearance')} iconOnly onPress={() => setProfile(true)}>
              <Settings aria-hidden="true" />
            </Button>
            {pathname === '/sign-in' ? null : <ButtonLink to="/sign-in">{t('app.signIn')}</ButtonLink>}
          </>
        ) : null}
      </header>
      <main id="main" ref={main} className={css.main} tabIndex={-1}>
        {isOnline ? null : <Notice kind="warn">{t('app.offline')}</Notice>}
        <Outlet />
      </main>
      {profile ? <Profile me={me ?? null} onClose={() => setProfile(false)} /> : null}
      <ScrollRestoration />
    </div>
  )
}
