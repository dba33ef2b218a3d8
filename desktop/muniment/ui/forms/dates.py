"""The editor of dates: typed freely, in three languages; it says at once how it was understood."""

from datetime import date

from muniment.domain.date_display import shown
from muniment.domain.date_words import understand_or_none
from muniment.domain.dates import DateError, UncertainDate
from muniment.ui.forms.lines import LineEditor
from muniment.ui.wording import _, language


class DateEditor(LineEditor):
    """A date, exact or not. Underneath stands how it was understood, as one types."""

    def __init__(self) -> None:
        super().__init__()
        self.line.textEdited.connect(self._on_typed)

    def set_names(self, label: str, help_text: str = "", *, required: bool = False) -> None:
        """As Editor; where there is nothing else to say, it shows how dates can be said."""
        usual = _("In your own words: 20.9.2017, about 20 Sep 2017, between 18 and 20 Sep 2017, yesterday")
        super().set_names(label, help_text or usual, required=required)

    def _show(self, value: object) -> None:
        found = _understood(str(value or ""))
        self.line.show_text(shown(found, language()) if found else str(value or ""))
        self._under.say(hint="")

    def _show_raw(self, text: str) -> None:
        super()._show_raw(text)
        self._on_typed(text)

    def _read(self, raw: str) -> object:
        found = understand_or_none(raw)
        return found.edtf if found else None

    def _settle(self) -> None:
        """A date that was understood is shown as it will be read."""
        super()._settle()
        if (found := _understood(self.line.text())) is not None:
            self.line.show_text(shown(found, language()))
            self._under.say(hint="")

    def _on_typed(self, text: str) -> None:
        self._under.say(hint=self._said(text))

    @staticmethod
    def _said(text: str) -> str:
        if not text.strip():
            return ""
        try:
            found = understand_or_none(text)
        except DateError as error:
            return _("not a date yet: {reason}").format(reason=error)
        if found is None:
            return _("understood as: not known; the field stays empty")
        return _("understood as: {date}").format(date=shown(found, language()) + _weekday(found))


def _understood(text: str) -> UncertainDate | None:
    try:
        return understand_or_none(text)
    except DateError:
        return None


def _weekday(found: UncertainDate) -> str:
    """The day of the week of a single known day: a slip shows there first."""
    if found.first_day is None or found.first_day != found.last_day or "~" in found.edtf or "%" in found.edtf:
        return ""
    return _(", {weekday}").format(weekday=_weekday_name(found.first_day))


def _weekday_name(day: date) -> str:
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[day.weekday()]
