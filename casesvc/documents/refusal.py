"""The one answer of this package when a document cannot be made rightly."""


class DocumentRefused(Exception):
    """`problems`: what is wrong, in Chinese, each naming its line of the template where it has one."""

    def __init__(self, *problems: str) -> None:
        super().__init__("；".join(problems))
        self.problems = problems


class MarkupFault(Exception):
    """Something about one element; `line` counts in the filled-in text, not yet in the template."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
