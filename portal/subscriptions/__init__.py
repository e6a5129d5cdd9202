"""Messages by e-mail: what readers asked for, what became public since, and the mails that tell it.

Public pages and feeds say what changed; this wing decides who hears of it. `outgoing.put` is the one way to a reader: it puts a
mail in the queue, within the transaction of the caller. Only the command `send_messages` speaks to the mail server.
"""
