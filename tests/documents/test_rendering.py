import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from casesvc.documents import DocumentRefused, Fonts, Renderer
from tests.documents import reading
from tests.documents.conftest import Write
from tests.documents.samples import a_photo

NAMES = ("欧阳𠮷", "阿卜杜拉·买买提江", "㛃䶮鿍鿏", "镕喆堃", "O’Brien-Müller", "Mg–Gd & <b>粗</b>", '"引号"', "李　一")


def test_the_same_document_has_the_same_bytes(write: Write) -> None:
    blocks = '<para>{{ name }}</para><qr value="https://x.example/1" size="30"/><img name="photo" w="20" h="30"/>'
    first, second = (write(blocks, name="欧阳𠮷", images={"photo": a_photo()}) for _ in range(2))
    assert first.pdf == second.pdf


def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import hashlib; from casesvc.documents import *; from tests.documents.samples import *; r = Renderer(Fonts());"
        "print(hashlib.sha256(r.render(open('templates/documents/talent-tiers/overview.xml').read(), an_overview(),"
        " official=True, images={'photo': a_photo()}).pdf).hexdigest())"
    )
    other = "'<doc title=\"\"><para>𠮷</para></doc>'"
    earlier = f"from casesvc.documents import *; Renderer(Fonts()).render({other}, {{}}, official=True);"
    runs = ((program, "1"), (earlier + program, "2"))
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for code, seed in runs
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_name_can_be_copied_out_of_the_document(write: Write, name: str) -> None:
    assert "".join(name.split()) in reading.text(write("<para>姓名：{{ name }}</para>", name=name).pdf)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_a_second_reader_finds_characters_beyond_the_basic_plane(write: Write, tmp_path: Path) -> None:
    (tmp_path / "name.pdf").write_bytes(write("<para>{{ name }}</para>", name="欧阳𠮷").pdf)
    found = subprocess.run(["pdftotext", tmp_path / "name.pdf", "-"], capture_output=True, check=True, text=True)
    assert "欧阳𠮷" in found.stdout


def test_every_font_is_in_the_file(write: Write) -> None:
    blocks = (
        '<para style="title">题 A</para><table cols="40 40"><tr><th>头</th><td/></tr></table><para>𠮷<b>粗</b></para>'
    )
    embedded = ["/FontFile2" in font.FontDescriptor for font in reading.fonts(write(blocks).pdf)]
    assert len(embedded) >= 3
    assert all(embedded)


def test_no_page_has_a_transition(write: Write) -> None:
    with pikepdf.open(io.BytesIO(write("<para>一</para><pagebreak/><para>二</para>").pdf)) as document:
        assert [page for page in document.pages if "/Trans" in page] == []


def test_pages_are_numbered_to_the_last(write: Write) -> None:
    found = reading.pages(write("<para>一</para><pagebreak/><para>二</para>").pdf)
    assert [page[-8:] for page in found] == ["第1页共2页", "第2页共2页"] or found == ["一第1页共2页", "二第2页共2页"]


def test_an_official_document_is_refused_for_a_character_without_a_glyph(write: Write) -> None:
    with pytest.raises(DocumentRefused, match=r"𰻞（U\+30EDE）"):
        write("<para>{{ name }}</para>", name="张𰻞")


def test_a_draft_shows_a_mark_for_a_character_without_a_glyph_and_says_so(write: Write) -> None:
    draft = write("<para>{{ name }}</para>", official=False, name="张𰻞")
    assert draft.missing == ("𰻞",)
    assert "张〓" in reading.text(draft.pdf)


@pytest.mark.parametrize("lost", ["\x07", "\ud800", "\ufffe"])
def test_an_official_document_is_refused_for_a_character_that_cannot_be_written(write: Write, lost: str) -> None:
    with pytest.raises(DocumentRefused, match=r"（U\+FFFD）"):
        write("<para>{{ name }}</para>", name=f"张{lost}三")


def test_an_invisible_control_is_named_by_its_code(write: Write) -> None:
    with pytest.raises(DocumentRefused, match=r"U\+202E"):
        write("<para>{{ name }}</para>", name="张\u202e三")


def test_without_fonts_only_drafts_are_made_and_they_say_so(tmp_path: Path) -> None:
    bare = Renderer(Fonts(tmp_path))
    with pytest.raises(DocumentRefused, match="没有可以嵌入的字体"):
        bare.render('<doc title="试"><para>正文</para></doc>', {}, official=True)
    draft = bare.render('<doc title="试"><para>正文 𠮷</para></doc>', {}, official=False)
    assert reading.font_names(draft.pdf) >= {"/STSong-Light"}
    assert draft.missing == ("𠮷",)
    assert "草稿：字体未嵌入" in reading.text(draft.pdf)


