"""The steps by which the tables of a ledger came to be, for Alembic. Each runs on SQLite and on PostgreSQL."""
