"""What every wing must know of the database: how long a query may take, and when the database is unavailable."""
