"""The command that sends the lines that a person has collected from etcdctl."""

FILE = "evidence.jsonl"


def send_lines(*, address: str, curl: str = "curl") -> str:
    """``curl`` is `curl.exe` in PowerShell, where `curl` alone is another program."""
    return f'{curl} -sS -H "Content-Type: application/json" --data-binary "@{FILE}" {address}'
