"""What others show of this site: the picture of a shared link, and small pages that another site frames."""
