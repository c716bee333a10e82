import type { Language } from '@copse/contract'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'

const KEPT = 'copse.language'

export const languageNames: Record<Language, string> = { en: 'English', es: 'Español' }
export const languages = Object.keys(languageNames) as Language[]

/** The language chosen here before, else the browser's, else English. */
function preferred(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map((tag) => tag?.slice(0, 2))
  return (wanted.find((tag) => languages.includes(tag as Language)) as Language | undefined) ?? 'en'
}

/** Loads a language's words, shows them and remembers the choice. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'es' && !i18next.hasResourceBundle('es', 'translation')) {
    const { es } = await import('./es.ts')
    i18next.addResourceBundle('es', 'translation', es)
  }
  await i18next.changeLanguage(language)
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
}

/** The words that did not come with the first page; English, for what another language lacks as well. */
export async function moreWords(): Promise<void> {
  const { enMore } = await import('./en-more.ts')
  i18next.addResourceBundle('en', 'translation', enMore, true)
}

export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
    keySeparator: '.',
    returnNull: false,
  })
  await chooseLanguage(preferred())
}
