"""People's names as strangers may see them."""

import unicodedata


def masked_name(name: str) -> str:
    """``王秀强`` as ``*秀强``: the first character, and all before the first dot of a longer name, is hidden."""
    text = unicodedata.normalize("NFC", name.strip())
    _family, dot, given = text.partition("·")
    if dot:
        return f"*{dot}{given}"
    return "*" + text[1:] if text else ""
