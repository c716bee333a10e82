import type { Protocol } from '@copse/contract'
import { each, everyoneReads, everyoneWrites, minutes, nobody, open, ownSheets, page, suggested } from './step.ts'

export const leanCoffee: Protocol = {
  id: 'lean-coffee',
  version: 1,
  title: { en: 'Lean Coffee', es: 'Café sin agenda (Lean Coffee)' },
  summary: {
    en: 'A meeting without an agenda: people write topics, vote, and talk about the ones with the most dots.',
    es: 'Una reunión sin agenda: se escriben temas, se vota y se habla de los que tienen más puntos.',
  },
  useWhen: {
    en: 'The group should decide today what it talks about, and nobody has prepared anything.',
    es: 'El grupo debe decidir hoy de qué habla y nadie ha preparado nada.',
  },
  description: page({
    en: [
      'A meeting whose agenda is made in its first ten minutes by those who are there. Topics are talked about in the order of their dots, for a few minutes each, and the group itself decides whether a topic gets more.',
      'All write topics on notes, each on a sheet of her own. In turn everyone says half a minute about hers. All place three dots. The topic with most dots comes first: a few minutes of talk, and in its last seconds thumbs, up or down, which nobody else sees. With a majority for it the topic gets three minutes more, as far as the session has them; else the next begins. At the end each says what she takes with her.',
      'As facilitator, keep the three columns of the board true: to discuss, discussing, discussed. The room names each topic, asks for thumbs and goes on; you may always go to the next, or give a topic more time. At the bell the speaker ends her sentence, and nobody answers it.',
      'A known failure: a topic’s owner presents it at length, and the talk becomes an answer to her. Another: the thumbs are skipped because it is so interesting, and two topics fill the hour. If topics run out, close earlier.',
    ],
    es: [
      'Una reunión cuya agenda hacen en los primeros diez minutos quienes están. Los temas se tratan en el orden de sus puntos, unos minutos cada uno, y el propio grupo decide si un tema recibe más.',
      'Todas las personas escriben temas en notas, cada una en su hoja. Por turno, cada una dice medio minuto sobre los suyos. Cada cual coloca tres puntos. El tema con más puntos va primero: unos minutos de conversación y, en los últimos segundos, los pulgares, arriba o abajo, que nadie más ve. Con mayoría a favor recibe tres minutos más, si la sesión los tiene; si no, empieza el siguiente. Al final cada persona dice qué se lleva.',
      'Al facilitar, mantenga al día las tres columnas de la pizarra: por tratar, tratando, tratado. La sala nombra cada tema, pide los pulgares y sigue; usted siempre puede pasar al siguiente o dar más tiempo. Al sonar la campana quien habla termina su frase y nadie la contesta.',
      'Un fallo conocido: quien propuso el tema lo expone largamente y la conversación se vuelve una respuesta. Otro: se omiten los pulgares porque es muy interesante y dos temas llenan la hora. Si se acaban los temas, cierren antes.',
    ],
  }),
  attribution: {
    origin: 'Jim Benson and Jeremy Lightsmith',
    source: 'Public descriptions of Lean Coffee (openpracticelibrary.com; thompson.wiki.innovateoregon.org)',
    licence: 'Prompts: Apache-2.0, own words',
  },
  people: { min: 5, max: 12 },
  needsPresenter: false,
  steps: [
    {
      id: 'write',
      title: { en: 'Write topics', es: 'Escribir temas' },
      prompt: {
        en: 'In silence: what would you like to talk about today? One topic on a note.',
        es: 'En silencio: ¿de qué quisieran hablar hoy? Un tema por nota.',
      },
      minutes: minutes(4, 3, 5),
      floor: nobody,
      board: {
        ...ownSheets,
        layout: {
          kind: 'columns',
          titles: [
            { en: 'To discuss', es: 'Por tratar' },
            { en: 'Discussing', es: 'Tratando' },
            { en: 'Discussed', es: 'Tratado' },
          ],
        },
      },
      onEnd: 'advance',
      silence: true,
    },
    {
      id: 'pitch',
      title: { en: 'Half a minute each', es: 'Medio minuto cada persona' },
      prompt: {
        en: 'In turn: say in a sentence or two what your topics are about.',
        es: 'Por turno: digan en una o dos frases de qué tratan sus temas.',
      },
      guidance: {
        en: 'Move the topics to the first column and put together what is the same.',
        es: 'Lleve los temas a la primera columna y junte lo que sea lo mismo.',
      },
      minutes: each(minutes(0.5, 0.25, 0.5)),
      floor: { mode: 'rounds', turnSeconds: 30 },
      board: everyoneWrites,
      onEnd: 'ask',
    },
    {
      id: 'vote',
      title: { en: 'Place your dots', es: 'Colocar los puntos' },
      prompt: {
        en: 'In silence, place three dots on what you want to talk about; several on one topic if you like.',
        es: 'En silencio, coloquen tres puntos en lo que quieran hablar; varios en un mismo tema si lo desean.',
      },
      minutes: suggested(2, 1, 4),
      floor: nobody,
      board: everyoneReads,
      votes: { dots: 3 },
      onEnd: 'advance',
      silence: true,
    },
    {
      repeat: 'topics',
      most: 6,
      steps: [
        {
          id: 'topic',
          title: { en: 'One topic', es: 'Un tema' },
          prompt: {
            en: 'Talk about it. In the last seconds say for yourself whether to go on. At the bell whoever speaks ends her sentence, and nobody answers it.',
            es: 'Conversen. En los últimos segundos cada quien dice si seguir. Al sonar la campana quien habla termina su frase y nadie la contesta.',
          },
          minutes: minutes(8, 5, 11),
          floor: open,
          board: everyoneWrites,
          goOn: { minutes: 3, times: 1 },
          onEnd: 'advance',
        },
      ],
    },
    {
      id: 'close',
      title: { en: 'What we take with us', es: 'Lo que nos llevamos' },
      prompt: {
        en: 'One thing each: what do you take with you? Write what you will try.',
        es: 'Una cosa cada persona: ¿qué se llevan? Escriban qué van a probar.',
      },
      minutes: suggested(5, 3, 10),
      floor: open,
      board: everyoneWrites,
      onEnd: 'chime',
    },
  ],
}
