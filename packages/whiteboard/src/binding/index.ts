export { bind, type Binding } from './binding.ts'
export { bindImages, type HeldImage, type ImageShelf } from './images.ts'
export type { Hand, SceneEditor } from './scene-editor.ts'
