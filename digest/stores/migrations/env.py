"""What Alembic runs: the steps, over the connection that `digest.stores.upgrade` gives it."""

from alembic import context

from digest.stores.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
# The transaction is the caller's: a step that fails leaves the database as it was.
context.run_migrations()
