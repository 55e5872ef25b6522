"""What cases wait for from outside, and stalled cases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

EXTERNAL = sa.text("topic IS NOT NULL AND closed_at IS NULL")

# A case is stalled when nothing went on behind its last stall. What it stalled at is the input before; only people's
# work and timers could be inputs until now. Envelopes tell both: payloads are sealed.
STALLED = """
INSERT INTO incident (case_id, input, since)
SELECT stall.case_id, (
    SELECT MAX(given.seq) FROM case_event AS given
    WHERE given.case_id = stall.case_id AND given.seq < stall.seq
    AND given.type IN ('CaseStarted', 'FormSubmitted', 'TaskDecided', 'TimerFired')
), stall.at
FROM case_event AS stall
WHERE stall.type = 'CaseStalled' AND NOT EXISTS (
    SELECT 1 FROM case_event AS later
    WHERE later.case_id = stall.case_id AND later.seq > stall.seq
    AND later.type IN ('StepTaken', 'CaseStalled', 'CaseEnded')
)
"""


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "subscription",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("event", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "event", name=op.f("pk_subscription")),
    )
    op.create_index("ix_subscription_kind_name", "subscription", ["kind", "name"], unique=False)
    op.create_table(
        "incident",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("input", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_since"), "incident", ["since"], unique=False)
    op.execute(STALLED)
    op.add_column("task_list", sa.Column("topic", sa.String(length=255), nullable=True))
    op.create_index(
        "ix_task_list_topic",
        "task_list",
        ["topic", "opened_at"],
        unique=False,
        sqlite_where=EXTERNAL,
        postgresql_where=EXTERNAL,
    )


def downgrade() -> None:
    """Take this revision back."""
    op.drop_index("ix_task_list_topic", table_name="task_list")
    with op.batch_alter_table("task_list", schema=None) as batch_op:
        batch_op.drop_column("topic")
    op.drop_table("incident")
    op.drop_table("subscription")
