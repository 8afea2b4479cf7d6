"""What storage raises beyond the engine's own errors. Cheap to import."""


class MigrationFailed(Exception):
    """The database is as it was before. The message says which file and why."""
