"""The windows. Nothing else of Ujuzi imports Qt.

A page is a `Page` (shell/page.py), made for one learner and given `jobs` and what else it needs;
those of the door, the help and the check are nobody's own. `places.py` is the table of all. A page

- is shown by `show_at(destination)`, as often as it is visited;
- asks the services through `jobs.ask(self, question, then, fail)`, and never waits;
- says where a person wants to go (`self.go(ToCourse(course))`), and knows no other page;
- says every text in `retranslate()`, which its constructor calls, and which is called again when
  the language changes;
- is told by `changed(changes)`, while it is visible, what changed on this computer;
- puts away its visit and its drafts in `leave()`.

Widgets that pages share are in `widgets/`, one file each. Colours, sizes and spaces are tokens of
`theme`; `style_sheet` is the only style sheet; icons are drawn by `icons`.
"""

from ujuzi.ui.shell import features, lost_references

lost_references.keep()
features.leave_out()
