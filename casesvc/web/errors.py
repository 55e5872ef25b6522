"""The pages for what went wrong: each says what happened, that nothing is lost, and what to do."""

import logging
import secrets
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from casesvc.cases.rejection import Rejection

INCIDENT_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

logger = logging.getLogger(__name__)


def message_page(title: str, text: str, status: int, *, back: str | None = None) -> tuple[str, int]:
    """A page that only says something; ``back`` is the path of the one button, otherwise 返回首页."""
    return render_template("message.html", title=title, text=text, back=back, incident=None), status


def incident_number() -> str:
    """Four letters one can read over the telephone, e.g. ``7F3K``."""
    return "".join(secrets.choice(INCIDENT_LETTERS) for _letter in range(4))


def answer_errors(app: Flask) -> None:
    """Register the pages: 404, 403, 405, 413, refused form token, refused command, and our own faults."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(Rejection, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _our_fault)


def _form_expired(_error: CSRFError) -> tuple[str, int]:
    text = _(
        "这个页面打开得太久，或者浏览器没有保存登录状态，所以没有提交。请返回上一页，刷新后再提交。已保存的草稿仍在。"
    )
    return message_page(_("页面已过期，请重新提交"), text, HTTPStatus.BAD_REQUEST)


def _refused(error: Rejection) -> tuple[str, int]:
    came_from = urlsplit(request.referrer or "")
    back = came_from.path if came_from.netloc == request.host else None
    return message_page(_("暂时不能办理"), error.message, HTTPStatus.CONFLICT, back=back)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # a redirect raised by routing
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _our_fault(error)
    title, text = _words().get(error.code, _words()[HTTPStatus.BAD_REQUEST])
    response = error.get_response()
    response.data = message_page(title, text, error.code)[0]
    response.content_type = "text/html; charset=utf-8"
    return response


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: (_("这个请求看不懂"), _("提交的内容不完整，可能是网页没有完全打开。请返回上一页，刷新后再试。")),
        403: (_("您没有办理这一项的权限"), _("如需办理，请联系本单位管理员开通权限，或拨打咨询电话。")),
        404: (_("没有找到这个页面"), _("地址可能有误，或者这项内容已经移走。请从首页重新进入。")),
        405: (_("不能这样打开这个页面"), _("请从首页重新进入，再点击相应的按钮。")),
        413: (_("上传的文件太大"), _("文件超过了允许的大小，没有上传。请压缩后重新上传，已填的内容不受影响。")),
        429: (_("操作太频繁"), _("请稍等一分钟再试，已填的内容不受影响。")),
    }


def _our_fault(error: Exception) -> tuple[str, int]:
    incident = incident_number()
    rule = request.url_rule.rule if request.url_rule else request.path
    logger.error("incident %s at %s %s", incident, request.method, rule, exc_info=error)
    if "visitor" not in g:
        g.visitor = None
    page = render_template("message.html", title=_("系统出了问题"), text=None, back=None, incident=incident)
    return page, HTTPStatus.INTERNAL_SERVER_ERROR