def test_bold_falls_back_to_the_regular_weight(tmp_path: Path) -> None:
    regular = next(Path("casesvc/documents/fonts").glob("*SC-Regular.ttf"))
    (tmp_path / regular.name).symlink_to(regular.resolve())
    document = Renderer(Fonts(tmp_path)).render('<doc title="试"><para><b>粗体</b></para></doc>', {}, official=True)
    assert {name.partition("+")[2] for name in reading.font_names(document.pdf)} == {"NotoSerifSC-Regular"}


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler")
@pytest.mark.row("JL-083")
def test_the_qr_code_can_be_read_from_a_print_at_100_dpi(write: Write, tmp_path: Path) -> None:
    address = "https://rencai.example.gov.cn/certificates/QYRC-2026-00045?check=7f3k9q2m"
    (tmp_path / "code.pdf").write_bytes(write('<qr value="{{ url }}" size="32"/>', url=address).pdf)
    subprocess.run(["pdftoppm", "-r", "100", "-png", tmp_path / "code.pdf", tmp_path / "code"], check=True)
    with Image.open(next(tmp_path.glob("*.png"))) as page:
        assert [code.text for code in zxingcpp.read_barcodes(page)] == [address]


def test_a_long_table_repeats_its_head_on_every_page(write: Write) -> None:
    rows = "{% for n in numbers %}<tr><td>第{{ n }}行</td></tr>{% endfor %}"
    found = reading.pages(
        write(f'<table cols="80" repeat="1"><tr><th>表头</th></tr>{rows}</table>', numbers=list(range(300))).pdf
    )
    assert len(found) > 5
    assert all("表头" in page for page in found)
    assert all(f"第{number}行" in "".join(found) for number in range(300))


def test_a_row_longer_than_a_page_goes_on_without_losing_a_word(write: Write) -> None:
    sentences = [f"〔{number}〕" for number in range(2000)]
    blocks = '<table cols="30 140"><tr><th>意见</th><td>{{ words }}<para align="right">签字</para></td></tr></table>'
    found = reading.pages(write(blocks, words="".join(sentences)).pdf)
    assert len(found) > 2
    together = "".join(page.partition("第")[0] if "页共" in page else page for page in found)
    assert [each for each in sentences if each not in together] == []
    assert "签字" in together


def test_what_no_page_can_hold_is_refused_in_plain_words(write: Write) -> None:
    with pytest.raises(DocumentRefused, match="放不下"):
        write('<spacer h="10"/><columns w="100" h="290"><col/></columns>')


def test_a_line_end_in_a_value_is_kept_and_one_in_the_template_is_not(write: Write) -> None:
    kept = write("<para>{{ words }}</para>", words="甲\n乙").pdf
    assert kept == write("<para>甲<br/>乙</para>").pdf
    assert write("<para>甲\n   乙</para>").pdf == write("<para>甲乙</para>").pdf


def test_a_box_is_ticked_by_lines_not_by_a_letter(write: Write) -> None:
    ticked, empty = (write(f'<para><check on="{on}"/>首次认定</para>').pdf for on in ("true", "false"))
    assert ticked != empty
    assert "首次认定" in reading.text(ticked)


def test_a_photo_is_scaled_to_print_size_and_loses_what_the_camera_noted(write: Write) -> None:
    camera = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "where it was taken"
    Image.effect_noise((3000, 4000), 80).convert("RGB").save(camera, "JPEG", exif=exif)
    pdf = write('<img name="photo" w="25" h="35"/>', images={"photo": camera.getvalue()}).pdf
    assert b"where it was taken" not in pdf
    assert len(pdf) < 400_000
    with pikepdf.open(io.BytesIO(pdf)) as document:
        image = next(
            each for each in document.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        )
        assert int(image.Width) > int(image.Height)


@pytest.mark.parametrize("images", [{}, {"photo": b"no image"}, {"photo": b""}, {"photo": b"\x89PNG\r\n\x1a\n"}])
def test_a_photo_that_is_missing_or_broken_leaves_words_in_its_place(write: Write, images: dict[str, bytes]) -> None:
    found = reading.text(write('<img name="photo" w="25" h="35" alt="照片"/>', images=images).pdf)
    assert ("图片无法显示" if images else "照片") in found
