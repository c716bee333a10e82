import type { ComponentProps, ReactNode } from 'react'
import {
  Dialog as AriaDialog,
  Header,
  Heading,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
  Modal,
  ModalOverlay,
  Popover,
  Pressable,
  type MenuItemProps,
} from 'react-aria-components'
import { Button } from './button.tsx'
import css from './design.module.css'

/** `keeps`: holds what somebody types, so that a click beside it does not throw it away. */
export function Dialog({
  title,
  open,
  keeps,
  onClose,
  children,
}: {
  title: string
  open: boolean
  keeps?: boolean
  onClose: () => void
  children: ReactNode
}) {
  return (
    <ModalOverlay className={css.overlay} isOpen={open} isDismissable={!keeps} onOpenChange={(now) => now || onClose()}>
      <Modal className={css.modal}>
        <AriaDialog className={css.dialog}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
export const Actions = ({ children }: { children: ReactNode }) => <div className={css.actions}>{children}</div>

/** Asks before something cannot be taken back. */
export function Confirm(props: {
  title: string
  text: string
  yes: string
  no: string
  open: boolean
  pending?: boolean
  onYes: () => void
  onClose: () => void
}) {
  return (
    <Dialog title={props.title} open={props.open} onClose={props.onClose}>
      <p>{props.text}</p>
      <Actions>
        <Button onPress={props.onClose}>{props.no}</Button>
        <Button look="danger" isPending={props.pending} onPress={props.onYes}>
          {props.yes}
        </Button>
      </Actions>
    </Dialog>
  )
}

export function Menu({
  trigger,
  children,
  label,
}: {
  trigger: ComponentProps<typeof Pressable>['children']
  children: ReactNode
  label: string
}) {
  return (
    <MenuTrigger>
      <Pressable>{trigger}</Pressable>
      <Popover className={css.popover}>
        <AriaMenu aria-label={label}>{children}</AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
export const MenuItem = (props: Omit<MenuItemProps, 'className'>) => (
  <AriaMenuItem {...props} className={css.menuItem} />
)

/** Items that belong together, under a heading of their own or just set apart. */
export const MenuSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <AriaMenuSection className={css.menuSection}>
    <Header className={css.menuTitle}>{title}</Header>
    {children}
  </AriaMenuSection>
)
