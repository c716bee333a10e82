import type { Protocol } from '@copse/contract'
import { everyoneWrites, groupsOf, minutes, nobody, open, ownSheets, page, suggested } from '../step.ts'

const groups = { ...groupsOf(6), above: 12 }

export const whatSoWhatNowWhat: Protocol = {
  id: 'what-so-what-now-what',
  version: 1,
  title: { en: 'What? So What? Now What?', es: '¿Qué? ¿Y qué? ¿Y ahora qué?' },
  summary: {
    en: 'A shared experience is looked at in three stages: what happened, what it means, what to do.',
    es: 'Una experiencia común se mira en tres etapas: qué pasó, qué significa y qué hacer.',
  },
  useWhen: {
    en: 'Something happened that all were part of, and the group argues about what to do before it agrees on what took place.',
    es: 'Pasó algo en lo que todo el mundo tomó parte, y el grupo discute qué hacer antes de acordar qué ocurrió.',
  },
  description: page({
    en: [
      'A look back in three stages, each with its own question. Facts first, meaning second, action last: so that people do not quarrel about a plan while they have different events in mind.',
      'For every stage: a minute alone, in silence, with a sheet of one’s own; some minutes in a group, where the sheets come to light and are talked about; then the groups share what stands out with everyone. First, what happened, what did you notice? Then, why does it matter, what does it tell us? At last, what shall we do?',
      'As facilitator, hold the first stage to what could have been filmed. Interpretations that come early are noted and wait. The ladder on the board helps: each stage stands on the one below. Up to twelve people stay one group.',
      'A known failure: the first stage is skipped as obvious. It is not: people saw different things. Another: the third stage brings wishes for what others should do. Ask for what those who are here can begin with.',
    ],
    es: [
      'Una mirada atrás en tres etapas, cada una con su pregunta. Primero los hechos, después el sentido, al final la acción: así no se discute un plan mientras cada cual piensa en sucesos distintos.',
      'En cada etapa: un minuto a solas, en silencio, con la propia hoja; unos minutos en grupo, donde las hojas salen a la luz y se comentan; luego los grupos comparten con todo el mundo lo que destaca. Primero, ¿qué pasó, qué notaron? Después, ¿por qué importa, qué nos dice? Al final, ¿qué haremos?',
      'Al facilitar, mantenga la primera etapa en lo que se podría haber filmado. Las interpretaciones que llegan pronto se anotan y esperan. Ayuda la escalera de la pizarra: cada etapa se apoya en la de abajo. Hasta doce personas siguen siendo un solo grupo.',
      'Un fallo conocido: se salta la primera etapa por obvia. No lo es: las personas vieron cosas distintas. Otro: la tercera etapa trae deseos de lo que deberían hacer otras personas. Pida con qué pueden empezar quienes están.',
    ],
  }),
  attribution: {
    origin: 'Keith McCandless and Henri Lipmanowicz, Liberating Structures',
    source: 'Public descriptions of W³ (liberatingstructures.com; liberatingstructures-uncovered.com)',
    licence: 'CC BY-SA 4.0',
  },
  people: { min: 6, max: 40 },
  needsPresenter: false,
  steps: [
    {
      id: 'begin',
      title: { en: 'What we look at', es: 'Qué miramos' },
      prompt: {
        en: 'Facilitator: name the experience we look back on, in a sentence, and the three stages.',
        es: 'Facilitación: nombre en una frase la experiencia que miramos y las tres etapas.',
      },
      minutes: suggested(3, 1, 5),
      floor: open,
      board: {
        ...everyoneWrites,
        layout: {
          kind: 'ladder',
          titles: [
            { en: 'What? What we saw and heard', es: '¿Qué? Lo que vimos y oímos' },
            { en: 'So what? What it may mean', es: '¿Y qué? Lo que puede significar' },
            { en: 'So what? What we conclude', es: '¿Y qué? Lo que concluimos' },
            { en: 'Now what? What we will do', es: '¿Y ahora qué? Lo que haremos' },
          ],
        },
      },
      onEnd: 'ask',
    },
    {
      repeat: 'questions',
      items: [
        { en: 'What? What happened, what did you notice?', es: '¿Qué? ¿Qué pasó, qué notaron?' },
        { en: 'So what? Why does it matter, what does it tell us?', es: '¿Y qué? ¿Por qué importa, qué nos dice?' },
        { en: 'Now what? What shall we do?', es: '¿Y ahora qué? ¿Qué haremos?' },
      ],
      steps: [
        {
          id: 'alone',
          title: { en: 'Alone', es: 'A solas' },
          prompt: {
            en: 'In silence, on your own sheet: what is your answer?',
            es: 'En silencio y en su hoja: ¿cuál es su respuesta?',
          },
          minutes: minutes(1, 1, 3),
          floor: nobody,
          board: ownSheets,
          grouping: groups,
          onEnd: 'advance',
          silence: true,
        },
        {
          id: 'group',
          title: { en: 'In the group', es: 'En el grupo' },
          prompt: {
            en: 'Look at what everyone wrote and talk: what do we have in common, what is missing?',
            es: 'Miren lo que escribió cada persona y conversen: ¿qué tenemos en común, qué falta?',
          },
          minutes: minutes(6, 2, 8),
          floor: open,
          board: everyoneWrites,
          grouping: groups,
          onEnd: 'advance',
        },
        {
          id: 'share',
          title: { en: 'With everyone', es: 'Con todo el grupo' },
          prompt: {
            en: 'What stands out? Where you sat in groups: one after another.',
            es: '¿Qué destaca? Si hubo grupos: uno tras otro.',
          },
          guidance: {
            en: 'Write it on the rung of this stage.',
            es: 'Escríbalo en el peldaño de esta etapa.',
          },
          minutes: suggested(6, 2, 8),
          floor: open,
          board: everyoneWrites,
          onEnd: 'ask',
        },
      ],
    },
    {
      id: 'close',
      title: { en: 'Close', es: 'Cierre' },
      prompt: {
        en: 'Say or write what you will begin with.',
        es: 'Digan o escriban con qué van a empezar.',
      },
      minutes: suggested(3, 2, 6),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
