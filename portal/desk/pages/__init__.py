"""The pages below /beheer/redactie/: their addresses, forms and views."""
