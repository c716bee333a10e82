declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string | string[]
  }
}

/** Where the board's fonts are served; the build step in `vite/` puts them there. Excalidraw looks for it when it first opens. */
window.EXCALIDRAW_ASSET_PATH = '/board-fonts/'

/** What is written by hand, and the two other faces on the menu. Text measured before its font is there is cut off, for everyone. */
export const loadFonts = (): Promise<unknown> =>
  Promise.allSettled(['Excalifont', 'Nunito', 'Comic Shanns'].map((family) => document.fonts.load(`20px "${family}"`)))
