import type { ProtocolFile } from '@copse/contract'

const MOST_CHARACTERS = 80

/** A protocol to begin one's own with, named so that the two are told apart in each language it is written in. */
export function copyOf(original: ProtocolFile): ProtocolFile {
  const { id: _id, version: _version, ...file } = original
  const { en, es } = file.title
  return {
    ...file,
    title: {
      en: `Our ${en}`.slice(0, MOST_CHARACTERS),
      ...(es && { es: `${es}, versión nuestra`.slice(0, MOST_CHARACTERS) }),
    },
  }
}
