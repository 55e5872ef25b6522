"""Which regular expressions a form may use: those that mean the same everywhere and cannot run for ever."""

import re

_TRAPS = (
    (r"\\[A-Za-z0-9]", "请写明字符，例如用 [0-9] 代替 \\d（\\d、\\w、\\b 也匹配其他文字的数字和字母）"),
    (r"\^|\$", "不要写 ^ 和 $：总是匹配全文"),
    (r"\(\?(?!:)", "不能用前后查看和命名组"),
    (r"[*+][^*+]*[*+][^*+]*[*+]", "最多用两个 * 或 +，其余请写明次数，例如 [0-9]{1,6}"),
    (r"\)[*+{]", "组后面不能跟 *、+ 或 {}，否则可能算不完"),
)


def pattern_fault(pattern: str) -> str | None:
    """Why a pattern is refused, or None. A pattern always matches the whole text."""
    for trap, advice in _TRAPS:
        if re.search(trap, _without_negation(pattern)):
            return advice
    try:
        re.compile(pattern)
    except re.error:
        return "不是有效的正则表达式"
    return None


def _without_negation(pattern: str) -> str:
    """`[^…]` is a set, not an anchor; an escaped sign is the sign itself."""
    return re.sub(r"\\[^A-Za-z0-9]", "_", pattern).replace("[^", "[")
