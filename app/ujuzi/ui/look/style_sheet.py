"""The one style sheet of the windows, rendered from a theme's tokens and a text size.

Widgets choose their dress by a property (`role` of a label, `kind` of a button, `tone` of a bar)
or, where there is one of a sort, by object name. Gaps lie on the grid; what has a border keeps its
size when the border grows into a focus ring.
"""

from __future__ import annotations

from string import Template

from ujuzi.paths import resource
from ujuzi.ui.look.theme import RADIUS, Theme, TypeRole, size

_ROLES: tuple[TypeRole, ...] = ("caption", "body", "lead", "title", "display")
_MARKS = ("chevron", "dot", "tick")

_TEMPLATE = Template("""
QToolTip { background: $raised; color: $ink; border: 1px solid $line; padding: 4px 8px; }

QLabel[role="display"] { font-size: $display; font-weight: 700; }
QLabel[role="title"] { font-size: $title; font-weight: 700; }
QLabel[role="wordmark"] { font-size: $title; font-weight: 700; color: $accent; }
QLabel[role="lead"] { font-size: $lead; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="soft"] { color: $ink_soft; }
QLabel[role="caption"] { font-size: $caption; color: $ink_soft; }
QLabel[role="refusal"] { font-size: $caption; color: $danger; }
QLabel[role="code"] {
    font-family: "Noto Sans Mono"; font-size: $display; font-weight: 400; color: $ink;
    background: $surface; border: 1px solid $line; border-radius: ${radius}px; padding: 16px 24px;
}

QPushButton {
    background: $raised; color: $ink; border: 1px solid $line; border-radius: ${radius}px;
    padding: 7px 16px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border: ${ring}px solid $focus; padding: ${less8}px ${less17}px; }
QPushButton:disabled { color: $disabled; border-color: $hairline; background: transparent; }
QPushButton::menu-indicator { image: url("$chevron"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 8px; }
QPushButton[kind="primary"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: $accent_strong; border-color: $accent_strong;
}
QPushButton[kind="primary"]:focus { border: ${ring}px solid $focus_on_accent; }
QPushButton[kind="primary"]:disabled {
    background: $surface; color: $disabled; border-color: $hairline;
}
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton[kind="quiet"]:disabled { color: $disabled; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="danger"]:focus { border: ${ring}px solid $focus; }
QPushButton[kind="danger"]:disabled { color: $disabled; border-color: $hairline; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: ${radius}px;
    padding: 5px; color: $ink;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: ${ring}px solid $focus; padding: ${less6}px; }
QToolButton::menu-indicator { image: none; }

QAbstractScrollArea { background: transparent; border: none; }
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
    background: $raised; color: $ink; border: 1px solid $line; border-radius: ${radius}px;
    padding: 7px 11px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 20px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus,
QTextEdit:focus {
    border: ${ring}px solid $focus; padding: ${less8}px ${less12}px;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    color: $disabled; background: $surface; border-color: $hairline;
}
QLineEdit[refused="true"], QComboBox[refused="true"] { border-color: $danger; }
QLineEdit[kind="pin"] { font-size: $title; padding: 7px 11px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { background: transparent;
    border: none; padding: 0 0 0 10px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 32px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$chevron"); width: 16px;
    height: 16px; }
QCalendarWidget QWidget { background: $raised; color: $ink; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: transparent; padding: 5px 12px; }
QCalendarWidget QAbstractItemView { background: $raised; selection-background-color: $accent;
    selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QComboBox QAbstractItemView {
    background: $raised; color: $ink; border: 1px solid $line; outline: none; padding: 4px;
}
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { min-height: 20px; padding: 4px 6px; border-radius: 4px;
    border: 2px solid transparent; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $ink;
    border-color: $focus; }

QCheckBox, QRadioButton { spacing: 12px; padding: 4px; border: ${ring}px solid transparent;
    border-radius: ${radius}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QFrame#part QCheckBox, QFrame#part QRadioButton { border: none; padding: 0; spacing: 0; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 18px; height: 18px; background: $raised; border: 1px solid $line;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url("$tick"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
    background: $ink_soft; border-color: $ink_soft;
}

QScrollArea > QWidget > QWidget { background: transparent; }
QListView, QTreeView, QTableView {
    background: transparent; color: $ink; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $ink;
}
QListView::item, QTreeView::item { padding: 8px; border-radius: ${radius}px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $ink; }
QListView::item:focus, QTreeView::item:focus { border: 2px solid $focus; }
QHeaderView::section {
    background: transparent; color: $ink_soft; border: none;
    border-bottom: 1px solid $hairline; padding: 8px; font-size: $caption;
}
QTextBrowser, QTextBrowser#reading, QTextEdit#reading { background: transparent; border: none;
    border-top: ${ring}px solid transparent; border-radius: 0; padding: 0; }
QTextBrowser:focus, QTextEdit#reading:focus { border: none; border-top: ${ring}px solid $focus;
    padding: 0; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $hairline; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSlider::groove:horizontal { background: $hairline; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; border: 2px solid $raised; width: 14px;
    height: 14px; margin: -7px 0; border-radius: 9px; }
QSlider::handle:horizontal:focus { border: 3px solid $focus_on_accent; width: 12px; height: 12px; }

QMenu { background: $raised; color: $ink; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 8px 24px 8px 16px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QSplitter::handle { background: $hairline; }

QFrame#card { background: $raised; border: 1px solid $hairline; border-radius: ${radius}px; }
QFrame#rule { background: $hairline; border: none; max-height: 1px; min-height: 1px; }
QFrame#rail { background: $surface; border: none; border-right: 1px solid $hairline; }
QFrame#railMirrored { background: $surface; border: none; border-left: 1px solid $hairline; }
QFrame#notice { border-radius: ${radius}px; border: 1px solid $line; background: $raised; }
QFrame#notice[band="true"] { margin-top: 8px; }
QFrame#notice[tone="done"] { background: $accent_soft; border-color: $accent; }
QFrame#notice[tone="notice"] { background: $surface; border-color: $line; }
QFrame#notice[tone="warning"] { background: $caution_soft; border-color: $caution; }
QFrame#notice[tone="refusal"] { background: $danger_soft; border-color: $danger; }

QFrame#part { background: $raised; border: 1px solid $line; border-radius: ${radius}px; }
QFrame#part[standing="chosen"] { background: $accent_soft; border-color: $accent; }
QFrame#part[standing="right"] { background: $accent_soft; border: 2px solid $accent; }
QFrame#part[standing="missed"] { border: 2px dashed $accent; }
QFrame#part[standing="wrong"] { background: $caution_soft; border: 2px solid $caution; }
QFrame#part[standing="closed"] { background: transparent; border-color: $hairline; }
QFrame#part[focused="true"] { border: ${ring}px solid $focus; }
QLabel#partMark { font-size: $caption; font-weight: 700; color: $ink_soft; }
QLabel#partMark[standing="right"], QLabel#partMark[standing="missed"] { color: $accent; }
QLabel#partMark[standing="wrong"] { color: $caution; }
QLabel#partNumber { font-weight: 700; color: $ink_soft; min-width: 24px; }
QLabel#prompt { font-size: $lead; }
QFrame#feedback { background: $surface; border: none; border-radius: ${radius}px; }
QFrame#feedback[standing="right"] { background: $accent_soft; }
QFrame#feedback[standing="wrong"] { background: $caution_soft; }
QLabel#feedbackHead { font-weight: 700; }
QLabel#feedbackHead[standing="right"] { color: $accent; }
QLabel#feedbackHead[standing="wrong"] { color: $caution; }
""")


def style_sheet(theme: Theme, text_size: int = 100) -> str:
    """Return the style sheet of a theme, its type at `text_size` percent."""
    tokens = {name: getattr(theme, name) for name in theme.__struct_fields__}
    # What stands around words beside a frame of one pixel shrinks as the frame grows.
    rest = {f"less{around}": around - theme.ring for around in (6, 8, 12, 17)}
    marks = {
        mark: resource("icons", "marks", theme.name, f"{mark}.svg").as_posix() for mark in _MARKS
    }
    sizes = {role: f"{size(role, text_size)}px" for role in _ROLES}
    return _TEMPLATE.substitute(
        tokens,
        **sizes,
        **rest,
        **marks,
        radius=RADIUS,
    )
