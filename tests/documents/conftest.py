"""One renderer with the supplied fonts for all tests of documents."""

from collections.abc import Callable

import pytest

from casesvc.documents import Fonts, Rendered, Renderer

Write = Callable[..., Rendered]


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """The renderer of an installation."""
    return Renderer(Fonts())


@pytest.fixture
def write(renderer: Renderer) -> Write:
    """Render blocks within a plain document; official unless it says otherwise, keywords fill in the template."""

    def _write(
        blocks: str, *, official: bool = True, images: dict[str, bytes] | None = None, **values: object
    ) -> Rendered:
        template = f'<doc title="试" footer="第 {{page}} 页 共 {{pages}} 页">\n{blocks}\n</doc>'
        return renderer.render(template, values, official=official, images=images)

    return _write
