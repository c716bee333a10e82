import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import app from '../app/app.module.css'
import { Problem } from '../app/failed.tsx'
import { PageTitle } from '../app/page-title.tsx'
import { queries } from '../app/queries.ts'
import { Button, Empty, Loading } from '../design/index.ts'
import { CardItem } from './card-item.tsx'
import { cardLibrary } from './card-queries.ts'
import css from './growing.module.css'
import { MakeCard } from './make-card.tsx'

/** A community's library of practices, and those that others share. */
export function CardsPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const community = useQuery(queries.community(id))
  const { data, error, refetch } = useQuery(cardLibrary(id))
  const [tag, setTag] = useState<string | null>(null)
  const [making, setMaking] = useState(false)
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!data) return <Loading label={t('loading')} />
  const tags = [...new Set([...data.cards, ...data.fromOthers].flatMap((card) => card.tags))].sort()
  const shown = tag !== null && tags.includes(tag) ? tag : null
  const within = (cards: typeof data.cards) => cards.filter((card) => shown === null || card.tags.includes(shown))
  return (
    <div className={app.loose}>
      <PageTitle title={t('growing.card.library')} />
      <div className={app.between}>
        <div className={app.tight}>
          <Link to={`/communities/${id}`}>{community.data?.name}</Link>
          <h1>{t('growing.card.library')}</h1>
          <p className={app.lead}>{t('growing.card.lead')}</p>
        </div>
        <Button onPress={() => setMaking(true)}>
          <Plus aria-hidden="true" />
          {t('growing.card.new')}
        </Button>
      </div>
      {tags.length > 0 ? (
        <div className={app.row} role="group" aria-label={t('growing.card.tags')}>
          {tags.map((one) => (
            <button
              key={one}
              type="button"
              className={css.tag}
              aria-pressed={shown === one}
              onClick={() => setTag(shown === one ? null : one)}
            >
              {one}
            </button>
          ))}
        </div>
      ) : null}
      {data.cards.length === 0 ? <Empty>{t('growing.card.empty')}</Empty> : null}
      <ul className={app.grid}>
        {within(data.cards).map((card) => (
          <CardItem key={card.id} card={card} />
        ))}
      </ul>
      {within(data.fromOthers).length > 0 ? (
        <section className={app.stack}>
          <h2>{t('growing.card.others')}</h2>
          <ul className={app.grid}>
            {within(data.fromOthers).map((card) => (
              <CardItem key={card.id} card={card} />
            ))}
          </ul>
        </section>
      ) : null}
      {making ? <MakeCard communityId={id} notes={[]} source={null} onClose={() => setMaking(false)} /> : null}
    </div>
  )
}
