"""Checking and publishing business lines."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from casesvc.catalog.check import check_line
from casesvc.catalog.files import LineFiles, digest_of, find_lines, read_line_files
from casesvc.catalog.finding import LineRefused
from casesvc.cli.opened import installation
from casesvc.cli.play import linked
from casesvc.diagrams.check import check_tree
from casesvc.diagrams.decisions import check_decisions, read_decisions
from casesvc.diagrams.finding import DiagramRefused
from casesvc.documents.check import check_template
from casesvc.journeys.publish_line import publish_line
from casesvc.settings import read_settings

BY_COMMAND = "system"  # who published, where nobody is signed in


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON.")
@click.option("--english", is_flag=True, help="What is found in diagrams and decision tables in English.")
def check(names: tuple[str, ...], as_json: bool, english: bool) -> None:
    """Check lines by key, or single .bpmn and .dmn files; without NAMES, every line."""
    root = read_settings(os.environ).content
    findings = [found for name in names or find_lines(root) for found in findings_of(root, name)]
    if as_json:
        click.echo(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        for found in findings:
            said = (english and found["english"]) or found["message"]
            click.echo(f"{found['severity']}: {found['file']}:{found['line']} {found['place']}  {said}")
        click.echo(_counted(len(findings), english=english))
    sys.exit(any(found["severity"] == "error" for found in findings))


def _counted(findings: int, *, english: bool) -> str:
    if english:
        return f"{findings} found" if findings else "Nothing found"
    return f"{findings} 处" if findings else "没有问题"


def findings_of(root: Path, name: str) -> list[dict[str, object]]:
    """Return the findings of a line, or of one file with a diagram or decision tables."""
    if name.endswith((".bpmn", ".dmn")):
        return file_findings(Path(name))
    try:
        return [asdict(finding) for finding in check_line(read_line_files(root, name), check_template)]
    except LineRefused as refused:
        return [asdict(finding) for finding in refused.findings]


def file_findings(file: Path) -> list[dict[str, object]]:
    """Return the findings of one file; a diagram may call processes and ask decisions of other files of its folder."""
    try:
        if file.suffix == ".dmn":
            found = check_decisions(read_decisions(file.read_bytes()))
        else:
            found = check_tree(linked(file, None))
    except DiagramRefused as refused:
        found = refused.findings
    return [
        {**asdict(finding), "english": finding.english, "file": str(file), "place": finding.element}
        for finding in found
    ]


@click.command()
@click.argument("line")
def publish(line: str) -> None:
    """Check LINE and make it the version new cases follow; running cases stay on theirs."""
    found = installation()
    files = read_line_files(found.settings.content, line)
    refuse_faulty(line, files)
    published = publish_line(found.desk, line=line, digest=digest_of(files), files=files, by=BY_COMMAND)
    again = "" if published.new else "（内容与已发布的版本相同）"
    click.echo(f"{line} 第 {published.number} 版已生效{again}  {published.digest}")


def refuse_faulty(line: str, files: LineFiles) -> None:
    """Stop with the errors of a line."""
    errors = [finding for finding in check_line(files, check_template) if finding.severity == "error"]
    for finding in errors:
        click.echo(f"{finding.file}:{finding.line} {finding.place}  {finding.message}", err=True)
    if errors:
        raise click.ClickException(f"{line} 有 {len(errors)} 处错误，没有发布")
