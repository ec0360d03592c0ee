"""The windows. Nothing else of Ujuzi imports Qt.

A page is a `Page` (page.py), given `jobs` and what else it needs. It

- is shown by `show_for(person, ...)`, as often as it is visited;
- asks the services through `jobs.ask(self, question, then, fail)`, and never waits;
- says what a person wants by signals (`course_chosen = Signal(str)`), and knows no other page:
  `main_window` is the only map;
- says every text in `retranslate()`, which its constructor calls, and which is called again when
  the language changes;
- is told by `changed(topics)`, while it is visible, what changed on this computer;
- puts away its visit and its drafts in `leave()`.

Widgets that pages share are in `widgets/`, one file each. Colours, sizes and spaces are tokens of
`theme`; `style_sheet` is the only style sheet; icons are drawn by `icons`.
"""

from ujuzi.ui.shell import immortals

immortals.keep()
