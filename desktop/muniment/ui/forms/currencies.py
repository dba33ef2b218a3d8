"""The currencies that are offered: ISO 4217 codes with their names."""

from collections.abc import Sequence

from muniment.domain.folding import query_words, words
from muniment.ui.wording import _

_NAMES = """
AED UAE dirham|AFN afghani|ALL Albanian lek|AMD Armenian dram|AOA Angolan kwanza|ARS Argentine peso
AUD Australian dollar|AZN Azerbaijani manat|BAM Bosnian convertible mark|BBD Barbados dollar|BDT Bangladeshi taka
BGN Bulgarian lev|BHD Bahraini dinar|BIF Burundian franc|BND Brunei dollar|BOB boliviano|BRL Brazilian real
BTN Bhutanese ngultrum|BWP Botswanan pula|BYN Belarusian rouble|CAD Canadian dollar|CDF Congolese franc
CHF Swiss franc|CLP Chilean peso|CNY yuan renminbi|COP Colombian peso|CRC Costa Rican colón|CUP Cuban peso
CZK Czech koruna|DKK Danish krone|DOP Dominican peso|DZD Algerian dinar|EGP Egyptian pound|ERN Eritrean nakfa
ETB Ethiopian birr|EUR euro|GBP pound sterling|GEL Georgian lari|GHS Ghanaian cedi|GMD Gambian dalasi
GNF Guinean franc|GTQ Guatemalan quetzal|HKD Hong Kong dollar|HNL Honduran lempira|HTG Haitian gourde
HUF forint|IDR Indonesian rupiah|ILS Israeli shekel|INR Indian rupee|IQD Iraqi dinar|IRR Iranian rial
ISK Icelandic króna|JMD Jamaican dollar|JOD Jordanian dinar|JPY yen|KES Kenyan shilling|KGS Kyrgyz som
KHR Cambodian riel|KRW South Korean won|KWD Kuwaiti dinar|KZT Kazakh tenge|LAK Lao kip|LBP Lebanese pound
LKR Sri Lankan rupee|LRD Liberian dollar|LYD Libyan dinar|MAD Moroccan dirham|MDL Moldovan leu
MGA Malagasy ariary|MKD Macedonian denar|MMK Myanmar kyat|MNT Mongolian tögrög|MRU ouguiya|MUR Mauritian rupee
MWK Malawian kwacha|MXN Mexican peso|MYR ringgit|MZN Mozambican metical|NAD Namibian dollar|NGN naira
NIO Nicaraguan córdoba|NOK Norwegian krone|NPR Nepalese rupee|NZD New Zealand dollar|OMR Omani rial
PAB Panamanian balboa|PEN Peruvian sol|PHP Philippine peso|PKR Pakistani rupee|PLN złoty|PYG guaraní
QAR Qatari riyal|RON Romanian leu|RSD Serbian dinar|RUB Russian rouble|RWF Rwandan franc|SAR Saudi riyal
SDG Sudanese pound|SEK Swedish krona|SGD Singapore dollar|SLE leone|SOS Somali shilling|SSP South Sudanese pound
SYP Syrian pound|SZL lilangeni|THB baht|TJS Tajik somoni|TMT Turkmen manat|TND Tunisian dinar|TRY Turkish lira
TTD Trinidad and Tobago dollar|TWD Taiwan dollar|TZS Tanzanian shilling|UAH hryvnia|UGX Ugandan shilling
USD US dollar|UYU Uruguayan peso|UZS Uzbek sum|VES bolívar|VND dong|XAF Central African CFA franc
XOF West African CFA franc|YER Yemeni rial|ZAR rand|ZMW Zambian kwacha
"""
CURRENCIES = {one[:3]: one[4:] for line in _NAMES.strip().splitlines() for one in line.split("|")}


def currencies_like(text: str, recent: Sequence[str]) -> list[tuple[str, str]]:
    """The currencies that a text begins, by code or name, those used last first."""
    wanted = query_words(text)
    order = [*(code for code in recent if code not in CURRENCIES), *CURRENCIES]
    found = [(code, _(CURRENCIES.get(code, ""))) for code in order]
    fitting = [(code, name) for code, name in found if _fits(f"{code} {name}", wanted)]
    typed = text.strip().upper()
    return sorted(fitting, key=lambda one: (not one[0].startswith(typed), one[0] not in recent))


def _fits(text: str, wanted: Sequence[str]) -> bool:
    known = words(text)
    return all(any(word.startswith(part) for word in known) for part in wanted)
