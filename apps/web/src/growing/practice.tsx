import { useQuery } from '@tanstack/react-query'
import { Sprout } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import app from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { Card, Empty } from '../design/index.ts'
import { formatDay } from '../i18n/times.ts'
import css from './growing.module.css'
import { PromiseItem } from './promise-item.tsx'
import { isOpen, promises } from './promise-queries.ts'

/** What a member promised, still open first; nothing where she promised nothing. */
export function OwnPromises({ communityId }: { communityId: string }) {
  const { t } = useTranslation()
  const { data } = useQuery(promises(communityId))
  if (!data || data.mine.length === 0) return null
  const open = data.mine.filter(({ outcome }) => isOpen(outcome))
  const told = data.mine.filter(({ outcome }) => !isOpen(outcome))
  return (
    <Card className={app.stack}>
      <h2>{t('growing.promise.title')}</h2>
      {open.length === 0 ? <p className={app.soft}>{t('growing.promise.none')}</p> : null}
      <ul className={app.list}>
        {open.map((promise) => (
          <PromiseItem key={promise.id} communityId={communityId} promise={promise} />
        ))}
      </ul>
      {told.length > 0 ? (
        <details>
          <summary>{t('growing.promise.told')}</summary>
          <ul className={`${app.list} ${css.below}`}>
            {told.map((promise) => (
              <PromiseItem key={promise.id} communityId={communityId} promise={promise} />
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  )
}

/** What members tried and let the community read: stories, each by itself, none against another. */
export function Stories({ communityId }: { communityId: string }) {
  const { t, i18n } = useTranslation()
  const { data, error, refetch } = useQuery(promises(communityId))
  return (
    <section className={app.stack} aria-labelledby="stories">
      <h2 id="stories">{t('growing.story.title')}</h2>
      {error ? <Problem error={error} retry={() => void refetch()} /> : null}
      {data?.stories.length === 0 ? <Empty>{t('growing.story.empty')}</Empty> : null}
      <ul className={app.list}>
        {data?.stories.map((story) => (
          <li key={story.id} className={css.story}>
            <Sprout aria-hidden="true" />
            <div className={app.tight}>
              <p>
                <strong>{story.name}</strong> {t(`growing.story.${story.outcome}`, { what: story.text })}
              </p>
              {story.changed ? <blockquote className={css.words}>{story.changed}</blockquote> : null}
              <p className={app.about}>
                {formatDay(story.at, i18n.language)} · {t('growing.story.from')}{' '}
                <Link to={`/sessions/${story.sessionId}/record`}>{story.sessionTitle}</Link>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
