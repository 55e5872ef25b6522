"""What the documents of the talent tiers line are filled in with: an everyday case, an extreme one, an empty one."""

import io
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image

LINE = {"title": "人才分类定级评定", "office": "青原省人力资源和社会保障厅", "hotline": "0100-8342 3508"}
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
PROFILE = {
    "unit": "青原大学",
    "name": "欧阳𠮷",
    "id_type": "居民身份证",
    "id_number": "11010519900307201X",
    "document_number": "",
    "sex": "男",
    "birth": "1990-03-07",
    "ethnicity": "汉族",
    "political": "群众",
    "mobile": "13800000000",
    "source": "引进人才",
    "origin": "北辰市 北辰理工大学",
    "service_type": "晋升认定",
    "recognised_tier": "省域拔尖人才（D类）",
    "recognised_on": "2022-06-30",
    "tier": "省部级领军人才（C类）",
    "enterprise_talent": "否",
    "long_contract": "否",
    "contract_start": "2024-09-01",
}
SKILLS = {
    "kind": "专业技术职务",
    "series": "高等学校教师",
    "title_level": "副高级",
    "title_name": "副教授",
    "obtained_on": "2020-12-31",
    "occupation": "",
    "skill_level": "",
    "certificate_number": "",
}
STUDY = {
    "level": "博士研究生",
    "degree": "博士学位",
    "school": "北辰理工大学",
    "major": "材料科学与工程",
    "mode": "普通全日制",
    "start": "2012-09-01",
    "end": "2016-07-01",
    "files": ["学位证书.pdf"],
}
COURSE = {
    "mode": "脱产学习",
    "content": "高端装备用轻合金材料研修班",
    "institution": "青原省人才发展中心",
    "start": "2019-05-06",
    "end": "2019-05-17",
    "files": ["结业证.pdf"],
}
PAPER = {
    "name": "Hot deformation behaviour of Mg–Gd–Y alloys under multi-pass rolling",
    "published_on": "2021-04-01",
    "journal": "Journal of Light Alloys",
    "rank": "第一作者",
    "files": ["论文.pdf"],
}
POST = {"employer": "青原大学材料学院", "post": "副教授、博士生导师", "start": "2016-08-01", "end": ""}
SIDE_POST = {
    "organisation": "青原省材料学会",
    "supervisor": "青原省科学技术协会",
    "post": "理事",
    "start": "2021-01-01",
    "end": "2025-12-31",
    "files": ["聘书.pdf"],
}
YEAR = {
    "year": "2025",
    "size": "中型企业",
    "post": "总工程师",
    "revenue": "12650.50",
    "tax": "843.20",
    "research": "1290",
    "files": ["审计报告.pdf"],
}
HONOUR = {
    "name": "青原省有突出贡献的中青年专家",
    "granted_on": "2023-09-28",
    "level": "省部级",
    "granted_by": "青原省人民政府",
    "files": ["证书.jpg"],
}
AWARD = {
    "name": "青原省科学技术进步奖（高性能镁合金板材短流程制备技术）",
    "granted_on": "2022-12-20",
    "level": "省部级",
    "grade": "二等奖",
    "rank": "3",
    "files": ["证书.jpg"],
}
ACHIEVEMENT = (
    "主持国家自然科学基金面上项目2项、省重点研发计划1项，提出镁合金板材短流程轧制的新方法，板材各向异性降低40%。\n"
    "成果在3家企业应用，近三年新增产值1.2亿元；获授权发明专利11件，其中2件实现转让。"
)
REVIEWERS = ("推荐单位意见", "业务主管部门意见", "省人社厅意见")


def an_opinion(title: str, **changes: Any) -> dict[str, Any]:
    """One review that nobody has decided yet."""
    return {"title": title, "outcome": "", "text": "", "by": "", "decided_on": None, **changes}


def a_form(**modules: Any) -> dict[str, Any]:
    """The application as display text; a keyword replaces a module."""
    return {
        "basic": PROFILE,
        "photo": {"files": ["照片.jpg"]},
        "skills": SKILLS,
        "education": [
            STUDY,
            {**STUDY, "level": "大学本科", "degree": "学士学位", "start": "2008-09-01", "end": "2012-07-01"},
        ],
        "training": [COURSE],
        "papers": [PAPER],
        "work": [POST],
        "part_time": [SIDE_POST],
        "enterprise": [],
        "achievements": {"text": ACHIEVEMENT},
        "honours": [HONOUR],
        "awards": [AWARD],
        "materials": {"id_card": ["身份证.jpg"], "other": []},
        "promise": {"agreed": "是"},
        **modules,
    }


