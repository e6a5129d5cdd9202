"""What who runs the portal needs: is it alive, is it ready, what does it do, and what when the database or the cache fails."""
