import pytest

from casesvc.cases.rejection import Rejection
from casesvc.documents import Papers, Renderer


def test_a_refused_document_is_a_rejection_the_user_can_read(renderer: Renderer) -> None:
    with pytest.raises(Rejection, match="字体中没有这些字") as refused:
        Papers(renderer).pdf('<doc title="试"><para>{{ name }}</para></doc>', {"name": "𰻞"}, official=True, images={})
    assert refused.value.code == "document-refused"


def test_a_document_is_its_bytes(renderer: Renderer) -> None:
    pdf = Papers(renderer).pdf('<doc title="试"><para>文</para></doc>', {}, official=True, images={})
    assert pdf.startswith(b"%PDF-")