def an_overview(**changes: Any) -> dict[str, Any]:
    """A submitted case with two opinions given."""
    opinions = [
        an_opinion(REVIEWERS[0], outcome="通过", text="材料属实，同意推荐。", by="青原大学 王建国", decided_on=NOW),
        an_opinion(REVIEWERS[1], outcome="通过", by="青原省教育厅 李敏", decided_on="2026-11-25T01:00:00.000000Z"),
        an_opinion(REVIEWERS[2]),
    ]
    case = {"number": "RCDJ-2026-00123", "line_title": LINE["title"], "applicant_name": "欧阳𠮷", "submitted_on": NOW}
    return {"case": case, "form": a_form(), "opinions": opinions, "line": LINE, "now": NOW, **changes}


def an_extreme_overview() -> dict[str, Any]:
    """Everything as long and as often as the form allows."""
    name = "阿卜杜拉·买买提江·库尔班江·吐尔逊江·阿布都热依木·艾尼瓦尔"
    unit = "青原省北辰市高新技术产业开发区先进轻合金材料与智能制造联合创新研究院（省重点实验室、博士后工作站）有限公司"
    basic = {
        **PROFILE,
        "name": name,
        "unit": unit,
        "origin": unit,
        "tier": "国家级领军人才（B类）",
        "ethnicity": "维吾尔族",
    }
    form = a_form(
        basic=basic,
        skills={
            **SKILLS,
            "kind": "职业技能等级",
            "occupation": "工业机器人系统操作员",
            "skill_level": "高级技师（国家职业资格一级）",
            "certificate_number": "S000032012345678901234567890",
        },
        education=[{**STUDY, "school": unit, "major": "材料科学与工程（先进轻合金成形方向）" * 4}] * 3,
        training=[{**COURSE, "content": "高端装备用轻合金材料研修" * 16, "institution": unit}] * 3,
        papers=[{**PAPER, "name": PAPER["name"] + "：" + "多道次轧制条件下镁合金热变形行为研究" * 6}] * 3,
        work=[{**POST, "employer": unit, "post": "首席科学家、总工程师" * 8}] * 3,
        part_time=[{**SIDE_POST, "organisation": unit, "supervisor": unit, "post": "常务理事兼秘书长" * 8}] * 3,
        enterprise=[{**YEAR, "year": str(1976 + number), "post": unit} for number in range(50)],
        achievements={"text": ("主持完成国家重点研发计划课题，攻克“卡脖子”技术难题；" * 20)[:500]},
        honours=[{**HONOUR, "name": HONOUR["name"] * 5, "granted_by": unit}] * 3,
        awards=[{**AWARD, "rank": str(number)} for number in range(1, 51)],
    )
    opinions = [
        an_opinion(
            title, outcome="通过", text="经审核，材料齐全、属实，符合条件，同意推荐。" * 22, by=unit, decided_on=NOW
        )
        for title in ("推荐单位意见", "业务主管部门意见（一级）", "业务主管部门意见（二级）", "省人社厅意见")
    ]
    return an_overview(form=form, opinions=opinions)


def an_empty_overview() -> dict[str, Any]:
    """A draft of which nothing but the name is filled in."""
    empty: dict[str, Any] = {module: [] for module, content in a_form().items() if isinstance(content, list)}
    nothing = {
        "skills": dict.fromkeys(SKILLS, ""),
        "achievements": {"text": ""},
        "basic": {**dict.fromkeys(PROFILE, ""), "name": "李一"},
    }
    draft = {"number": "", "line_title": LINE["title"], "applicant_name": "李一", "submitted_on": None}
    return an_overview(form=a_form(**empty, **nothing), case=draft, opinions=[an_opinion(title) for title in REVIEWERS])


def a_certificate(**changes: Any) -> dict[str, Any]:
    """An everyday certificate; keywords change what is printed."""
    certificate = {
        "number": "QYRC-2026-00045",
        "holder": "欧阳𠮷",
        "level": "省部级领军人才（C类）",
        "granted_on": date(2026, 12, 1),
        "valid_until": date(2031, 11, 30),
        "url": "https://rencai.example.gov.cn/certificates/QYRC-2026-00045?check=7f3k9q2m",
    }
    return {"certificate": {**certificate, **changes}, "line": LINE, "now": NOW}


def a_photo() -> bytes:
    """A portrait-shaped picture as a phone makes it."""
    photo = Image.linear_gradient("L").resize((1050, 1470)).convert("RGB")
    photo.paste((66, 99, 150), (250, 900, 800, 1470))
    photo.paste((224, 190, 160), (350, 300, 700, 820))
    output = io.BytesIO()
    photo.save(output, "JPEG")
    return output.getvalue()
