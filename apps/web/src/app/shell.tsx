import { useQuery } from '@tanstack/react-query'
import { Settings } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { Avatar, Button, ButtonLink, Notice } from '../design/index.ts'
import css from './app.module.css'
import { queries } from './queries.ts'
import { useOnline } from './use-online.ts'

// Menus and dialogs come when somebody is signed in, or asks: a guest's first page needs neither.
const UserMenu = lazy(() => import('./user-menu.tsx'))
const Profile = lazy(() => import('./profile.tsx'))

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
          <Suspense fallback={<Avatar id={me.actor.personId} name={me.actor.name} />}>
            <UserMenu actor={me.actor} onProfile={() => setProfile(true)} />
          </Suspense>
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
      {profile ? (
        <Suspense>
          <Profile me={me ?? null} onClose={() => setProfile(false)} />
        </Suspense>
      ) : null}
      <ScrollRestoration />
    </div>
  )
}
