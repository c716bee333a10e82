import type { Language } from '@copse/contract'

/** The mails' words, in each language whole. */
export const mailWords: Record<
  Language,
  {
    signIn: (link: string, minutes: number) => { subject: string; text: string }
    invited: (community: string, by: string, link: string) => { subject: string; text: string }
    reminder: (about: {
      promise: string
      session: string
      /** When it was promised, in the reader's words. */
      when: string
      link: string
      stop: string
    }) => { subject: string; text: string }
  }
> = {
  en: {
    signIn: (link, minutes) => ({
      subject: 'Your sign-in link for Copse',
      text: `Open this link to sign in. It works once, within ${minutes} minutes.\n\n${link}\n\nIf you did not ask for it, you can ignore this mail.`,
    }),
    invited: (community, by, link) => ({
      subject: `${by} invites you to ${community}`,
      text: `${by} has added you to the community “${community}” on Copse.\n\nSign in with this address here:\n${link}`,
    }),
    reminder: ({ promise, session, when, link, stop }) => ({
      subject: 'What you wanted to try',
      text: `On ${when}, in “${session}”, you wrote:\n\n    ${promise}\n\nHow did it go? “Not yet” is a fine answer, too:\n${link}\n\nYou asked for this mail; it is sent once. If you want no reminders at all, open this:\n${stop}`,
    }),
  },
  es: {
    signIn: (link, minutes) => ({
      subject: 'Su enlace para entrar en Copse',
      text: `Abra este enlace para entrar. Funciona una vez, durante ${minutes} minutos.\n\n${link}\n\nSi no lo pidió, puede ignorar este mensaje.`,
    }),
    invited: (community, by, link) => ({
      subject: `${by} le invita a ${community}`,
      text: `${by} le ha añadido a la comunidad «${community}» en Copse.\n\nEntre con esta dirección aquí:\n${link}`,
    }),
    reminder: ({ promise, session, when, link, stop }) => ({
      subject: 'Lo que quería probar',
      text: `El ${when}, en «${session}», escribió:\n\n    ${promise}\n\n¿Cómo le fue? «Todavía no» también es una buena respuesta:\n${link}\n\nUsted pidió este mensaje; se envía una sola vez. Si no quiere ningún recordatorio, abra esto:\n${stop}`,
    }),
  },
}
