const latin =
  'U+20-7e,U+a0-a3,U+a5-a6,U+a8-ab,U+ad-b1,U+b4,U+b6-b8,U+ba-ff,U+131,U+152-153,U+2bc,U+2c6,U+2da,U+2dc,U+304,U+308,U+2013-2014,U+2018-201a,U+201c-201e,U+2020,U+2022,U+2024-2026,U+2030,U+2039-203a,U+20ac,U+2122,U+2212'
const beyondLatin =
  'U+100-130,U+132-137,U+139-149,U+14c-151,U+154-17e,U+192,U+1fc-1ff,U+218-21b,U+237,U+1e80-1e85,U+1ef2-1ef3,U+2113'

/** The board's faces as the editor names them, from where the editor's own are served. */
const faces: readonly (readonly [family: string, file: string, range?: string])[] = [
  ['Excalifont', 'Excalifont/Excalifont-Regular-a88b72a24fb54c9f94e3b5fdaa7481c9', latin],
  ['Excalifont', 'Excalifont/Excalifont-Regular-be310b9bcd4f1a43f571c46df7809174', beyondLatin],
  ['Nunito', 'Nunito/Nunito-Regular-XRXI3I6Li01BKofiOc5wtlZ2di8HDIkhdTQ3j6zbXWjgeg'],
  ['Comic Shanns', 'ComicShanns/ComicShanns-Regular-279a7b317d12eb88de06167bd672b4b4'],
  ['Lilita One', 'Lilita/Lilita-Regular-i7dPIFZ9Zz-WBtRtedDbYEF8RXi4EwQ'],
  ['Cascadia', 'Cascadia/CascadiaCode-Regular'],
  ['Virgil', 'Virgil/Virgil-Regular'],
]

/** Makes them known to the page; each is fetched when a letter is first drawn in it. */
export function addBoardFonts(): void {
  for (const [family, file, unicodeRange] of faces)
    document.fonts.add(
      new FontFace(family, `url(/board-fonts/fonts/${file}.woff2)`, { ...(unicodeRange && { unicodeRange }) }),
    )
}
