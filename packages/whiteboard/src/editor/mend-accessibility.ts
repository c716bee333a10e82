/**
 * Mends what Excalidraw leaves unnamed or calls by a wrong role. Watches, since it draws its controls anew all the time. Returns how
 * to stop.
 */
export function mendAccessibility(root: HTMLElement, drawingSurface: string): () => void {
  const each = (selector: string, mend: (element: HTMLElement) => void) =>
    root.querySelectorAll<HTMLElement>(selector).forEach(mend)

  const mendAll = () => {
    each('canvas.interactive', (canvas) => {
      canvas.setAttribute('role', 'img')
      canvas.setAttribute('aria-label', drawingSurface)
    })
    each('canvas.static', (canvas) => canvas.setAttribute('aria-hidden', 'true'))
    each('button:not([aria-label]):not([aria-labelledby])', (button) => {
      const name = button.textContent?.trim() ? null : button.title || button.dataset.testid
      if (name) button.setAttribute('aria-label', name)
    })
    each('input:not([aria-label]):not([id])', (input) => {
      const { title, name, type } = input as HTMLInputElement
      input.setAttribute('aria-label', title || name || type)
    })
    // A row of colours among others is no dialog that hides the rest of the page; it is named by what stands above it.
    each('.color-picker-container[role=dialog]', (colours) => {
      colours.setAttribute('role', 'group')
      colours.removeAttribute('aria-modal')
      const heading = colours.parentElement?.parentElement?.querySelector('h3')?.textContent
      if (heading) colours.setAttribute('aria-label', heading)
    })
    each('footer[role=contentinfo]', (footer) => footer.setAttribute('role', 'presentation'))
  }
  mendAll()
  const observer = new MutationObserver(mendAll)
  observer.observe(root, { childList: true, subtree: true })
  return () => observer.disconnect()
}
