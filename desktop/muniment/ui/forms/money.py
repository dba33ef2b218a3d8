"""The editor of sums: an amount, its currency, and "unknown", which is not nought."""

import re
from contextlib import suppress

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from muniment.domain.date_words import understand_or_none
from muniment.domain.dates import DateError
from muniment.domain.fields import FieldSpec
from muniment.domain.openformat import UNKNOWN, ValueFault, read_field, write_field
from muniment.domain.typed import typed
from muniment.ui.forms.candidates import Candidate
from muniment.ui.forms.currencies import CURRENCIES, currencies_like
from muniment.ui.forms.editor import Editor
from muniment.ui.forms.lines import Line, framed
from muniment.ui.forms.recent import Recent
from muniment.ui.forms.segment import Tick
from muniment.ui.forms.type_ahead import Found, TypeAhead
from muniment.ui.widgets.basics import named, width_of
from muniment.ui.wording import _

_NO_AMOUNT = "?"  # stands in a draft for an amount that is not typed yet
_WITH_CURRENCY = re.compile(r"(?P<before>[A-Za-z]{3})?\s*(?P<amount>[\d\s.,]*\d)\s*(?P<after>[A-Za-z]{3})?")


class MoneyEditor(Editor):
    """A sum in one currency. The currency used last stands there as soon as an amount is typed."""

    def __init__(self, spec: FieldSpec, recent: Recent) -> None:
        super().__init__()
        self._spec, self._recent = spec, recent
        self._filled = False  # the currency was put there by the program
        self.amount, self.currency = Line(), Line()
        self.amount.setPlaceholderText(_("amount"))
        self.currency.setPlaceholderText(_("currency"))
        self.unknown = Tick(_("unknown"))
        body = QWidget()
        layout = QHBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        self._frames = framed(self.amount), framed(self.currency)
        layout.addWidget(self._frames[0], 3)
        layout.addWidget(self._frames[1], 2)
        layout.addWidget(self.unknown)
        self._build(body, self.amount, self.currency, self.unknown)
        self.ahead = TypeAhead(self.currency, self._find, around=self._frames[1])
        self.ahead.picked.connect(self._on_picked)
        self.amount.textEdited.connect(self._on_amount)
        self.currency.textEdited.connect(self._on_currency)
        self.unknown.toggled.connect(self._on_unknown)
        self._measure()

    def raw(self) -> str:
        amount = UNKNOWN if self.unknown.isChecked() else self.amount.text().strip()
        currency = self.currency.text().strip()
        return f"{amount or _NO_AMOUNT} {currency}" if currency else amount

    def _show(self, value: object) -> None:
        known = value if isinstance(value, dict) else {}
        self._put(str(known.get("amount", "")), str(known.get("currency", "")))

    def _show_raw(self, text: str) -> None:
        amount, _space, currency = text.rpartition(" ")
        if not amount or any(sign.isdigit() for sign in currency):
            amount, currency = text, ""
        self._put("" if amount == _NO_AMOUNT else amount, currency)

    def _put(self, amount: str, currency: str) -> None:
        unknown = amount == UNKNOWN
        self.unknown.setChecked(unknown)
        self.amount.show_text("" if unknown else amount)
        self.amount.setEnabled(not unknown)
        self.currency.show_text(currency)

    def _read(self, raw: str) -> object:
        amount, currency = self._parts()
        if not amount and not currency:
            return None
        if not amount:
            raise ValueFault(_("the amount is missing"))
        if not (currency or amount == UNKNOWN):
            raise ValueFault(_("the currency is missing"))
        return self._checked(f"{amount} {currency}".strip(), raw)

    def _parts(self) -> tuple[str, str]:
        """Amount and currency as they are meant; a currency beside the amount counts, and so does "unknown"."""
        amount, currency = self.amount.text().strip(), self.currency.text().strip().upper()
        with suppress(DateError):  # it knows what "unknown" is in three languages
            if self.unknown.isChecked() or (amount and understand_or_none(amount) is None):
                return UNKNOWN, currency
        found = _WITH_CURRENCY.fullmatch(amount)
        if found and (found["before"] or found["after"]):
            amount, currency = found["amount"], (found["before"] or found["after"]).upper()
        return "".join(amount.split()), currency

    def _checked(self, text: str, raw: str) -> object:
        try:
            return write_field(self._spec, read_field(self._spec, typed(self._spec, [text], understand_or_none)))
        except ValueFault as error:
            raise ValueFault(str(error).replace(text, raw)) from None

    def _lock(self, *, locked: bool) -> None:
        self.unknown.setEnabled(not locked)
        for line, one in zip((self.amount, self.currency), self._frames, strict=True):
            line.setReadOnly(locked)
            one.lock(locked=locked)

    def _mark(self, *, fault: bool) -> None:
        for one in self._frames:
            one.mark(fault=fault)

    def _name_inner(self) -> None:
        named(self.amount, _("{label}: amount").format(label=self._label))
        named(self.currency, _("{label}: currency").format(label=self._label))
        named(self.unknown, _("{label}: the sum is unknown").format(label=self._label))

    def _settle(self) -> None:
        amount, currency = self._parts()
        if amount == UNKNOWN or _WITH_CURRENCY.fullmatch(self.amount.text().strip()):
            self._put(amount, currency)
        self.amount.forget_undo()
        self.currency.forget_undo()
        if currency in CURRENCIES or (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            self._recent.put(currency)

    def _on_amount(self, text: str) -> None:
        if text.strip() and not self.currency.text():
            self.currency.setText(next(iter(self._recent()), ""))
            self._filled = bool(self.currency.text())
        elif not text.strip() and self._filled:
            self.currency.clear()
        self._on_edited()

    def _on_currency(self) -> None:
        self._filled = False
        self._on_edited()

    def _on_unknown(self, checked: bool) -> None:
        self.amount.setEnabled(not checked)
        if checked:
            self.amount.clear()
        self._on_edited()

    def _find(self, text: str, found: Found) -> None:
        known = currencies_like(text, self._recent())
        found([Candidate(code, code, name) for code, name in known])

    def _on_picked(self, chosen: Candidate) -> None:
        self.currency.setText(chosen.id)
        self._on_currency()

    def _on_enter(self, event: QKeyEvent) -> bool:
        return False if self.ahead.is_open else super()._on_enter(event)

    def _measure(self) -> None:
        self.amount.setMinimumWidth(width_of(self.amount, 5))
        self.currency.setMinimumWidth(width_of(self.currency, 4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure()
