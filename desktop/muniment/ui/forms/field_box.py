"""One field of a form: its label above, its editor, what is said of it below."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from muniment.domain.fields import FieldSpec, Kind
from muniment.ui.forms.editor import Editor
from muniment.ui.widgets.basics import label
from muniment.ui.wording import _

#: Kinds that take the whole width of a form.
WIDE = (Kind.TEXT, Kind.CHOICES, Kind.LINES, Kind.REFERENCES, Kind.MAPPING)


class FieldBox(QWidget):
    """A labelled editor. ``unsaved`` says that it holds something that the vault does not have yet."""

    def __init__(self, spec: FieldSpec, editor: Editor) -> None:
        super().__init__()
        self.spec, self.editor = spec, editor
        self.unsaved = False
        title = _(editor.title or spec.label)
        self.label = label(title, level="field")
        self.label.setBuddy(editor.buddy())
        editor.set_names(title, _(spec.help), required=spec.required)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(6)
        head.addWidget(self.label)
        if spec.required:
            head.addWidget(label(_("required"), level="small", tone="muted"))
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(editor, 1)

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width of a form."""
        return self.spec.kind in WIDE or self.editor.wide

    @property
    def busy(self) -> bool:
        """Whether somebody is at it: what comes from elsewhere must not be put in its place."""
        return self.unsaved or self.editor.edited
