"""Forms: an editor for every kind of field, and a form for every kind of record."""

from muniment.ui.forms.choosing import editor_for
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.record_form import RecordForm

__all__ = ["Editor", "RecordForm", "editor_for"]
