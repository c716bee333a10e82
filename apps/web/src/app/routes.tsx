import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { moreWords } from '../i18n/index.ts'
import { Failed, Missing } from './failed.tsx'
import { Shell } from './shell.tsx'

const withMoreWords = (load: () => Promise<ComponentType>) => async () => {
  const [Component] = await Promise.all([load(), moreWords()])
  return { Component }
}

/** Every page is its own download; the room's is fetched by whoever goes there. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Failed />,
    hydrateFallbackElement: <></>,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('../community/home.tsx')).Home }) },
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./sign-in.tsx')).SignIn }) },
      { path: 'outbox', lazy: async () => ({ Component: (await import('./outbox.tsx')).Outbox }) },
      { path: 'join/:token', lazy: async () => ({ Component: (await import('../lobby/guest.tsx')).Guest }) },
      {
        path: 'search',
        lazy: withMoreWords(async () => (await import('../growing/search-page.tsx')).SearchPage),
      },
      {
        path: 'no-reminders/:token',
        lazy: withMoreWords(async () => (await import('../growing/no-reminders.tsx')).NoReminders),
      },
      {
        path: 'communities/:id',
        lazy: withMoreWords(async () => (await import('../community/community-page.tsx')).CommunityPage),
      },
      {
        path: 'communities/:id/schedule',
        lazy: withMoreWords(async () => (await import('../community/schedule.tsx')).Schedule),
      },
      {
        path: 'communities/:id/cards',
        lazy: withMoreWords(async () => (await import('../growing/cards-page.tsx')).CardsPage),
      },
      {
        path: 'communities/:id/protocols',
        lazy: withMoreWords(async () => (await import('../protocols/library.tsx')).Library),
      },
      {
        path: 'communities/:id/protocols/:protocolId',
        lazy: withMoreWords(async () => (await import('../protocols/protocol-page.tsx')).ProtocolPage),
      },
      {
        path: 'communities/:id/protocols/:protocolId/edit',
        lazy: withMoreWords(async () => (await import('../protocols/editor/editor-page.tsx')).EditorPage),
      },
      {
        path: 'communities/:id/protocols/:protocolId/rehearse',
        lazy: withMoreWords(async () => (await import('../protocols/rehearsal/rehearsal-page.tsx')).RehearsalPage),
      },
      {
        path: 'sessions/:id',
        lazy: withMoreWords(async () => (await import('../community/session-page.tsx')).SessionPage),
      },
      {
        path: 'sessions/:id/edit',
        lazy: withMoreWords(async () => (await import('../community/schedule.tsx')).Reschedule),
      },
      {
        path: 'sessions/:id/record',
        lazy: withMoreWords(async () => (await import('../record/record-page.tsx')).RecordPage),
      },
      {
        path: 'sessions/:id/record/replay',
        lazy: withMoreWords(async () => (await import('../record/replay/replay-page.tsx')).ReplayPage),
      },
      {
        path: 'sessions/:id/record/compare',
        lazy: withMoreWords(async () => (await import('../record/compare/compare-page.tsx')).ComparePage),
      },
      { path: '*', element: <Missing /> },
    ],
  },
  {
    path: 'sessions/:id/room',
    errorElement: <Failed />,
    hydrateFallbackElement: <></>,
    lazy: async () => ({ Component: (await import('../room/index.tsx')).RoomPage }),
  },
])
