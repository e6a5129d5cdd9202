"""From what became public to mails in the queue.

`found` gives everything new a number, `news` reads what it says, `followed` which of that a choice asks for, `letters` makes the
texts, and `gather` puts a mail in the queue for each reader who asked for any of it.
"""
