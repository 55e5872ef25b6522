"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_person"), ["person"], unique=False)
    op.create_table(
        "binding",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("person", "unit", name=op.f("pk_binding")),
    )
    op.create_table(
        "case_event",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=36), nullable=False),
        sa.Column("on_behalf", sa.String(length=36), nullable=True),
        sa.Column("task", sa.String(length=120), nullable=True),
        sa.Column("definition", sa.String(length=80), nullable=False),
        sa.Column("payload_digest", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=12), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_case_event")),
    )
    op.create_table(
        "case_key",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_key")),
    )
    op.create_table(
        "case_list",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("notice", sa.String(length=60), nullable=False),
        sa.Column("definition", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("applicant", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_list")),
    )
    with op.batch_alter_table("case_list", schema=None) as batch_op:
        batch_op.create_index("ix_case_list_applicant_line", ["applicant", "line"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_list_number"), ["number"], unique=False)
        batch_op.create_index("ix_case_list_started_at", ["started_at"], unique=False)
    op.create_table(
        "case_now",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_now")),
    )
    op.create_table(
        "case_payload",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_case_payload")),
    )
    op.create_table(
        "counter",
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("line", "kind", "year", name=op.f("pk_counter")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_due"), ["due"], unique=False)
    op.create_table(
        "draft",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("task", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("definition", sa.String(length=80), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "task", name=op.f("pk_draft")),
    )
    op.create_table(
        "line_current",
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_line_current")),
    )
    op.create_table(
        "line_file",
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "path", name=op.f("pk_line_file")),
    )
    op.create_table(
        "line_version",
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_line_version")),
        sa.UniqueConstraint("line", "number", name=op.f("uq_line_version_line_number")),
    )
    op.create_table(
        "look",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
    )
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.create_index("ix_look_case_id_at", ["case_id", "at"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_person_sent_at", ["person", "sent_at"], unique=False)
    op.create_table(
        "open_case",
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("line", "person", name=op.f("pk_open_case")),
    )
    with op.batch_alter_table("open_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_case_case_id"), ["case_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("definition", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("number", name=op.f("uq_register_entry_number")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index("ix_register_entry_holder_kind", ["holder", "kind"], unique=False)
    op.create_table(
        "repeat",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "key", name=op.f("pk_repeat")),
    )
    with op.batch_alter_table("repeat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repeat_at"), ["at"], unique=False)
    op.create_table(
        "seat",
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("person", "role", "unit", name=op.f("pk_seat")),
    )
    op.create_table(
        "task_list",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("task", sa.String(length=120), nullable=False),
        sa.Column("element", sa.String(length=100), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=36), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "task", name=op.f("pk_task_list")),
    )
    with op.batch_alter_table("task_list", schema=None) as batch_op:
        batch_op.create_index("ix_task_list_closed_by", ["closed_by", "closed_at"], unique=False)
        batch_op.create_index("ix_task_list_open", ["closed_at", "role", "unit", "opened_at"], unique=False)
    op.create_table(
        "timer",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("timer", sa.String(length=120), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "timer", name=op.f("pk_timer")),
    )
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timer_due"), ["due"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_table(
        "web_session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_web_session")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_seen_at"), ["seen_at"], unique=False)


def downgrade() -> None:
    """Take this revision back."""
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_seen_at"))
        batch_op.drop_index(batch_op.f("ix_web_session_person"))
    op.drop_table("web_session")
    op.drop_table("unit")
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_timer_due"))
    op.drop_table("timer")
    with op.batch_alter_table("task_list", schema=None) as batch_op:
        batch_op.drop_index("ix_task_list_open")
        batch_op.drop_index("ix_task_list_closed_by")
    op.drop_table("task_list")
    op.drop_table("seat")
    with op.batch_alter_table("repeat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repeat_at"))
    op.drop_table("repeat")
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_register_entry_holder_kind")
    op.drop_table("register_entry")
    op.drop_table("person")
    with op.batch_alter_table("open_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_case_case_id"))
    op.drop_table("open_case")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_person_sent_at")
    op.drop_table("message")
    with op.batch_alter_table("look", schema=None) as batch_op:
        batch_op.drop_index("ix_look_case_id_at")
    op.drop_table("look")
    op.drop_table("line_version")
    op.drop_table("line_file")
    op.drop_table("line_current")
    op.drop_table("draft")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_due"))
    op.drop_table("delivery")
    op.drop_table("counter")
    op.drop_table("case_payload")
    op.drop_table("case_now")
    with op.batch_alter_table("case_list", schema=None) as batch_op:
        batch_op.drop_index("ix_case_list_started_at")
        batch_op.drop_index(batch_op.f("ix_case_list_number"))
        batch_op.drop_index("ix_case_list_applicant_line")
    op.drop_table("case_list")
    op.drop_table("case_key")
    op.drop_table("case_event")
    op.drop_table("binding")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_person"))
    op.drop_table("account")
