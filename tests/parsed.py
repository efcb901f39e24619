"""HTML as a parser reads it, whatever an article may have put into it."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "input"}


class Parsed(HTMLParser):
    """The elements with their attributes, and the text within each kind of them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.text[tag] = self.text.get(tag, "") + data

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of the elements that have a class."""
        return [had for _, had in self.tags if name in (had.get("class") or "").split()]
