import type { Language } from '@copse/contract'

/** The mails' words, in each language whole. */
export const mailWords: Record<
  Language,
  {
    signIn: (link: string, minutes: number) => { subject: string; text: string }
    invited: (community: string, by: string, link: string) => { subject: string; text: string }
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
  },
}
