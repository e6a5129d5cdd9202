"""Operations: cached responses, monitoring, storage, and middleware for every request."""
