import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'

export type ThemeChoice = 'system' | 'light' | 'dark'
const KEPT = 'copse.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

const resolve = (choice: ThemeChoice): 'light' | 'dark' =>
  choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
const first = (localStorage.getItem(KEPT) as ThemeChoice | null) ?? 'system'
const store = createStore(() => ({ choice: first, theme: resolve(first) }))

function show() {
  document.documentElement.dataset.theme = store.getState().theme
}
store.subscribe(show)
dark.addEventListener('change', () => store.setState(({ choice }) => ({ theme: resolve(choice) })))
show()

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEPT, choice)
  store.setState({ choice, theme: resolve(choice) })
}
export const useTheme = () => useStore(store)
