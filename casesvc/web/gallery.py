"""The development page with every component and every form in each of its states."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from casesvc.forms.form import Form
from casesvc.forms.validation import problems
from casesvc.web.access import allow
from casesvc.web.form_page import FormPage, correction_page, summary_items
from casesvc.web.form_views import module_views
from casesvc.web.gallery_answers import faulty_answers, filled_answers, returned_marks
from casesvc.web.parts import Column, TrailStep

LOCKED = "这一部分未被要求修改。如需修改，请联系 北辰理工大学 审核人。"

GallerySource = Callable[[], Sequence[Form]]

STATES = {
    "empty": "空白",
    "filled": "已填",
    "faulty": "有误",
    "marked": "被退回",
    "row": "正在填一条",
    "locked": "只读",
}

COLUMNS = [
    Column("name", "姓名"),
    Column("unit", "单位"),
    Column("state", "状态"),
    Column("at", "提交时间", sort="down", sort_href="#"),
    Column("score", "得分", number=True, sort_href="#"),
]
ROWS = [
    {"id": "1", "href": "#1", "name": "王秀强", "unit": "北辰理工大学", "at": "2026-11-20 15:30", "score": "86.5",
     "state": "待审核", "family": "office"},
    {"id": "2", "href": "#2", "name": "阿卜杜拉·买买提江·艾尔肯", "unit": "北辰市第一医院", "at": "2026-11-19 09:02",
     "score": "91.0", "state": "被退回", "family": "needs-you"},
    {"id": "3", "href": "#3", "name": "𠮷小冬", "unit": "北辰机床有限公司", "at": "2026-11-18 17:45", "score": None,
     "state": "材料审核通过", "family": "good"},
]  # fmt: skip
TRAIL = [
    TrailStep("提交申报", "good", "passed", "已申报", "申报人 *秀强", datetime(2026, 11, 20, 7, 30, tzinfo=UTC)),
    TrailStep("推荐单位审核", "good", "passed", "通过", "北辰理工大学 人事处 李某",
              datetime(2026, 11, 23, 2, 5, tzinfo=UTC), "用时 1 个工作日", "材料齐全，同意推荐。"),
    TrailStep("业务部门审核", "office", "now", "待审核", "北辰市教育局", waited="第 3 个工作日（限 5 个）"),
    TrailStep("省人社厅审核", "draft", "ahead"),
]  # fmt: skip


def gallery_pages(forms: GallerySource) -> Blueprint:
    """The pages ``/dev/gallery`` and ``/dev/gallery/<line>/<form>/<state>/<step>``; registered in development only."""
    gallery = Blueprint("gallery", __name__, url_prefix="/dev/gallery")

    @gallery.get("")
    @allow("public")
    def components() -> str:
        """Every component once, and links to the forms."""
        return render_template(
            "gallery.html",
            columns=COLUMNS,
            rows=ROWS,
            trail=TRAIL,
            page_address=lambda number: f"?page={number}",
            form_columns=[Column("title", "表单"), Column("states", "状态")],
            form_rows=[_links(form) for form in forms()],
        )

    @gallery.get("/workbench")
    @allow("public")
    def workbench() -> str:
        """The review workbench with invented content."""
        return render_template("gallery_workbench.html")

    @gallery.get("/<path:key>/<any(empty, filled, faulty, marked, row, locked):state>/<int:number>")
    @allow("public")
    def form(key: str, state: str, number: int) -> str:
        """One step of a form in one state."""
        found = next((form for form in forms() if form.key == key), None)
        if found is None or not 1 <= number <= len(found.steps):
            abort(404)
        return _form_page(found, state, number)

    return gallery


def _links(form: Form) -> dict[str, Any]:
    return {
        "title": f"{form.title}（{form.key}）",
        "states": [
            (word, url_for("gallery.form", key=form.key, state=state, number=1)) for state, word in STATES.items()
        ],
    }


def _form_page(form: Form, state: str, number: int) -> str:
    step = form.steps[number - 1]
    page = _situation(form, state, step.modules)
    views = module_views(page, step.modules)
    return render_template(
        "gallery_form.html",
        page=page,
        step=step,
        number=number,
        steps=[
            (one.title, url_for("gallery.form", key=form.key, state=state, number=at))
            for at, one in enumerate(form.steps, 1)
        ],
        faulty=[],
        modules=views,
        summary=summary_items(page),
    )


def _situation(form: Form, state: str, modules: Sequence[str]) -> FormPage:
    filled = filled_answers(form)
    upload = "/dev/uploads/{}".format
    if state == "faulty":
        answers = faulty_answers(form)
        return FormPage(
            form, answers, upload_address=upload, problems=problems(form, answers, only=[(key,) for key in modules])
        )
    if state == "marked":
        marks = returned_marks(form)
        return correction_page(form, filled, filled, marks, upload_address=upload, locked_words=LOCKED)
    if state == "row":
        rows = next((key for key in modules if (module := form.module(key)) and module.kind == "rows"), None)
        return FormPage(form, filled, upload_address=upload, open_row=(rows, "r1") if rows else None)
    return FormPage(
        form, filled if state in {"filled", "locked"} else {}, open_paths=frozenset() if state == "locked" else None
    )
