"""What a file says of itself, so that archives keep it and screen readers take it: nothing of what is in it.

The standards are PDF/A-2 (ISO 19005-2, level A) and PDF/UA-1 (ISO 14289-1). Both ask for a title, here what such papers
are called in general; neither asks for names, times or programs, and there are none.
"""

import zlib
from functools import cache
from struct import pack

_ARCHIVE = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
"""
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{archive}<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{extension}<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_CONDITION = b"Grey, gamma 2.2"


def metadata(title: str) -> bytes:
    """The packet of metadata (XMP, ISO 16684-1) of a file with that title."""
    # The library's own way to write it brings half of a web browser with it.
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _PACKET.format(archive=_ARCHIVE, extension=_EXTENSION, title=shown).encode()


def unkept(told: bytes) -> bytes:
    """Metadata for the same file encrypted, which no archive can keep."""
    return told.replace(_ARCHIVE.encode(), b"").replace(_EXTENSION.encode(), b"")


def output_intent(profile: int) -> bytes:
    """What black, white and grey of the file mean; ``profile`` is the number of the object that says it."""
    told = b"/S/GTS_PDFA1/OutputConditionIdentifier(%s)/Info(%s)" % (_CONDITION, _CONDITION)
    return b"<</Type/OutputIntent%s/DestOutputProfile %d 0 R>>" % (told, profile)


@cache
def packed_profile() -> bytes:
    """The profile of a grey screen, compressed."""
    return zlib.compress(profile(), 9)


def profile() -> bytes:
    """A profile of our own for a grey screen: version 2.1, gamma 2.2, white as in print (ICC.1:2001-04)."""
    white = pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    name = _CONDITION + b"\0"
    tags = {
        b"desc": b"desc" + pack(">II", 0, len(name)) + name + bytes(8) + bytes(3 + 67),
        b"cprt": b"text" + bytes(4) + b"No rights are reserved.\0",
        b"wtpt": b"XYZ " + bytes(4) + white,
        b"kTRC": b"curv" + pack(">IIH", 0, 1, round(2.2 * 256)),
    }
    index, body = pack(">I", len(tags)), b""
    for tag, content in tags.items():
        index += tag + pack(">II", 128 + 4 + 12 * len(tags) + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = 128 + len(index) + len(body)
    made = pack(">6H", 2000, 1, 1, 0, 0, 0)  # a time is asked for: the same in every file
    head = pack(">I4xI", size, 0x02100000) + b"mntrGRAYXYZ " + made + b"acsp" + bytes(28) + white
    return head.ljust(128, b"\0") + index + body
