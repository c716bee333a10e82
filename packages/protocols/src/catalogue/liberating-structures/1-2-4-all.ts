import type { Protocol } from '@copse/contract'
import { everyoneReads, everyoneWrites, groupsOf, minutes, nobody, open, page } from '../step.ts'

export const oneTwoFourAll: Protocol = {
  id: '1-2-4-all',
  version: 1,
  title: { en: '1-2-4-All', es: '1-2-4-Todos' },
  summary: {
    en: 'A question is thought about alone, then in pairs, then in fours, then with everyone.',
    es: 'Una pregunta se piensa a solas, luego en parejas, luego en cuartetos y luego con todo el grupo.',
  },
  useWhen: {
    en: 'You need ideas from everyone, however many they are, in a quarter of an hour.',
    es: 'Se necesitan ideas de todas las personas, por muchas que sean, en un cuarto de hora.',
  },
  description: page({
    en: [
      'Ideas grow as circles grow. Everyone thinks alone first, so that nobody waits for the quick ones; then two, then four build on it; at last each four gives the whole group one idea.',
      'A minute alone, in silence, with one’s own notes. Two minutes in a pair. Four minutes in a four, made of two pairs: what do your ideas have in common, which is the strongest? Then all together for five minutes, in which every four says the one idea that stood out.',
      'As facilitator, give one clear question and leave it in sight. Online the walk from circle to circle takes a few seconds; give pairs up to four minutes when people do not know one another. In the last step ask for one idea from each four, and no list.',
      'A known failure: fours report everything they said, and the end takes longer than all before. Another: skipping the minute alone because it seems too short to matter. It is what the rest stands on.',
    ],
    es: [
      'Las ideas crecen al crecer los círculos. Primero cada persona piensa a solas, para que nadie espere a las más rápidas; luego dos y luego cuatro construyen sobre eso; al final cada cuarteto da una idea a todo el grupo.',
      'Un minuto a solas, en silencio, con las propias notas. Dos minutos en pareja. Cuatro minutos en un cuarteto, hecho de dos parejas: ¿qué tienen en común sus ideas?, ¿cuál es la más fuerte? Después, todo el grupo durante cinco minutos, en los que cada cuarteto dice la idea que más destacó.',
      'Al facilitar, dé una sola pregunta clara y déjela a la vista. En línea, pasar de un círculo a otro lleva unos segundos; dé hasta cuatro minutos a las parejas cuando no se conozcan. En el último paso pida una idea por cuarteto, no una lista.',
      'Un fallo conocido: los cuartetos cuentan todo lo que dijeron y el final dura más que todo lo anterior. Otro: saltarse el minuto a solas porque parece demasiado corto. Sobre él se apoya lo demás.',
    ],
  }),
  attribution: {
    origin: 'Keith McCandless and Henri Lipmanowicz, Liberating Structures',
    source:
      'Public descriptions of 1-2-4-All (newwaysofworking; medium the-liberators; bttraininghub for online minutes)',
    licence: 'CC BY-SA 4.0',
  },
  people: { min: 4, max: 60 },
  needsPresenter: false,
  steps: [
    {
      id: 'alone',
      title: { en: 'Alone', es: 'A solas' },
      prompt: {
        en: 'In silence, in your own notes: what is your answer to the question?',
        es: 'En silencio y en sus notas: ¿cuál es su respuesta a la pregunta?',
      },
      minutes: minutes(1, 1, 3),
      floor: nobody,
      board: everyoneReads,
      onEnd: 'advance',
      silence: true,
    },
    {
      id: 'pairs',
      title: { en: 'In pairs', es: 'En parejas' },
      prompt: {
        en: 'Tell each other what you have, and build on it.',
        es: 'Cuéntense lo que tienen y construyan sobre ello.',
      },
      minutes: minutes(2, 2, 5),
      floor: open,
      board: everyoneWrites,
      grouping: groupsOf(2),
      onEnd: 'advance',
    },
    {
      id: 'fours',
      title: { en: 'In fours', es: 'En cuartetos' },
      prompt: {
        en: 'What do your ideas share, where do they differ? Agree on the one that stands out.',
        es: '¿Qué comparten sus ideas y en qué difieren? Acuerden la que más destaca.',
      },
      minutes: minutes(4, 3, 8),
      floor: open,
      board: everyoneWrites,
      grouping: { kind: 'merge' },
      onEnd: 'advance',
    },
    {
      id: 'all',
      title: { en: 'All together', es: 'Todo el grupo' },
      prompt: {
        en: 'One idea from each four: which one stood out for you?',
        es: 'Una idea por cuarteto: ¿cuál destacó para ustedes?',
      },
      guidance: {
        en: 'One idea at a time; ask for others only when every four has been heard.',
        es: 'Una idea cada vez; pida otras solo cuando se haya oído a todos los cuartetos.',
      },
      minutes: minutes(5, 4, 12),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
