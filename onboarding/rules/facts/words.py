"""Counting words in any script: Chinese, Japanese and Korean are written without spaces."""

import re

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['’-][^\W{_CJK}]+)*")


def count_words(text: str) -> int:
    """Runs of letters and digits, and each Chinese, Japanese or Korean character."""
    return len(_WORD.findall(text))
