"""Runs migrations on the connection that ``casesvc.storage.migrate`` hands in."""

from alembic import context

from casesvc.storage import tables
from casesvc.storage.base import Base

assert tables.__all__  # noqa: S101 - importing the tables fills the metadata
connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
